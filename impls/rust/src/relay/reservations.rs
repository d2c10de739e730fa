//! Reservations on their way. A reservation is a listener of the swarm; it is made when the relay has told its limit and
//! the listener its addresses, in whichever order.

use std::{collections::HashMap, io};

use libp2p::{
    Multiaddr, PeerId, Swarm,
    core::transport::ListenerId,
    relay::client::Event,
    swarm::{DialError, NetworkBehaviour},
};
use serde_json::{Value, json};

use crate::protocol::{Answer, Failure, GaveUp, describe, describe_dial};

#[derive(Default)]
pub struct Reservations(HashMap<ListenerId, Reservation>);

struct Reservation {
    relay: PeerId,
    answer: Answer,
    addresses: Vec<Multiaddr>,
    /// The limit as the answer tells it, once the relay has.
    limit: Option<Value>,
    /// Why the relay could not be dialled.
    dial_failure: Option<String>,
}

impl Reservations {
    pub fn begun(&mut self, listener: ListenerId, relay: PeerId, answer: Answer) {
        self.0.insert(
            listener,
            Reservation {
                relay,
                answer,
                addresses: Vec::new(),
                limit: None,
                dial_failure: None,
            },
        );
    }

    pub fn on_event(&mut self, event: Event) {
        if let Event::ReservationReqAccepted {
            relay_peer_id,
            limit,
            ..
        } = event
        {
            let limit = limit.map_or(Value::Null, |limit| {
                json!({
                    "seconds": limit.duration().map(|duration| duration.as_secs()),
                    "bytes": limit.data_in_bytes(),
                })
            });
            for reservation in self.on(relay_peer_id) {
                reservation.limit = Some(limit.clone());
            }
        }
    }

    pub fn listening(&mut self, listener: ListenerId, address: &Multiaddr) {
        if let Some(reservation) = self.0.get_mut(&listener) {
            reservation.addresses.push(address.clone());
        }
    }

    /// The listener of a reservation closes without a reason if the relay could not be dialled: this is the reason.
    pub fn dial_failed(&mut self, peer: Option<PeerId>, error: &DialError) {
        let Some(peer) = peer else { return };
        for reservation in self.on(peer) {
            reservation.dial_failure = Some(describe_dial(error));
        }
    }

    pub fn closed(&mut self, listener: ListenerId, reason: &io::Result<()>) {
        if let Some(reservation) = self.0.remove(&listener) {
            let failure = match reason {
                Err(error) => describe(error),
                Ok(()) => reservation
                    .dial_failure
                    .unwrap_or_else(|| "the connection to the relay was closed".to_owned()),
            };
            reservation
                .answer
                .settle::<()>(Err(Failure::failed(failure)));
        }
    }

    /// Answers for the reservations that are made, and gives those back that nobody waits for any more.
    pub fn answer_complete<B: NetworkBehaviour>(&mut self, swarm: &mut Swarm<B>) {
        for (listener, reservation) in self
            .0
            .extract_if(|_, reservation| reservation.is_complete())
        {
            let answered = reservation.answer.give(Ok(json!({
                "addresses": reservation.addresses,
                "limit": reservation.limit,
            })));
            if let Err(GaveUp) = answered {
                swarm.remove_listener(listener);
            }
        }
    }

    fn on(&mut self, relay: PeerId) -> impl Iterator<Item = &mut Reservation> {
        self.0
            .values_mut()
            .filter(move |reservation| reservation.relay == relay)
    }
}

impl Reservation {
    fn is_complete(&self) -> bool {
        self.limit.is_some() && !self.addresses.is_empty()
    }
}
