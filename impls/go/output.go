package main

import (
	"encoding/json"
	"io"
	"log"
	"sync"
	"time"
)

// output writes whole lines from one goroutine. Whoever has something to say never waits for the reader: most events
// come from callbacks of the library, which would stall with it.
type output struct {
	mu      sync.Mutex
	pending []byte
	closing bool
	more    *sync.Cond

	started time.Time
	broken  chan struct{} // closed when nobody reads any more
	done    chan struct{} // closed when the last line is written
}

func newOutput(to io.Writer) *output {
	o := &output{started: time.Now(), broken: make(chan struct{}), done: make(chan struct{})}
	o.more = sync.NewCond(&o.mu)
	go o.write(to)
	return o
}

func (o *output) answer(id json.RawMessage, result any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.say(answerLine{ID: id, Result: result})
}

func (o *output) fail(id json.RawMessage, err *failure) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.say(failureLine{ID: id, Error: err})
}

// event stamps the event under the lock that also decides its place: the order of lines is the order of times.
func (o *output) event(node, name string, data any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	at := float64(time.Since(o.started).Microseconds()) / 1000
	o.say(eventLine{Event: name, Node: node, At: at, Data: data})
}

func (o *output) say(message any) {
	text, err := json.Marshal(message)
	if err != nil {
		log.Panicf("%T is no JSON: %v", message, err)
	}
	o.pending = append(append(o.pending, text...), '\n')
	o.more.Signal()
}

// close waits until everything said is written.
func (o *output) close() {
	o.mu.Lock()
	o.closing = true
	o.more.Signal()
	o.mu.Unlock()
	<-o.done
}

func (o *output) write(to io.Writer) {
	defer close(o.done)
	var lines []byte
	for {
		o.mu.Lock()
		for len(o.pending) == 0 && !o.closing {
			o.more.Wait()
		}
		lines, o.pending = o.pending, lines[:0]
		o.mu.Unlock()
		if len(lines) == 0 {
			return
		}
		if _, err := to.Write(lines); err != nil {
			log.Printf("stdout: %v", err)
			close(o.broken)
			return
		}
	}
}
