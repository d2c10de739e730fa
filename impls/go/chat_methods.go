package main

import "context"

type subscribeParams struct {
	Topic string `json:"topic"`
}

type publishParams struct {
	Topic string `json:"topic"`
	Text  string `json:"text"`
}

func (p subscribeParams) validate() error { return validTopic(p.Topic) }
func (p publishParams) validate() error   { return validTopic(p.Topic) }

func (n *node) subscribe(_ context.Context, params subscribeParams) (none, error) {
	return none{}, n.chat.subscribe(params.Topic)
}

func (n *node) publish(ctx context.Context, params publishParams) (none, error) {
	return none{}, n.chat.publish(ctx, params.Topic, params.Text)
}

func validTopic(topic string) error {
	if topic == "" {
		return invalid("topic is empty")
	}
	return nil
}
