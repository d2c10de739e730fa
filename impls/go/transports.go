package main

import (
	"slices"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/sec"
	"github.com/libp2p/go-libp2p/core/transport"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/net/upgrader"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	libp2ptls "github.com/libp2p/go-libp2p/p2p/security/tls"
	quic "github.com/libp2p/go-libp2p/p2p/transport/quic"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	libp2pwebrtc "github.com/libp2p/go-libp2p/p2p/transport/webrtc"
	libp2pwebtransport "github.com/libp2p/go-libp2p/p2p/transport/webtransport"
)

// transports are the stacks that go-libp2p has. What is missing is signalled webrtc:
// https://github.com/libp2p/go-libp2p/issues/2576
var transports = map[string]struct{}{
	"tcp+noise":     {},
	"tcp+tls":       {},
	"ws+noise":      {},
	"wss+noise":     {},
	"quic-v1":       {},
	"webtransport":  {},
	"webrtc-direct": {},
}

// transportOptions configure exactly the transports asked for.
func transportOptions(params *startParams) ([]libp2p.Option, error) {
	asked := func(name string) bool { return slices.Contains(params.Transports, name) }

	// The security of the host itself is for relayed connections only: each transport below brings its own.
	options := []libp2p.Option{
		libp2p.NoTransports,
		libp2p.Muxer(yamux.ID, yamux.DefaultTransport),
		libp2p.Security(noise.ID, noise.New),
		libp2p.Security(libp2ptls.ID, libp2ptls.New),
	}
	if asked("tcp+noise") || asked("tcp+tls") {
		options = append(options, libp2p.Transport(newTCP(asked("tcp+noise"), asked("tcp+tls"))))
	}
	if asked("ws+noise") || asked("wss+noise") {
		constructor, err := newWebSocket(asked("ws+noise"), asked("wss+noise"), params.TLS)
		if err != nil {
			return nil, err
		}
		options = append(options, libp2p.Transport(constructor))
	}
	if asked("quic-v1") {
		options = append(options, libp2p.Transport(quic.NewTransport))
	}
	if asked("webtransport") {
		options = append(options, libp2p.Transport(libp2pwebtransport.New))
	}
	if asked("webrtc-direct") {
		options = append(options, libp2p.Transport(libp2pwebrtc.New))
	}
	return options, nil
}

type tcpConstructor = func(crypto.PrivKey, network.ResourceManager) (*tcp.TcpTransport, error)

func newTCP(withNoise, withTLS bool) tcpConstructor {
	return func(key crypto.PrivKey, resources network.ResourceManager) (*tcp.TcpTransport, error) {
		upgrader, err := newUpgrader(key, resources, withNoise, withTLS)
		if err != nil {
			return nil, err
		}
		return tcp.NewTCPTransport(upgrader, resources, nil)
	}
}

// newUpgrader secures one transport. go-libp2p would use one upgrader for all transports of a host, so that tcp+tls
// next to ws+noise would also be tcp+noise.
func newUpgrader(key crypto.PrivKey, resources network.ResourceManager, withNoise, withTLS bool) (transport.Upgrader, error) {
	muxers := []upgrader.StreamMuxer{{ID: yamux.ID, Muxer: yamux.DefaultTransport}}
	var securities []sec.SecureTransport
	if withNoise {
		security, err := noise.New(noise.ID, key, muxers)
		if err != nil {
			return nil, err
		}
		securities = append(securities, security)
	}
	if withTLS {
		security, err := libp2ptls.New(libp2ptls.ID, key, muxers)
		if err != nil {
			return nil, err
		}
		securities = append(securities, security)
	}
	return upgrader.New(securities, muxers, nil, resources, nil)
}
