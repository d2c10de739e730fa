package main

import (
	"runtime"
	"runtime/debug"
	"strings"
)

const (
	implementation = "go-libp2p"
	libraryPath    = "github.com/libp2p/go-libp2p"
)

// otherLibraries carry the transports and the chat.
var otherLibraries = []string{
	"github.com/libp2p/go-libp2p-pubsub",
	"github.com/libp2p/go-yamux/v5",
	"github.com/quic-go/quic-go",
	"github.com/quic-go/webtransport-go",
	"github.com/pion/webrtc/v4",
	"github.com/gorilla/websocket",
}

type helloResult struct {
	Protocol       int               `json:"protocol"`
	Implementation string            `json:"implementation"`
	Version        string            `json:"version"`
	Libraries      map[string]string `json:"libraries"`
	Toolchain      string            `json:"toolchain"`
	Capabilities   capabilities      `json:"capabilities"`
}

type capabilities struct {
	Transports   map[string]transportRoles `json:"transports"`
	Relay        relayRoles                `json:"relay"`
	HolePunching []string                  `json:"holePunching"`
	AutoNAT      autonatRoles              `json:"autonat"`
	Chat         chatProtocols             `json:"chat"`
}

type transportRoles struct {
	Dial   bool `json:"dial"`
	Listen bool `json:"listen"`
}

type relayRoles struct {
	Server bool `json:"server"`
	Client bool `json:"client"`
}

type chatProtocols struct {
	GossipSub       bool `json:"gossipsub"`
	DirectMessage   bool `json:"directMessage"`
	GossipOnLimited bool `json:"gossipOnLimited"`
}

func sayHello() helloResult {
	versions := linkedVersions()
	libraries := make(map[string]string)
	for _, path := range otherLibraries {
		libraries[path] = versions[path]
	}
	roles := make(map[string]transportRoles)
	for name := range transports {
		roles[name] = transportRoles{Dial: true, Listen: true}
	}
	return helloResult{
		Protocol:       protocolVersion,
		Implementation: implementation,
		Version:        versions[libraryPath],
		Libraries:      libraries,
		Toolchain:      runtime.Version(),
		Capabilities: capabilities{
			Transports:   roles,
			Relay:        relayRoles{Server: true, Client: true},
			HolePunching: []string{"tcp+noise", "quic-v1"},
			AutoNAT:      autonatRoles{Client: true, Server: true},
			Chat:         chatProtocols{GossipSub: true, DirectMessage: true, GossipOnLimited: false},
		},
	}
}

func agent() string { return implementation + "/" + linkedVersions()[libraryPath] }

// linkedVersions are the versions of the modules that this program was really built from.
func linkedVersions() map[string]string {
	versions := make(map[string]string)
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return versions
	}
	for _, module := range info.Deps {
		versions[module.Path] = strings.TrimPrefix(module.Version, "v")
	}
	return versions
}
