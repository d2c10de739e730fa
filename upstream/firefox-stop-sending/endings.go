package main

import (
	"bytes"
	"time"

	"github.com/quic-go/webtransport-go"
)

// 1 KiB, which fits in one packet.
var answer = bytes.Repeat([]byte("answer! "), 128)

// In the order of the table. The first only ends its own half and is the control.
var names = []string{"fin", "stop, fin", "stop, later fin", "half, stop, half"}

// The endings with a STOP_SENDING in them.
var stopping = names[1:]

// How the server ends a stream whose request of 4 bytes it has read. It reads nothing more, whatever the page does.
var endings = map[string]func(*webtransport.Stream){
	"fin": func(s *webtransport.Stream) {
		s.Write(answer)
		s.Close()
	},
	// What Close does in go-libp2p: p2p/transport/webtransport/stream.go.
	"stop, fin": func(s *webtransport.Stream) {
		s.Write(answer)
		s.CancelRead(0)
		s.Close()
	},
	"stop, later fin": func(s *webtransport.Stream) {
		s.CancelRead(0)
		time.Sleep(200 * time.Millisecond)
		s.Write(answer)
		s.Close()
	},
	"half, stop, half": func(s *webtransport.Stream) {
		s.Write(answer[:len(answer)/2])
		time.Sleep(100 * time.Millisecond)
		s.CancelRead(0)
		time.Sleep(200 * time.Millisecond)
		s.Write(answer[len(answer)/2:])
		s.Close()
	},
}
