package main

import (
	"context"
	"sync"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/peerstore"
	"github.com/libp2p/go-libp2p/p2p/host/peerstore/pstoremem"
	ma "github.com/multiformats/go-multiaddr"
)

// dialBook is the peerstore of a node that dials what it is asked to, and nothing else. The swarm dials a peer at all
// addresses that the peerstore has for it, which are soon those that identify told; this one hands out only the
// address that is being dialled on purpose. Where holes are punched, the library also dials of its own accord, and then
// it gets all that are known.
type dialBook struct {
	peerstore.Peerstore
	peerstore.CertifiedAddrBook

	dialsOfItsOwn bool

	mu    sync.Mutex
	asked map[peer.ID]ma.Multiaddr
	turns map[peer.ID]chan struct{}
}

func newDialBook(dialsOfItsOwn bool) (*dialBook, error) {
	memory, err := pstoremem.NewPeerstore()
	if err != nil {
		return nil, err
	}
	return &dialBook{
		Peerstore:         memory,
		CertifiedAddrBook: memory,
		dialsOfItsOwn:     dialsOfItsOwn,
		asked:             make(map[peer.ID]ma.Multiaddr),
		turns:             make(map[peer.ID]chan struct{}),
	}, nil
}

func (b *dialBook) Addrs(p peer.ID) []ma.Multiaddr {
	b.mu.Lock()
	defer b.mu.Unlock()
	if address, ok := b.asked[p]; ok {
		return []ma.Multiaddr{address}
	}
	if b.dialsOfItsOwn {
		return b.Peerstore.Addrs(p)
	}
	return nil
}

// ask has the peer dialled at that address until done is called. One address of a peer at a time: the swarm would join
// two dials of the same peer.
func (b *dialBook) ask(ctx context.Context, p peer.ID, address ma.Multiaddr) (done func(), err error) {
	turn := b.turn(p)
	select {
	case turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked[p] = address
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.asked, p)
		<-turn
	}, nil
}

func (b *dialBook) turn(p peer.ID) chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	turn, ok := b.turns[p]
	if !ok {
		turn = make(chan struct{}, 1)
		b.turns[p] = turn
	}
	return turn
}
