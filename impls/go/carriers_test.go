package main

import (
	"testing"

	ma "github.com/multiformats/go-multiaddr"
)

func TestRequireCarried(t *testing.T) {
	const id = "/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp"
	cases := []struct {
		address string
		carried bool
	}{
		{"/ip4/127.0.0.1/tcp/1" + id, true},
		{"/dns4/localhost/tcp/1/tls/ws" + id, true},
		{"/ip6/::1/udp/1/quic-v1/webtransport" + id, true},
		{"/ip4/127.0.0.1/udp/1/webrtc-direct" + id, true},
		{"/dnsaddr/example.org" + id, true},
		{"/ip4/127.0.0.1/udp/1/quic-v1" + id + "/p2p-circuit" + id, true},
		{"/ip4/127.0.0.1/tcp/1" + id + "/p2p-circuit/webrtc" + id, false},
		{"/memory/7" + id, false},
		{"/ip4/127.0.0.1/udp/1" + id, false},
		{"/unix/tmp%2Fsocket" + id, false},
	}
	for _, c := range cases {
		err := requireCarried(ma.StringCast(c.address))
		if (err == nil) != c.carried {
			t.Errorf("%s: %v", c.address, err)
		}
		if err != nil && asFailure(err).Code != codeUnsupported {
			t.Errorf("%s: %s", c.address, asFailure(err).Code)
		}
	}
}
