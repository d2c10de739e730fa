package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"time"

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

// One round trip on a stream that is closed. ping.Ping goes on until it is cancelled, and then resets its stream: over
// WebRTC to rust-libp2p that ends all later streams of the connection (docs/upstream.md#data-after-a-stream-reset).
func (n *node) ping(ctx context.Context, params pingParams) (*pinged, error) {
	ctx = network.WithAllowLimitedConn(network.WithNoDial(ctx, "only connected peers are pinged"), "ping")
	stream, err := n.host.NewStream(ctx, params.PeerID, ping.ID)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = stream.Reset() })
	defer stop()
	var sent, echo [ping.PingSize]byte
	_, _ = rand.Read(sent[:]) // never fails
	begun := time.Now()
	if err := exchange(stream, sent[:], echo[:]); err != nil {
		_ = stream.Reset()
		return nil, err
	}
	took := time.Since(begun)
	_ = stream.Close() // the echo is here: how its stream ends does not matter any more
	return &pinged{milliseconds(took)}, nil
}

func exchange(stream network.Stream, sent, echo []byte) error {
	if _, err := stream.Write(sent); err != nil {
		return err
	}
	if _, err := io.ReadFull(stream, echo); err != nil {
		return err
	}
	if !bytes.Equal(sent, echo) {
		return errors.New("the ping came back changed")
	}
	return nil
}
