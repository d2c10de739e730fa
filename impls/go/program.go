package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"runtime/debug"
	"sync"
)

var null = json.RawMessage("null")

// program answers requests and hosts the nodes they concern.
type program struct {
	out   *output
	nodes *nodes

	ctx     context.Context // ends with the program, and with it every request under way
	cancel  context.CancelFunc
	pending sync.WaitGroup
}

func newProgram(out *output) *program {
	ctx, cancel := context.WithCancel(context.Background())
	return &program{out: out, nodes: newNodes(), ctx: ctx, cancel: cancel}
}

// serve answers each line in a goroutine of its own, until the input or ctx ends or nobody reads the output any more.
func (p *program) serve(ctx context.Context, lines <-chan line) {
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				return
			}
			p.pending.Go(func() { p.handle(line) })
		case <-p.out.broken:
			return
		case <-ctx.Done():
			return
		}
	}
}

// close gives up the requests under way and closes all nodes.
func (p *program) close() {
	p.cancel()
	p.pending.Wait()
	p.nodes.closeAll()
}

func (p *program) handle(l line) {
	if l.tooLong {
		p.out.fail(null, &failure{codeInvalid, "the line is longer than 1 MiB"})
		return
	}
	if len(bytes.TrimSpace(l.text)) == 0 {
		p.out.fail(null, &failure{codeInvalid, "the line is empty"})
		return
	}
	r, err := parseRequest(l.text)
	if err != nil {
		p.out.fail(null, &failure{codeInvalid, "no request: " + err.Error()})
		return
	}
	result, err := p.perform(r)
	if err != nil {
		p.out.fail(r.ID, asFailure(err))
		return
	}
	p.out.answer(r.ID, result)
}

// perform outlives a bug in a method: the other nodes go on.
func (p *program) perform(r request) (result any, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			log.Printf("%s panicked: %v\n%s", *r.Method, bug, debug.Stack())
			err = fmt.Errorf("panic: %v", bug)
		}
	}()
	method, ok := methods[*r.Method]
	if !ok {
		return nil, unsupported("unknown method %s", *r.Method)
	}
	return method(p, r)
}

// nodeName is the name of the node that a request concerns.
func (r request) nodeName() (string, error) {
	var name string
	if err := json.Unmarshal(r.Node, &name); err != nil || name == "" {
		return "", invalid("%s concerns a node: node must be its name", *r.Method)
	}
	return name, nil
}

// expired tells a deadline of the request from every other reason of a failure.
func expired(ctx context.Context, err error) error {
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &failure{codeTimeout, err.Error()}
	}
	return err
}
