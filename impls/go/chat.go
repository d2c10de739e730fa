package main

import (
	"context"
	"sync"

	pubsub "github.com/libp2p/go-libp2p-pubsub"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
)

// burst is how many messages may be under way at once before GossipSub drops some; its own queues hold 32.
const burst = 1024

// chat is the GossipSub of one node.
type chat struct {
	ctx       context.Context
	self      peer.ID
	pubsub    *pubsub.PubSub
	neighbors *neighbors
	events    events

	background *sync.WaitGroup

	mu         sync.Mutex
	topics     map[string]*pubsub.Topic
	subscribed map[string]bool
}

func newChat(ctx context.Context, host host.Host, events events, background *sync.WaitGroup) (*chat, error) {
	c := &chat{
		ctx:        ctx,
		self:       host.ID(),
		events:     events,
		background: background,
		topics:     make(map[string]*pubsub.Topic),
		subscribed: make(map[string]bool),
	}
	c.neighbors = newNeighbors(func(p peer.ID, topic string) {
		events.emit("peer-subscribed", peerSubscribed{p, topic})
	})
	var err error
	c.pubsub, err = pubsub.NewGossipSub(ctx, host,
		pubsub.WithMessageSignaturePolicy(pubsub.StrictSign),
		pubsub.WithFloodPublish(true),
		pubsub.WithPeerOutboundQueueSize(burst),
		pubsub.WithValidateQueueSize(burst),
		pubsub.WithEventTracer(c.neighbors),
	)
	return c, err
}

// join returns the handle of a topic, of which GossipSub gives out only one.
func (c *chat) join(name string) (*pubsub.Topic, error) {
	if topic, ok := c.topics[name]; ok {
		return topic, nil
	}
	topic, err := c.pubsub.Join(name)
	if err == nil {
		c.topics[name] = topic
	}
	return topic, err
}

func (c *chat) subscribe(name string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.subscribed[name] {
		return nil
	}
	topic, err := c.join(name)
	if err != nil {
		return err
	}
	// The handler also tells the peers that were subscribed before.
	changes, err := topic.EventHandler()
	if err != nil {
		return err
	}
	messages, err := topic.Subscribe(pubsub.WithBufferSize(burst))
	if err != nil {
		changes.Cancel()
		return err
	}
	c.subscribed[name] = true
	c.background.Go(func() { c.reportPeers(name, changes) })
	c.background.Go(func() { c.reportMessages(messages) })
	return nil
}

func (c *chat) publish(ctx context.Context, name, text string) error {
	c.mu.Lock()
	topic, err := c.join(name)
	c.mu.Unlock()
	if err != nil {
		return err
	}
	return topic.Publish(ctx, []byte(text))
}

func (c *chat) reportPeers(topic string, changes *pubsub.TopicEventHandler) {
	for {
		change, err := changes.NextPeerEvent(c.ctx)
		if err != nil {
			return
		}
		switch change.Type {
		case pubsub.PeerJoin:
			c.neighbors.joined(change.Peer, topic)
		case pubsub.PeerLeave:
			c.neighbors.left(change.Peer, topic)
		}
	}
}

func (c *chat) reportMessages(messages *pubsub.Subscription) {
	for {
		message, err := messages.Next(c.ctx)
		if err != nil {
			return
		}
		if message.GetFrom() == c.self {
			continue
		}
		c.events.emit("message", messageReceived{
			Topic:        message.GetTopic(),
			Author:       message.GetFrom(),
			ReceivedFrom: message.ReceivedFrom,
			content:      contentOf(message.GetData()),
		})
	}
}
