package main

import (
	"context"
	"fmt"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/client"
	ma "github.com/multiformats/go-multiaddr"
)

type reserveParams struct {
	Relay ma.Multiaddr `json:"relay"`
	deadline
}

type reserved struct {
	Addresses []ma.Multiaddr `json:"addresses"`
	Limit     *circuitLimit  `json:"limit"`
}

type circuitLimit struct {
	Seconds *float64 `json:"seconds"`
	Bytes   *uint64  `json:"bytes"`
}

func relayTransport(client bool) libp2p.Option {
	if client {
		return libp2p.EnableRelay()
	}
	return libp2p.DisableRelay()
}

func (n *node) reserve(ctx context.Context, params reserveParams) (*reserved, error) {
	if !n.relayClient {
		return nil, invalid("the node was started without relay.client")
	}
	id, err := peerOf(params.Relay)
	if err != nil {
		return nil, err
	}
	if err := requireCarried(params.Relay); err != nil {
		return nil, err
	}
	if err := n.reachRelay(ctx, params.Relay); err != nil {
		return nil, err
	}
	reservation, err := n.reserveAt(ctx, id)
	if err != nil {
		return nil, err
	}
	return &reserved{
		Addresses: []ma.Multiaddr{n.throughRelay(params.Relay)},
		Limit:     limitOf(reservation),
	}, nil
}

// reserveAt gives up with ctx, which the library minds only until it waits for the relay's answer.
func (n *node) reserveAt(ctx context.Context, relay peer.ID) (*client.Reservation, error) {
	type outcome struct {
		reservation *client.Reservation
		err         error
	}
	outcomes := make(chan outcome, 1)
	go func() {
		reservation, err := client.Reserve(network.WithNoDial(ctx, "already connected"), n.host, peer.AddrInfo{ID: relay})
		outcomes <- outcome{reservation, err}
	}()
	select {
	case o := <-outcomes:
		return o.reservation, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// reachRelay connects to a relay at that address unless there is a direct connection already. The library would dial it
// by itself, but at any address it knows.
func (n *node) reachRelay(ctx context.Context, address ma.Multiaddr) error {
	id, err := peerOf(address)
	if err != nil {
		return err
	}
	if n.host.Network().Connectedness(id) == network.Connected {
		return nil
	}
	_, err = n.dialExactly(ctx, id, address)
	if err != nil && n.host.Network().Connectedness(id) != network.Connected { // or another request was faster
		return fmt.Errorf("relay: %w", err)
	}
	return nil
}

func (n *node) throughRelay(relay ma.Multiaddr) ma.Multiaddr {
	return relay.Encapsulate(ma.StringCast(fmt.Sprintf("/p2p-circuit/p2p/%s", n.host.ID())))
}

// relayOf is the address of the relay in a circuit address, or nil if the address is direct.
func relayOf(address ma.Multiaddr) ma.Multiaddr {
	relay, circuit := ma.SplitFunc(address, func(c ma.Component) bool { return c.Protocol().Code == ma.P_CIRCUIT })
	if circuit == nil {
		return nil
	}
	return relay
}

// limitOf is what the relay announced. The library gives 0 for what it did not.
func limitOf(reservation *client.Reservation) *circuitLimit {
	if reservation.LimitDuration == 0 && reservation.LimitData == 0 {
		return nil
	}
	limit := &circuitLimit{}
	if reservation.LimitDuration != 0 {
		seconds := reservation.LimitDuration.Seconds()
		limit.Seconds = &seconds
	}
	if reservation.LimitData != 0 {
		limit.Bytes = &reservation.LimitData
	}
	return limit
}
