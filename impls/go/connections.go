package main

import (
	"context"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	ma "github.com/multiformats/go-multiaddr"
)

// connection is a live connection as go-libp2p reports it. Security and muxer are null on QUIC, WebTransport, WebRTC
// and circuits, where it reports none.
type connection struct {
	ID            string        `json:"id"`
	PeerID        peer.ID       `json:"peerId"`
	RemoteAddress *ma.Multiaddr `json:"remoteAddress"`
	LocalAddress  *ma.Multiaddr `json:"localAddress"`
	Direction     string        `json:"direction"`
	Security      *protocol.ID  `json:"security"`
	Muxer         *protocol.ID  `json:"muxer"`
	Limited       bool          `json:"limited"`
}

type connectionList struct {
	Connections []connection `json:"connections"`
}

func (n *node) connections(context.Context, none) (connectionList, error) {
	list := []connection{}
	for _, conn := range n.host.Network().Conns() {
		list = append(list, describe(conn))
	}
	return connectionList{list}, nil
}

func describe(conn network.Conn) connection {
	state := conn.ConnState()
	return connection{
		ID:            conn.ID(),
		PeerID:        conn.RemotePeer(),
		RemoteAddress: optionalAddress(conn.RemoteMultiaddr()),
		LocalAddress:  optionalAddress(conn.LocalMultiaddr()),
		Direction:     direction(conn),
		Security:      optional(state.Security),
		Muxer:         optional(state.StreamMultiplexer),
		Limited:       conn.Stat().Limited,
	}
}

func direction(conn network.Conn) string {
	if conn.Stat().Direction == network.DirInbound {
		return "inbound"
	}
	return "outbound"
}

func optional(id protocol.ID) *protocol.ID {
	if id == "" {
		return nil
	}
	return &id
}

func optionalAddress(address ma.Multiaddr) *ma.Multiaddr {
	if len(address) == 0 {
		return nil
	}
	return &address
}
