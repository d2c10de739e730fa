package main

import (
	"slices"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/p2p/protocol/holepunch"
	ma "github.com/multiformats/go-multiaddr"
)

type holePunched struct {
	PeerID    peer.ID  `json:"peerId"`
	Initiator *bool    `json:"initiator"`
	Outcome   string   `json:"outcome"`
	Attempt   *int     `json:"attempt"`
	ElapsedMs *float64 `json:"elapsedMs"`
	Message   *string  `json:"message"`
}

// holePunches reports what the hole punching service of one node does.
type holePunches struct {
	events events
	host   host.Host // set before the node listens, and so before there is anything to report

	mu       sync.Mutex
	attempts map[peer.ID]int
}

func newHolePunches(events events) *holePunches {
	return &holePunches{events: events, attempts: make(map[peer.ID]int)}
}

func (h *holePunches) option() libp2p.Option {
	return libp2p.EnableHolePunching(holepunch.WithTracer(h))
}

// Trace is called by the service for everything it does.
func (h *holePunches) Trace(traced *holepunch.Event) {
	report := holePunched{PeerID: traced.Remote, Initiator: h.initiator(traced.Remote)}
	switch e := traced.Evt.(type) {
	case *holepunch.HolePunchAttemptEvt:
		h.begin(traced.Remote, e.Attempt)
		report.Outcome, report.Attempt = "started", &e.Attempt
	case *holepunch.EndHolePunchEvt:
		report.Attempt = h.attempt(traced.Remote)
		report.end(e.Success, e.EllapsedTime, e.Error)
	case *holepunch.DirectDialEvt: // of a peer whose own address is public: no hole is needed
		report.end(e.Success, e.EllapsedTime, e.Error)
	case *holepunch.ProtocolErrorEvt:
		report.Outcome, report.Message = "failed", &e.Error
	default: // StartHolePunch: the attempt follows
		return
	}
	h.events.emit("hole-punch", report)
}

func (r *holePunched) end(success bool, elapsed time.Duration, message string) {
	took := milliseconds(elapsed)
	r.Outcome, r.ElapsedMs = "succeeded", &took
	if !success {
		r.Outcome, r.Message = "failed", &message
	}
}

func (h *holePunches) begin(remote peer.ID, attempt int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.attempts[remote] = attempt
}

func (h *holePunches) attempt(remote peer.ID) *int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if attempt, ok := h.attempts[remote]; ok {
		return &attempt
	}
	return nil
}

// initiator is which end of the circuit this node is: the one it was dialled to begins. Unknown where there is no
// circuit any more, or one each way.
func (h *holePunches) initiator(remote peer.ID) *bool {
	var known *bool
	for _, conn := range h.host.Network().ConnsToPeer(remote) {
		if !has(conn.RemoteMultiaddr(), ma.P_CIRCUIT) {
			continue
		}
		inbound := conn.Stat().Direction == network.DirInbound
		if known != nil && *known != inbound {
			return nil
		}
		known = &inbound
	}
	return known
}

// reportReady waits for the service to take part: it answers its protocol only once the node has seen a public address
// of its own, and a circuit that is there before stays relayed.
func (n *node) reportReady() error {
	return onEvents(n, func(e event.EvtLocalProtocolsUpdated) {
		if slices.Contains(e.Added, holepunch.Protocol) {
			n.events.emit("hole-punch-ready", none{})
		}
	})
}
