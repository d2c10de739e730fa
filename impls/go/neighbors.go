package main

import (
	"slices"
	"sync"

	pb "github.com/libp2p/go-libp2p-pubsub/pb"
	"github.com/libp2p/go-libp2p/core/peer"
)

// neighbors tells when a message published to a topic reaches a peer. That takes two things, in any order: the peer has
// subscribed, which comes in on its stream, and GossipSub has a stream of its own to the peer. Between the first and
// the second it silently drops what is published.
type neighbors struct {
	reached func(p peer.ID, topic string)

	mu      sync.Mutex
	streams map[peer.ID]bool
	waiting map[peer.ID][]string // topics of peers that are without a stream
}

func newNeighbors(reached func(peer.ID, string)) *neighbors {
	return &neighbors{reached: reached, streams: make(map[peer.ID]bool), waiting: make(map[peer.ID][]string)}
}

func (n *neighbors) joined(p peer.ID, topic string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.streams[p] {
		n.reached(p, topic)
		return
	}
	n.waiting[p] = append(n.waiting[p], topic)
}

func (n *neighbors) left(p peer.ID, topic string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.waiting[p] = slices.DeleteFunc(n.waiting[p], func(waiting string) bool { return waiting == topic })
}

// Trace is called by GossipSub for everything it does.
func (n *neighbors) Trace(event *pb.TraceEvent) {
	switch event.GetType() {
	case pb.TraceEvent_ON_NEW_OUTBOUND_STREAM:
		n.opened(peer.ID(event.GetOnNewOutboundStream().GetPeerID()))
	case pb.TraceEvent_ON_CLOSED_OUTBOUND_STREAM:
		n.closed(peer.ID(event.GetOnClosedOutboundStream().GetPeerID()))
	}
}

func (n *neighbors) opened(p peer.ID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.streams[p] = true
	for _, topic := range n.waiting[p] {
		n.reached(p, topic)
	}
	delete(n.waiting, p)
}

func (n *neighbors) closed(p peer.ID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.streams, p)
}
