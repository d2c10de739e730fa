package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	ma "github.com/multiformats/go-multiaddr"
)

type dialParams struct {
	Address ma.Multiaddr `json:"address"`
	deadline
}

type dialled struct {
	Connection connection `json:"connection"`
	ElapsedMs  float64    `json:"elapsedMs"`
}

func (n *node) dial(ctx context.Context, params dialParams) (*dialled, error) {
	id, err := peerOf(params.Address)
	if err != nil {
		return nil, err
	}
	if err := requireCarried(params.Address); err != nil {
		return nil, err
	}
	started := time.Now()
	conn, err := n.dialExactly(ctx, id, params.Address)
	if err != nil {
		return nil, err
	}
	return &dialled{Connection: describe(conn), ElapsedMs: milliseconds(time.Since(started))}, nil
}

func (n *node) dialExactly(ctx context.Context, id peer.ID, address ma.Multiaddr) (network.Conn, error) {
	if relay := relayOf(address); relay != nil && n.relayClient {
		if err := n.reachRelay(ctx, relay); err != nil {
			return nil, err
		}
		// Nothing is held back because it failed before.
		n.swarm().Backoff().Clear(id)
	} else {
		// Also dials when there is a relayed connection, and in spite of a dial that failed before.
		ctx = network.WithForceDirectDial(ctx, "exactly this address")
	}
	done, err := n.dials.ask(ctx, id, address)
	if err != nil {
		return nil, err
	}
	defer done()

	known := n.host.Network().ConnsToPeer(id)
	conn, err := n.host.Network().DialPeer(ctx, id)
	if err != nil {
		return nil, innermost(err)
	}
	if slices.Contains(known, conn) || conn.Stat().Direction != network.DirOutbound {
		return nil, fmt.Errorf("not dialled: go-libp2p uses its connection to %s at %s", id, conn.RemoteMultiaddr())
	}
	return conn, nil
}

func (n *node) swarm() *swarm.Swarm { return n.host.Network().(*swarm.Swarm) }

// innermost is what the transport said: the swarm says only that all dials failed, and lists why below.
func innermost(err error) error {
	failed, ok := errors.AsType[*swarm.DialError](err)
	if !ok {
		return err
	}
	if len(failed.DialErrors) > 0 {
		return failed.DialErrors[0].Cause
	}
	return failed.Cause
}

// peerOf is the peer that a complete multiaddr leads to.
func peerOf(address ma.Multiaddr) (peer.ID, error) {
	id, err := peer.IDFromP2PAddr(address)
	if err != nil {
		return "", invalid("%s does not end in /p2p/ and a peer id: %v", address, err)
	}
	return id, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
