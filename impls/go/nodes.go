package main

import "sync"

// nodes are the nodes by their names. A name is in use from the moment its node starts until it is closed; while the
// node starts or closes, there is nothing but the name.
type nodes struct {
	mu     sync.Mutex
	byName map[string]*node
}

func newNodes() *nodes { return &nodes{byName: make(map[string]*node)} }

func (n *nodes) claim(name string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if _, used := n.byName[name]; used {
		return invalid("node name %s is in use", name)
	}
	n.byName[name] = nil
	return nil
}

func (n *nodes) release(name string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.byName, name)
}

func (n *nodes) add(name string, started *node) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.byName[name] = started
}

func (n *nodes) get(name string) (*node, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.find(name)
}

// take leaves only the name: whoever took the node closes it.
func (n *nodes) take(name string) (*node, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	found, err := n.find(name)
	if err == nil {
		n.byName[name] = nil
	}
	return found, err
}

func (n *nodes) find(name string) (*node, error) {
	if found := n.byName[name]; found != nil {
		return found, nil
	}
	return nil, invalid("no node %s", name)
}

func (n *nodes) closeAll() {
	n.mu.Lock()
	defer n.mu.Unlock()
	var closing sync.WaitGroup
	for _, node := range n.byName {
		if node != nil {
			closing.Go(node.close)
		}
	}
	closing.Wait()
}
