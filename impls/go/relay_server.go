package main

import (
	"math"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/relay"
	ma "github.com/multiformats/go-multiaddr"
)

// relayLimits are the limits that a relay is asked to have; where there is none, the library's default holds.
type relayLimits struct {
	ReservationSeconds *int64 `json:"reservationSeconds,omitempty"`
	CircuitSeconds     *int64 `json:"circuitSeconds,omitempty"`
	CircuitBytes       *int64 `json:"circuitBytes,omitempty"`
}

func (l *relayLimits) validate() error {
	for name, limit := range map[string]*int64{
		"reservationSeconds": l.ReservationSeconds,
		"circuitSeconds":     l.CircuitSeconds,
		"circuitBytes":       l.CircuitBytes,
	} {
		if limit != nil && *limit <= 0 {
			return invalid("relay.server.%s is %d: it must be positive", name, *limit)
		}
	}
	return nil
}

// newRelay serves at once. libp2p.EnableRelayService would wait until AutoNAT finds the node publicly reachable.
func newRelay(host host.Host, limits *relayLimits) (*relay.Relay, error) {
	return relay.New(host,
		relay.WithResources(limits.resources()),
		// The default puts only public addresses into a reservation: in a lab that leaves none.
		relay.WithReservationAddressFilter(func(ma.Multiaddr) bool { return true }),
	)
}

func (l *relayLimits) resources() relay.Resources {
	resources := relay.DefaultResources()
	// In a lab everybody has the same IP address.
	resources.MaxReservationsPerIP = math.MaxInt
	resources.MaxReservationsPerASN = math.MaxInt
	if l.ReservationSeconds != nil {
		resources.ReservationTTL = time.Duration(*l.ReservationSeconds) * time.Second
	}
	if l.CircuitSeconds != nil {
		resources.Limit.Duration = time.Duration(*l.CircuitSeconds) * time.Second
	}
	if l.CircuitBytes != nil {
		resources.Limit.Data = *l.CircuitBytes
	}
	return resources
}
