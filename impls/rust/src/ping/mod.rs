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

/// libp2p's ping answers one stream for each connection and drops the one before. So pings to a peer go one after the
/// other, the automatic one first.
#[derive(Default)]
pub struct Pings {
    automatic: HashMap<ConnectionId, PeerId>,
    sent: HashMap<OutboundRequestId, (PeerId, Answer)>,
    waiting: Vec<(PeerId, Answer)>,
}

impl Pings {
    pub fn send(&mut self, behaviour: &mut Behaviour, peer: PeerId, answer: Answer) {
        if !behaviour.is_connected(&peer) {
            answer.settle::<()>(Err(Failure::not_connected(peer)));
        } else if self.is_pinging(peer) {
            self.waiting.push((peer, answer));
        } else {
            let id = behaviour.send_request(&peer, ());
            self.sent.insert(id, (peer, answer));
        }
    }

    pub fn connected(&mut self, id: ConnectionId, peer: PeerId) {
        self.automatic.insert(id, peer);
    }

    /// The automatic ping is over, or its connection is.
    pub fn automatic_ended(&mut self, behaviour: &mut Behaviour, id: ConnectionId) {
        if self.automatic.remove(&id).is_some() {
            self.send_waiting(behaviour);
        }
    }

    pub fn on_event(&mut self, behaviour: &mut Behaviour, event: Event<(), Duration>) {
        let (id, outcome) = match event {
            Event::Message {
                message:
                    Message::Response {
                        request_id,
                        response,
                    },
                ..
            } => {
                let round_trip = response.as_secs_f64() * 1000.0;
                (request_id, Ok(json!({ "rttMs": round_trip })))
            }
            Event::OutboundFailure {
                request_id, error, ..
            } => (request_id, Err(Failure::failed(describe(&error)))),
            _ => return,
        };
        if let Some((_, answer)) = self.sent.remove(&id) {
            answer.settle(outcome);
        }
        self.send_waiting(behaviour);
    }

    fn send_waiting(&mut self, behaviour: &mut Behaviour) {
        for (peer, answer) in std::mem::take(&mut self.waiting) {
            self.send(behaviour, peer, answer);
        }
    }

    fn is_pinging(&self, peer: PeerId) -> bool {
        let automatic = self.automatic.values().any(|pinged| *pinged == peer);
        let asked_for = self
            .sent
            .values()
            .any(|(pinged, answer)| *pinged == peer && answer.is_awaited());
        automatic || asked_for
    }
}
