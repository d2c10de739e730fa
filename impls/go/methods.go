package main

import (
	"context"
	"time"
)

// method performs one request.
type method func(p *program, r request) (any, error)

var methods = map[string]method{
	"hello":          ofProgram(sayHello),
	"start":          startNode,
	"stop":           stopNode,
	"dial":           ofNode((*node).dial),
	"ping":           ofNode((*node).ping),
	"subscribe":      ofNode((*node).subscribe),
	"publish":        ofNode((*node).publish),
	"direct-message": ofNode((*node).directMessage),
	"reserve":        ofNode((*node).reserve),
	"connections":    ofNode((*node).connections),
}

// none is the parameters, or the result, of a method that has none.
type none struct{}

// deadline is part of the parameters of every method that waits for another peer.
type deadline struct {
	TimeoutMs int64 `json:"timeoutMs"`
}

func (d deadline) timeout() time.Duration { return time.Duration(d.TimeoutMs) * time.Millisecond }

func (d deadline) validate() error {
	if d.TimeoutMs <= 0 {
		return invalid("timeoutMs is %d: it must be positive", d.TimeoutMs)
	}
	return nil
}

func ofProgram[R any](do func() R) method {
	return func(_ *program, r request) (any, error) {
		if err := decodeParams(r.Params, &none{}); err != nil {
			return nil, err
		}
		return do(), nil
	}
}

// ofNode is a method of a node that is there, within its deadline if it has one.
func ofNode[P, R any](do func(*node, context.Context, P) (R, error)) method {
	return func(p *program, r request) (any, error) {
		var params P
		if err := decodeParams(r.Params, &params); err != nil {
			return nil, err
		}
		name, err := r.nodeName()
		if err != nil {
			return nil, err
		}
		n, err := p.nodes.get(name)
		if err != nil {
			return nil, err
		}
		ctx := p.ctx
		if limited, ok := any(params).(interface{ timeout() time.Duration }); ok {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, limited.timeout())
			defer cancel()
		}
		result, err := do(n, ctx, params)
		return result, expired(ctx, err)
	}
}

func startNode(p *program, r request) (any, error) {
	var params startParams
	if err := decodeParams(r.Params, &params); err != nil {
		return nil, err
	}
	name, err := r.nodeName()
	if err != nil {
		return nil, err
	}
	if err := p.nodes.claim(name); err != nil {
		return nil, err
	}
	n, err := newNode(&params, newEvents(name, p.out))
	if err != nil {
		p.nodes.release(name)
		return nil, err
	}
	p.nodes.add(name, n)
	return started{PeerID: n.host.ID(), Addresses: n.addresses()}, nil
}

func stopNode(p *program, r request) (any, error) {
	if err := decodeParams(r.Params, &none{}); err != nil {
		return nil, err
	}
	name, err := r.nodeName()
	if err != nil {
		return nil, err
	}
	n, err := p.nodes.take(name)
	if err != nil {
		return nil, err
	}
	n.close()
	p.nodes.release(name)
	return none{}, nil
}
