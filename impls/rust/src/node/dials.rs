//! Dials on their way.

use std::{collections::HashMap, time::Instant};

use libp2p::swarm::{ConnectionId, DialError};
use serde_json::json;

use crate::protocol::{Answer, Connection, Failure, GaveUp, describe_dial};

#[derive(Default)]
pub struct Dials(HashMap<ConnectionId, (Instant, Answer)>);

impl Dials {
    pub fn begun(&mut self, id: ConnectionId, at: Instant, answer: Answer) {
        self.0.insert(id, (at, answer));
    }

    /// Answers the dial that led to this connection, if one did.
    pub fn connected(&mut self, id: ConnectionId, connection: &Connection) -> Result<(), GaveUp> {
        let Some((begun, answer)) = self.0.remove(&id) else {
            return Ok(());
        };
        let elapsed = begun.elapsed().as_secs_f64() * 1000.0;
        answer.give(Ok(
            json!({ "connection": connection, "elapsedMs": elapsed }),
        ))
    }

    pub fn failed(&mut self, id: ConnectionId, error: &DialError) {
        if let Some((_, answer)) = self.0.remove(&id) {
            answer.settle::<()>(Err(Failure::failed(describe_dial(error))));
        }
    }
}
