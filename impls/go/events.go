package main

import (
	"context"
	"encoding/base64"
	"sync"
	"unicode/utf8"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	ma "github.com/multiformats/go-multiaddr"
)

// events says what happens in one node.
type events struct {
	node string
	out  *output
	life *life
}

// life of a node, which some services of its host outlive by a little.
type life struct {
	mu   sync.Mutex
	over bool
}

func newEvents(node string, out *output) events { return events{node: node, out: out, life: new(life)} }

func (e events) emit(name string, data any) {
	e.life.mu.Lock()
	defer e.life.mu.Unlock()
	if !e.life.over {
		e.out.event(e.node, name, data)
	}
}

// end lets nothing follow it.
func (e events) end() {
	e.life.mu.Lock()
	defer e.life.mu.Unlock()
	e.life.over = true
}

type connectionOpened struct {
	Connection connection `json:"connection"`
}

type connectionClosed struct {
	Connection connection `json:"connection"`
	Reason     *string    `json:"reason"` // go-libp2p tells none
}

type identified struct {
	PeerID          peer.ID        `json:"peerId"`
	Agent           *string        `json:"agent"`
	Protocols       []protocol.ID  `json:"protocols"`
	Addresses       []ma.Multiaddr `json:"addresses"`
	ObservedAddress *ma.Multiaddr  `json:"observedAddress"`
}

type peerSubscribed struct {
	PeerID peer.ID `json:"peerId"`
	Topic  string  `json:"topic"`
}

type messageReceived struct {
	Topic        string  `json:"topic"`
	Author       peer.ID `json:"author"`
	ReceivedFrom peer.ID `json:"receivedFrom"`
	content
}

type directMessageReceived struct {
	From peer.ID `json:"from"`
	content
}

// content is text, or the base64 of bytes that are none.
type content struct {
	Text   *string `json:"text,omitempty"`
	Base64 *string `json:"base64,omitempty"`
}

func contentOf(data []byte) content {
	if utf8.Valid(data) {
		text := string(data)
		return content{Text: &text}
	}
	encoded := base64.StdEncoding.EncodeToString(data)
	return content{Base64: &encoded}
}

// watch reports connections and what identify learns about them.
func (n *node) watch() error {
	n.host.Network().Notify(&network.NotifyBundle{
		ConnectedF: func(_ network.Network, conn network.Conn) {
			n.events.emit("connection-opened", connectionOpened{describe(conn)})
		},
		DisconnectedF: func(_ network.Network, conn network.Conn) {
			n.events.emit("connection-closed", connectionClosed{Connection: describe(conn)})
		},
	})
	return onEvents(n, func(e event.EvtPeerIdentificationCompleted) {
		n.events.emit("identified", describeIdentification(e))
	})
}

// onEvents handles events of one type, in their order, until the node is closed.
func onEvents[E any](n *node, handle func(E)) error {
	subscription, err := n.host.EventBus().Subscribe(new(E))
	if err != nil {
		return err
	}
	context.AfterFunc(n.ctx, func() { subscription.Close() })
	n.background.Go(func() {
		for e := range subscription.Out() {
			handle(e.(E))
		}
	})
	return nil
}

func describeIdentification(e event.EvtPeerIdentificationCompleted) identified {
	told := identified{
		PeerID:          e.Peer,
		Protocols:       append([]protocol.ID{}, e.Protocols...),
		Addresses:       append([]ma.Multiaddr{}, e.ListenAddrs...),
		ObservedAddress: optionalAddress(e.ObservedAddr),
	}
	if e.AgentVersion != "" {
		told.Agent = &e.AgentVersion
	}
	return told
}
