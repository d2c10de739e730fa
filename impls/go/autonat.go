package main

import (
	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

// autonatRoles are those of AutoNAT v2. go-libp2p has both in one service.
type autonatRoles struct {
	Client bool `json:"client,omitempty"`
	Server bool `json:"server,omitempty"`
}

type reachability struct {
	Address *ma.Multiaddr `json:"address"`
	Status  string        `json:"status"`
	By      string        `json:"by"`
	Server  *peer.ID      `json:"server"` // go-libp2p does not say whom it has asked
}

func autonatOptions(params *startParams) []libp2p.Option {
	var options []libp2p.Option
	if params.AutoNAT.Client || params.AutoNAT.Server {
		options = append(options, libp2p.EnableAutoNATv2())
	}
	if params.HolePunch && !params.AutoNAT.Client {
		options = append(options, libp2p.ForceReachabilityPrivate())
	}
	return options
}

// reportReachability says what each service finds out: v2 of single addresses, v1 of the node as a whole.
func (n *node) reportReachability() error {
	reported := make(map[string]string)
	report := func(addresses []ma.Multiaddr, status string) {
		for _, address := range addresses {
			if reported[address.String()] == status {
				continue
			}
			reported[address.String()] = status
			n.events.emit("reachability", reachability{Address: &address, Status: status, By: "autonat-v2"})
		}
	}
	if err := onEvents(n, func(e event.EvtHostReachableAddrsChanged) {
		report(e.Reachable, "public")
		report(e.Unreachable, "private")
		report(e.Unknown, "unknown")
	}); err != nil {
		return err
	}
	return onEvents(n, func(e event.EvtLocalReachabilityChanged) {
		n.events.emit("reachability", reachability{Status: statusOf(e.Reachability), By: "autonat-v1"})
	})
}

func statusOf(r network.Reachability) string {
	switch r {
	case network.ReachabilityPublic:
		return "public"
	case network.ReachabilityPrivate:
		return "private"
	default:
		return "unknown"
	}
}
