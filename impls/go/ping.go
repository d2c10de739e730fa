package main

import (
	"context"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/protocol/ping"
)

type pingParams struct {
	PeerID peer.ID `json:"peerId"`
	deadline
}

type pinged struct {
	RTTMs float64 `json:"rttMs"`
}

func (n *node) ping(ctx context.Context, params pingParams) (*pinged, error) {
	ctx, cancel := context.WithCancel(network.WithNoDial(ctx, "only connected peers are pinged"))
	defer cancel() // the library pings on and on
	result, ok := <-ping.Ping(ctx, n.host, params.PeerID)
	if !ok {
		return nil, ctx.Err()
	}
	if result.Error != nil {
		return nil, result.Error
	}
	return &pinged{milliseconds(result.RTT)}, nil
}
