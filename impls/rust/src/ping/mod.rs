//! One ping when asked for it.
//!
//! libp2p's own ping behaviour answers here, but it asks by the clock only, never on demand. So asking is a request of
//! its own with the same protocol.

mod codec;

use std::{collections::HashMap, time::Duration};

use libp2p::{
    PeerId, ping,
    request_response::{self, Event, Message, OutboundRequestId},
    swarm::ConnectionId,
};
use serde_json::json;

use crate::protocol::{Answer, Failure, describe};
pub use codec::Codec;

type Behaviour = request_response::Behaviour<Codec>;

/// Pings once on every new connection, which cannot be turned off, and practically never again.
pub fn automatic() -> ping::Behaviour {
    const NEVER: Duration = Duration::from_secs(24 * 60 * 60);
    ping::Behaviour::new(ping::Config::new().with_interval(NEVER))
}

/// libp2p's ping answers one stream for each connection and drops the one before. So a ping that was asked for waits
/// until the automatic one is over, which is as good as at once.
#[derive(Default)]
pub struct Pings {
    automatic: HashMap<ConnectionId, PeerId>,
    waiting: Vec<(PeerId, Answer)>,
    sent: HashMap<OutboundRequestId, Answer>,
}

impl Pings {
    pub fn send(&mut self, behaviour: &mut Behaviour, peer: PeerId, answer: Answer) {
        if !behaviour.is_connected(&peer) {
            answer.settle::<()>(Err(Failure::not_connected(peer)));
        } else if self.automatic.values().any(|pinged| *pinged == peer) {
            self.waiting.push((peer, answer));
        } else {
            self.sent.insert(behaviour.send_request(&peer, ()), answer);
        }
    }

    pub fn connected(&mut self, id: ConnectionId, peer: PeerId) {
        self.automatic.insert(id, peer);
    }

    pub fn on_automatic_ping(&mut self, behaviour: &mut Behaviour, id: ConnectionId) {
        if self.automatic.remove(&id).is_some() {
            for (peer, answer) in std::mem::take(&mut self.waiting) {
                self.send(behaviour, peer, answer);
            }
        }
    }

    pub fn closed(&mut self, behaviour: &mut Behaviour, id: ConnectionId) {
        self.on_automatic_ping(behaviour, id);
    }

    pub fn on_event(&mut self, event: Event<(), Duration>) {
        match event {
            Event::Message {
                message:
                    Message::Response {
                        request_id,
                        response,
                    },
                ..
            } => {
                if let Some(answer) = self.sent.remove(&request_id) {
                    let round_trip = response.as_secs_f64() * 1000.0;
                    answer.settle(Ok(json!({ "rttMs": round_trip })));
                }
            }
            Event::OutboundFailure {
                request_id, error, ..
            } => {
                if let Some(answer) = self.sent.remove(&request_id) {
                    answer.settle::<()>(Err(Failure::failed(describe(&error))));
                }
            }
            _ => {}
        }
    }
}
