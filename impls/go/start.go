package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/peer"
	ma "github.com/multiformats/go-multiaddr"
)

type startParams struct {
	Transports  []string       `json:"transports"`
	Listen      []ma.Multiaddr `json:"listen"`
	Announce    []ma.Multiaddr `json:"announce,omitempty"`
	KeySeed     *string        `json:"keySeed,omitempty"`
	TLS         *tlsParams     `json:"tls,omitempty"`
	Relay       *relayParams   `json:"relay,omitempty"`
	STUNServers []string       `json:"stunServers,omitempty"`
	HolePunch   bool           `json:"holePunch,omitempty"`
	AutoNAT     autonatRoles   `json:"autonat,omitempty"`
}

type relayParams struct {
	Client bool         `json:"client,omitempty"`
	Server *relayLimits `json:"server,omitempty"`
}

type started struct {
	PeerID    peer.ID        `json:"peerId"`
	Addresses []ma.Multiaddr `json:"addresses"`
}

func (p *startParams) validate() error {
	for _, name := range p.Transports {
		if _, ok := transports[name]; !ok {
			return unsupported("transport %s", name)
		}
	}
	for _, address := range p.Listen {
		if err := requireCarried(address); err != nil {
			return err
		}
		if isSecureWebSocket(address) && (p.TLS == nil || p.TLS.Certificate == "") {
			return invalid("%s needs tls.certificate", address)
		}
	}
	if len(p.STUNServers) > 0 {
		return unsupported("stunServers: go-libp2p asks no STUN server, and has no signalled webrtc that would need one")
	}
	if p.HolePunch && !p.relayClient() {
		return invalid("holePunch needs relay.client")
	}
	if limits := p.relayServer(); limits != nil {
		return limits.validate()
	}
	return nil
}

func (p *startParams) relayClient() bool { return p.Relay != nil && p.Relay.Client }

// relayServer is nil for a node that is no relay.
func (p *startParams) relayServer() *relayLimits {
	if p.Relay == nil {
		return nil
	}
	return p.Relay.Server
}

func (p *startParams) key() (crypto.PrivKey, error) {
	if p.KeySeed == nil {
		key, _, err := crypto.GenerateEd25519Key(rand.Reader)
		return key, err
	}
	seed, err := hex.DecodeString(*p.KeySeed)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, invalid("keySeed is no hex of %d bytes", ed25519.SeedSize)
	}
	return crypto.UnmarshalEd25519PrivateKey(ed25519.NewKeyFromSeed(seed))
}

// withPeer makes addresses dialable: each names the peer to expect there.
func withPeer(addresses []ma.Multiaddr, id peer.ID) []ma.Multiaddr {
	suffix := ma.StringCast(fmt.Sprintf("/p2p/%s", id))
	full := make([]ma.Multiaddr, 0, len(addresses))
	for _, address := range addresses {
		full = append(full, address.Encapsulate(suffix))
	}
	return full
}
