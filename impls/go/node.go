package main

import (
	"context"
	"sync"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/connmgr"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/p2p/protocol/circuitv2/relay"
	ma "github.com/multiformats/go-multiaddr"
)

// node is one libp2p host, with the chat on top and, if asked for, a relay.
type node struct {
	host   host.Host
	dials  *dialBook
	chat   *chat
	relay  *relay.Relay // nil: the node is no relay
	events events

	relayClient bool
	ctx         context.Context // until the node is closed
	cancel      context.CancelFunc
	background  sync.WaitGroup // what reports events until cancel
}

func newNode(params *startParams, events events) (*node, error) {
	options, err := hostOptions(params)
	if err != nil {
		return nil, err
	}
	dials, err := newDialBook(params.HolePunch)
	if err != nil {
		return nil, err
	}
	punches := newHolePunches(events)
	if params.HolePunch {
		options = append(options, punches.option())
	}
	host, err := libp2p.New(append(options, libp2p.Peerstore(dials))...)
	if err != nil {
		dials.Close()
		return nil, err
	}
	punches.host = host
	ctx, cancel := context.WithCancel(context.Background())
	n := &node{host: host, dials: dials, events: events, relayClient: params.relayClient(), ctx: ctx, cancel: cancel}
	if err := n.start(params); err != nil {
		n.close()
		return nil, err
	}
	return n, nil
}

func hostOptions(params *startParams) ([]libp2p.Option, error) {
	key, err := params.key()
	if err != nil {
		return nil, err
	}
	transports, err := transportOptions(params)
	if err != nil {
		return nil, err
	}
	options := append(transports,
		libp2p.Identity(key),
		libp2p.UserAgent(agent()),
		libp2p.ResourceManager(&network.NullResourceManager{}),
		libp2p.ConnectionManager(connmgr.NullConnMgr{}),
		libp2p.DisableMetrics(),
		libp2p.NoListenAddrs, // also turns the relay client off: relayTransport decides
		relayTransport(params.relayClient()),
	)
	options = append(options, autonatOptions(params)...)
	if params.Announce != nil {
		options = append(options, libp2p.AddrsFactory(func([]ma.Multiaddr) []ma.Multiaddr { return params.Announce }))
	}
	return options, nil
}

// start listens last: whoever connects finds everything else in place.
func (n *node) start(params *startParams) (err error) {
	if err := n.watch(); err != nil {
		return err
	}
	if params.HolePunch {
		if err := n.reportReady(); err != nil {
			return err
		}
	}
	if params.AutoNAT.Client {
		if err := n.reportReachability(); err != nil {
			return err
		}
	}
	if n.chat, err = newChat(n.ctx, n.host, n.events, &n.background); err != nil {
		return err
	}
	n.answerDirectMessages()
	if limits := params.relayServer(); limits != nil {
		if n.relay, err = newRelay(n.host, limits); err != nil {
			return err
		}
	}
	for _, address := range params.Listen {
		if err := n.listen(address); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) addresses() []ma.Multiaddr {
	return withPeer(n.host.Addrs(), n.host.ID())
}

// close returns when all is said: no event of the node comes after it.
func (n *node) close() {
	n.cancel()
	if n.relay != nil {
		n.relay.Close()
	}
	n.host.Close()
	n.background.Wait()
	n.events.end()
}
