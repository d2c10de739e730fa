//! Reports what the library does to turn circuits into direct connections. Of a hole punch it tells only the outcome, and
//! that not always; its dials tell the rest.

use std::{collections::HashMap, time::Instant};

use libp2p::{Multiaddr, PeerId, dcutr, multiaddr::Protocol, swarm::ConnectionId};

use crate::protocol::{Event, HolePunch, HolePunchOutcome, describe};

#[derive(Default)]
pub struct HolePunches {
    ready: bool,
    attempts: HashMap<PeerId, u32>,
    running: HashMap<ConnectionId, Attempt>,
}

struct Attempt {
    peer_id: PeerId,
    initiator: Option<bool>,
    number: u32,
    begun: Instant,
}

impl HolePunches {
    /// The first address that the node learns of itself: there is something to tell the other end of a circuit. Circuits
    /// from before keep what was known then.
    pub fn learnt(&mut self, address: &Multiaddr) -> Option<Event> {
        if self.ready || address.iter().any(|p| p == Protocol::P2pCircuit) {
            return None;
        }
        self.ready = true;
        Some(Event::HolePunchReady {})
    }

    /// The library dials, unasked, a peer that there is a circuit to.
    pub fn dialling(
        &mut self,
        id: ConnectionId,
        peer_id: PeerId,
        initiator: Option<bool>,
    ) -> Event {
        let number = self.attempts.entry(peer_id).or_default();
        *number += 1;
        let attempt = Attempt {
            peer_id,
            initiator,
            number: *number,
            begun: Instant::now(),
        };
        let event = attempt.report(HolePunchOutcome::Started, None, None);
        self.running.insert(id, attempt);
        event
    }

    pub fn connected(&mut self, id: ConnectionId) -> Option<Event> {
        self.ended(id, HolePunchOutcome::Succeeded, None)
    }

    pub fn dial_failed(&mut self, id: ConnectionId, message: String) -> Option<Event> {
        self.ended(id, HolePunchOutcome::Failed, Some(message))
    }

    fn ended(
        &mut self,
        id: ConnectionId,
        outcome: HolePunchOutcome,
        message: Option<String>,
    ) -> Option<Event> {
        let attempt = self.running.remove(&id)?;
        let elapsed = attempt.begun.elapsed().as_secs_f64() * 1000.0;
        Some(attempt.report(outcome, Some(elapsed), message))
    }
}

impl Attempt {
    fn report(
        &self,
        outcome: HolePunchOutcome,
        elapsed_ms: Option<f64>,
        message: Option<String>,
    ) -> Event {
        Event::HolePunch(HolePunch {
            peer_id: self.peer_id,
            initiator: self.initiator,
            outcome,
            attempt: Some(self.number),
            elapsed_ms,
            message,
        })
    }
}

/// The library has given the peer up: after its last attempt, or because the two did not come to terms over the circuit.
/// A success is known from its connection.
pub fn given_up(event: &dcutr::Event, initiator: Option<bool>) -> Option<Event> {
    let error = event.result.as_ref().err()?;
    Some(Event::HolePunch(HolePunch {
        peer_id: event.remote_peer_id,
        initiator,
        outcome: HolePunchOutcome::Failed,
        attempt: None,
        elapsed_ms: None,
        message: Some(describe(error)),
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn data(event: Option<Event>) -> Value {
        serde_json::to_value(event).unwrap()["data"].take()
    }

    #[test]
    fn is_ready_once_and_not_by_a_circuit() {
        let mut punches = HolePunches::default();
        let circuit = "/ip4/1.2.3.4/tcp/1/p2p-circuit".parse().unwrap();
        let own = "/ip4/1.2.3.4/tcp/1".parse().unwrap();
        assert!(punches.learnt(&circuit).is_none());
        assert_eq!(
            serde_json::to_value(punches.learnt(&own)).unwrap(),
            json!({ "event": "hole-punch-ready", "data": {} })
        );
        assert!(punches.learnt(&own).is_none());
    }

    #[test]
    fn each_attempt_has_a_number_and_one_outcome() {
        let mut punches = HolePunches::default();
        let peer = PeerId::random();
        let [first, second] = [1, 2].map(ConnectionId::new_unchecked);

        let started = data(Some(punches.dialling(first, peer, Some(true))));
        assert_eq!(started["outcome"], "started");
        assert_eq!(started["attempt"], 1);
        assert_eq!(started["initiator"], true);
        assert_eq!(started["elapsedMs"], Value::Null);

        let failed = data(punches.dial_failed(first, "no route".to_owned()));
        assert_eq!(failed["outcome"], "failed");
        assert_eq!(failed["message"], "no route");
        assert_eq!(failed["attempt"], 1);
        assert!(failed["elapsedMs"].is_number());
        assert!(punches.connected(first).is_none());

        punches.dialling(second, peer, Some(true));
        let succeeded = data(punches.connected(second));
        assert_eq!(succeeded["outcome"], "succeeded");
        assert_eq!(succeeded["attempt"], 2);
        assert_eq!(succeeded["message"], Value::Null);
    }

    #[test]
    fn other_connections_are_no_hole_punches() {
        let mut punches = HolePunches::default();
        punches.dialling(ConnectionId::new_unchecked(1), PeerId::random(), None);
        assert!(punches.connected(ConnectionId::new_unchecked(2)).is_none());
    }
}
