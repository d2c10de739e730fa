package main

import (
	"crypto/tls"
	"crypto/x509"

	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/transport"
	"github.com/libp2p/go-libp2p/p2p/net/swarm"
	"github.com/libp2p/go-libp2p/p2p/transport/websocket"
	ma "github.com/multiformats/go-multiaddr"
)

type tlsParams struct {
	Authority   string `json:"authority"`
	Certificate string `json:"certificate,omitempty"`
	Key         string `json:"key,omitempty"`
}

// webSocket is the library's transport, which always takes both, narrowed to ws, wss or both.
type webSocket struct {
	*websocket.WebsocketTransport
	plain, secure bool
}

type webSocketConstructor = func(crypto.PrivKey, network.ResourceManager) (*webSocket, error)

func newWebSocket(plain, secure bool, params *tlsParams) (webSocketConstructor, error) {
	options, err := webSocketOptions(params)
	if err != nil {
		return nil, err
	}
	return func(key crypto.PrivKey, resources network.ResourceManager) (*webSocket, error) {
		upgrader, err := newUpgrader(key, resources, true, false)
		if err != nil {
			return nil, err
		}
		both, err := websocket.New(upgrader, resources, nil, options...)
		if err != nil {
			return nil, err
		}
		return &webSocket{both, plain, secure}, nil
	}, nil
}

func webSocketOptions(params *tlsParams) ([]websocket.Option, error) {
	trusted := x509.NewCertPool()
	options := []websocket.Option{websocket.WithTLSClientConfig(&tls.Config{RootCAs: trusted})}
	if params == nil {
		return options, nil
	}
	if !trusted.AppendCertsFromPEM([]byte(params.Authority)) {
		return nil, invalid("tls.authority is no PEM certificate")
	}
	if params.Certificate == "" {
		return options, nil
	}
	certificate, err := tls.X509KeyPair([]byte(params.Certificate), []byte(params.Key))
	if err != nil {
		return nil, invalid("tls.certificate and tls.key: %v", err)
	}
	return append(options, websocket.WithTLSConfig(&tls.Config{Certificates: []tls.Certificate{certificate}})), nil
}

func (t *webSocket) CanDial(address ma.Multiaddr) bool {
	return t.offers(address) && t.WebsocketTransport.CanDial(address)
}

func (t *webSocket) Listen(address ma.Multiaddr) (transport.Listener, error) {
	if !t.offers(address) {
		return nil, swarm.ErrNoTransport
	}
	return t.WebsocketTransport.Listen(address)
}

func (t *webSocket) offers(address ma.Multiaddr) bool {
	if isSecureWebSocket(address) {
		return t.secure
	}
	return t.plain
}

// isSecureWebSocket knows both spellings, /tls/ws and /wss.
func isSecureWebSocket(address ma.Multiaddr) bool {
	for _, component := range address {
		switch component.Protocol().Code {
		case ma.P_WSS, ma.P_TLS:
			return true
		}
	}
	return false
}
