package main

import (
	"encoding/json"
	"testing"
)

func TestDecodeParams(t *testing.T) {
	cases := []struct{ name, params, message string }{
		{"all that is needed", `{"transports":["tcp+noise"],"listen":[]}`, ""},
		{"nested", `{"transports":[],"listen":[],"relay":{"client":true,"server":{"circuitBytes":1}}}`, ""},
		{"missing", `{"transports":[]}`, "option listen is missing in params"},
		{"unknown", `{"transports":[],"listen":[],"mdns":true}`, "unknown option mdns in params"},
		{"unknown, nested", `{"transports":[],"listen":[],"relay":{"server":{"slots":1}}}`, "unknown option slots in params.relay.server"},
		{"in another case", `{"transports":[],"listen":[],"Relay":{}}`, "unknown option Relay in params"},
		{"null", `{"transports":[],"listen":[],"relay":null}`, "params.relay is null"},
		{"no object", `[]`, "params is no object"},
		{"out of range", `{"transports":[],"listen":[],"relay":{"server":{"circuitSeconds":0}}}`, "relay.server.circuitSeconds is 0: it must be positive"},
		{"transport it lacks", `{"transports":["webrtc"],"listen":[]}`, "transport webrtc"},
		{"hole punching", `{"transports":[],"listen":[],"relay":{"client":true},"holePunch":true,"autonat":{"client":true}}`, ""},
		{"hole punching without circuits", `{"transports":[],"listen":[],"holePunch":true}`, "holePunch needs relay.client"},
		{"unknown role of AutoNAT", `{"transports":[],"listen":[],"autonat":{"both":true}}`, "unknown option both in params.autonat"},
		{"wss without certificate", `{"transports":["wss+noise"],"listen":["/ip4/127.0.0.1/tcp/0/tls/ws"]}`, "/ip4/127.0.0.1/tcp/0/tls/ws needs tls.certificate"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var message string
			if err := decodeParams(json.RawMessage(c.params), &startParams{}); err != nil {
				message = err.Error()
			}
			if message != c.message {
				t.Errorf("got %q, want %q", message, c.message)
			}
		})
	}
}

func TestParseRequest(t *testing.T) {
	cases := []struct {
		line string
		ok   bool
	}{
		{`{"id":1,"method":"hello"}`, true},
		{`{"id":"a","method":"dial","node":"n","params":{}}`, true},
		{`{"id":1.5,"method":"hello"}`, false},
		{`{"id":null,"method":"hello"}`, false},
		{`{"method":"hello"}`, false},
		{`{"id":1}`, false},
		{`[]`, false},
		{`junk`, false},
	}
	for _, c := range cases {
		if _, err := parseRequest([]byte(c.line)); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.line, err)
		}
	}
}
