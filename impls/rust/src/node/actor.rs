//! The task of a node: takes requests and what the swarm reports, until it is stopped.

use std::time::Duration;

use futures::{FutureExt, StreamExt};
use libp2p::Swarm;

use super::{
    Inbox, connections::Connections, dials::Dials, hole_punches::HolePunches, listeners::Listeners,
};
use crate::{
    behaviour::Behaviour, chat::Chat, direct_message::DirectMessages, events::Events, ping::Pings,
    protocol::Event, relay::Reservations, transport::Stacks,
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
    /// `None`: the node punches none.
    pub(super) hole_punches: Option<HolePunches>,
}

impl Node {
    pub(super) fn with(
        swarm: Swarm<Behaviour>,
        stacks: Stacks,
        events: Events,
        confirms_listeners: bool,
        hole_punches: Option<HolePunches>,
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
            hole_punches,
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
