//! The task of a node: turns requests into calls of the swarm.

use std::time::{Duration, Instant};

use futures::{FutureExt, StreamExt};
use libp2p::{
    Multiaddr, PeerId, Swarm,
    multiaddr::Protocol,
    swarm::dial_opts::{DialOpts, PeerCondition},
};
use serde_json::json;

use super::{Inbox, connections::Connections, dials::Dials, listeners::Listeners};
use crate::{
    behaviour::Behaviour,
    chat::Chat,
    direct_message::DirectMessages,
    events::Events,
    ping::Pings,
    protocol::{Answer, Ask, Event, Failure, describe, describe_dial},
    relay::Reservations,
    transport::{Stacks, webrtc},
};

const CLOSING_LIMIT: Duration = Duration::from_secs(1);

pub struct Node {
    pub(super) swarm: Swarm<Behaviour>,
    pub(super) stacks: Stacks,
    pub(super) events: Events,
    /// Whether the addresses of listeners are announced as external addresses.
    pub(super) confirms_listeners: bool,
    pub(super) listeners: Listeners,
    pub(super) connections: Connections,
    pub(super) dials: Dials,
    pub(super) reservations: Reservations,
    pub(super) chat: Chat,
    pub(super) pings: Pings,
    pub(super) direct_messages: DirectMessages,
}

impl Node {
    pub(super) fn with(
        swarm: Swarm<Behaviour>,
        stacks: Stacks,
        events: Events,
        confirms_listeners: bool,
    ) -> Self {
        Self {
            swarm,
            stacks,
            events,
            confirms_listeners,
            listeners: Listeners::default(),
            connections: Connections::default(),
            dials: Dials::default(),
            reservations: Reservations::default(),
            chat: Chat::default(),
            pings: Pings::default(),
            direct_messages: DirectMessages::default(),
        }
    }

    /// Runs until the handle is dropped.
    pub async fn run(mut self, mut inbox: Inbox) {
        loop {
            tokio::select! {
                () = self.next_event() => {}
                ask = inbox.recv() => match ask {
                    Some((ask, answer)) => self.on_ask(ask, answer),
                    None => break,
                },
            }
        }
        self.close().await;
    }

    /// Waits for an event, and takes with it all that have come by then: the addresses of one listener are several.
    pub(super) async fn next_event(&mut self) {
        let event = self.swarm.select_next_some().await;
        self.on_swarm_event(event);
        while let Some(Some(event)) = self.swarm.next().now_or_never() {
            self.on_swarm_event(event);
        }
        self.reservations.answer_complete(&mut self.swarm);
    }

    fn on_ask(&mut self, ask: Ask, answer: Answer) {
        let behaviour = self.swarm.behaviour_mut();
        match ask {
            Ask::Dial(dial) => self.dial(dial.address, answer),
            Ask::Ping(ping) => self
                .pings
                .send(&mut behaviour.ping_once, ping.peer_id, answer),
            Ask::Subscribe(subscribe) => answer.settle(self.chat.subscribe(
                &mut behaviour.gossipsub,
                subscribe.topic,
                &self.events,
            )),
            Ask::Publish(publish) => {
                answer.settle(self.chat.publish(&mut behaviour.gossipsub, publish));
            }
            Ask::DirectMessage(message) => {
                self.direct_messages
                    .send(&mut behaviour.direct_message, message, answer);
            }
            Ask::Reserve(reserve) => self.reserve(reserve.relay, answer),
            Ask::Connections => {
                let connections: Vec<_> = self.connections.all().collect();
                answer.settle(Ok(json!({ "connections": connections })));
            }
        }
    }

    /// Dials this address and no other, whatever connections there are to the peer.
    fn dial(&mut self, address: Multiaddr, answer: Answer) {
        let begun = Instant::now();
        let outcome = last_peer(&address).and_then(|peer| {
            self.prepare_dial(&address)?;
            let options = DialOpts::peer_id(peer)
                .addresses(vec![address])
                .condition(PeerCondition::Always)
                .build();
            let id = options.connection_id();
            self.swarm
                .dial(options)
                .map(|()| id)
                .map_err(|error| Failure::failed(describe_dial(&error)))
        });
        match outcome {
            Ok(id) => self.dials.begun(id, begun, answer),
            Err(failure) => answer.settle::<()>(Err(failure)),
        }
    }

    fn reserve(&mut self, relay: Multiaddr, answer: Answer) {
        let outcome = last_peer(&relay).and_then(|peer| {
            self.prepare_dial(&relay)?;
            self.swarm
                .listen_on(relay.with(Protocol::P2pCircuit))
                .map(|listener| (peer, listener))
                .map_err(|error| Failure::failed(describe(&error)))
        });
        match outcome {
            Ok((relay, listener)) => self.reservations.begun(listener, relay, answer),
            Err(failure) => answer.settle::<()>(Err(failure)),
        }
    }

    /// Makes sure that the address is dialled over a transport that this node offers, and that there is a socket to
    /// dial it from.
    fn prepare_dial(&mut self, address: &Multiaddr) -> Result<(), Failure> {
        if !self.stacks.carry(address) {
            return Err(Failure::failed(format_args!(
                "no transport of this node dials {address}"
            )));
        }
        match webrtc::missing_listener(&self.swarm, address) {
            Some(listen) => self
                .swarm
                .listen_on(listen)
                .map(|_| ())
                .map_err(|error| Failure::failed(describe(&error))),
            None => Ok(()),
        }
    }

    /// Says goodbye on all connections before the sockets go.
    async fn close(mut self) {
        let _ = tokio::time::timeout(CLOSING_LIMIT, self.close_connections()).await;
        while let Some(connection) = self.connections.pop() {
            self.events.emit(&Event::ConnectionClosed {
                connection,
                reason: Some("the node was stopped".to_owned()),
            });
        }
    }

    async fn close_connections(&mut self) {
        while !self.connections.is_empty() {
            for id in self.connections.ids() {
                self.swarm.close_connection(id);
            }
            self.next_event().await;
        }
    }
}

fn last_peer(address: &Multiaddr) -> Result<PeerId, Failure> {
    match address.iter().last() {
        Some(Protocol::P2p(peer)) => Ok(peer),
        _ => Err(Failure::invalid(format_args!(
            "{address} does not end in /p2p/<peer id>"
        ))),
    }
}
