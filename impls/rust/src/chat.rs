//! Chat over GossipSub.

use std::collections::HashSet;

use libp2p::{
    PeerId,
    gossipsub::{
        Behaviour, ConfigBuilder, Event as GossipsubEvent, IdentTopic, Message,
        MessageAuthenticity, TopicHash, ValidationMode,
    },
    identity::Keypair,
};
use serde_json::json;

use crate::{
    events::Events,
    protocol::{Event, Failure, Outcome, Publish, describe},
};

/// Signed, strict, and flooding: what is published reaches everybody who is known to have subscribed, without waiting
/// for the mesh.
pub fn gossipsub(keypair: &Keypair) -> Behaviour {
    let config = ConfigBuilder::default()
        .validation_mode(ValidationMode::Strict)
        .flood_publish(true)
        .build()
        .expect("the configuration is valid");
    Behaviour::new(MessageAuthenticity::Signed(keypair.clone()), config)
        .expect("signed messages go with strict validation")
}

#[derive(Default)]
pub struct Chat {
    /// The topics of this node.
    topics: HashSet<TopicHash>,
    /// Subscriptions that were reported: one event for each.
    reported: HashSet<(PeerId, TopicHash)>,
}

impl Chat {
    pub fn subscribe(
        &mut self,
        gossipsub: &mut Behaviour,
        topic: String,
        events: &Events,
    ) -> Outcome {
        let topic = IdentTopic::new(topic);
        gossipsub
            .subscribe(&topic)
            .map_err(|error| Failure::failed(describe(&error)))?;
        let topic = topic.hash();
        self.topics.insert(topic.clone());

        let subscribed_before: Vec<PeerId> = gossipsub
            .all_peers()
            .filter(|(_, topics)| topics.contains(&&topic))
            .map(|(peer, _)| *peer)
            .collect();
        for peer in subscribed_before {
            self.report(peer, topic.clone(), events);
        }
        Ok(json!({}))
    }

    pub fn publish(&self, gossipsub: &mut Behaviour, publish: Publish) -> Outcome {
        gossipsub
            .publish(IdentTopic::new(publish.topic), publish.text)
            .map(|_| json!({}))
            .map_err(|error| Failure::failed(describe(&error)))
    }

    pub fn on_event(&mut self, event: GossipsubEvent, events: &Events) {
        match event {
            GossipsubEvent::Subscribed { peer_id, topic } => self.report(peer_id, topic, events),
            GossipsubEvent::Unsubscribed { peer_id, topic } => {
                self.reported.remove(&(peer_id, topic));
            }
            GossipsubEvent::Message {
                propagation_source,
                message:
                    Message {
                        source: Some(author),
                        data,
                        topic,
                        ..
                    },
                ..
            } => events.emit(&Event::Message {
                topic: topic.into_string(),
                author,
                received_from: propagation_source,
                content: data.into(),
            }),
            _ => {}
        }
    }

    pub fn disconnected(&mut self, peer: PeerId) {
        self.reported.retain(|(subscriber, _)| *subscriber != peer);
    }

    fn report(&mut self, peer_id: PeerId, topic: TopicHash, events: &Events) {
        if self.topics.contains(&topic) && self.reported.insert((peer_id, topic.clone())) {
            events.emit(&Event::PeerSubscribed {
                peer_id,
                topic: topic.into_string(),
            });
        }
    }
}
