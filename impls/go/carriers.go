package main

import (
	"slices"

	ma "github.com/multiformats/go-multiaddr"
)

// carriers are the protocols of an address, any of which go-libp2p has a transport for. A /dnsaddr stands for others.
var carriers = []int{ma.P_TCP, ma.P_QUIC_V1, ma.P_WEBRTC_DIRECT, ma.P_CIRCUIT, ma.P_DNSADDR}

// requireCarried refuses what no node of this program could ever dial or listen on.
func requireCarried(address ma.Multiaddr) error {
	// go-libp2p would take it for an ordinary circuit.
	if has(address, ma.P_WEBRTC) {
		return unsupported("signalled webrtc: https://github.com/libp2p/go-libp2p/issues/2576")
	}
	if !slices.ContainsFunc(carriers, func(code int) bool { return has(address, code) }) {
		return unsupported("go-libp2p has no transport for %s", address)
	}
	return nil
}

func has(address ma.Multiaddr, code int) bool {
	return slices.ContainsFunc(address, func(component ma.Component) bool { return component.Protocol().Code == code })
}
