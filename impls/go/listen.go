package main

import (
	"errors"
	"fmt"
	"net"

	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	ma "github.com/multiformats/go-multiaddr"
	manet "github.com/multiformats/go-multiaddr/net"
)

// listen is for one address, and fails with it. The swarm's own Listen is content when one of its addresses works.
func (n *node) listen(address ma.Multiaddr) error {
	if err := checkPortFree(address); err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	err := n.swarm().AddListenAddr(address)
	if errors.Is(err, swarm.ErrNoTransport) {
		return invalid("no transport of this node listens on %s", address)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", address, err)
	}
	return nil
}

// checkPortFree finds a TCP port that is taken by another node: go-libp2p listens with SO_REUSEPORT, and the kernel
// would spread what comes in over both.
func checkPortFree(address ma.Multiaddr) error {
	network, host, err := manet.DialArgs(address)
	if err != nil || !has(address, ma.P_TCP) {
		return nil // the transport knows better what is wrong with it
	}
	listener, err := net.Listen(network, host)
	if err != nil {
		return err
	}
	return listener.Close()
}
