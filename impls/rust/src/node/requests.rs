//! What a node is asked for becomes calls of the swarm.

use std::time::Instant;

use libp2p::{
    Multiaddr, PeerId,
    multiaddr::Protocol,
    swarm::dial_opts::{DialOpts, PeerCondition},
};
use serde_json::json;

use super::actor::Node;
use crate::{
    protocol::{Answer, Ask, Failure, describe, describe_dial},
    transport::webrtc,
};

impl Node {
    pub(super) fn on_ask(&mut self, ask: Ask, answer: Answer) {
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
}

fn last_peer(address: &Multiaddr) -> Result<PeerId, Failure> {
    match address.iter().last() {
        Some(Protocol::P2p(peer)) => Ok(peer),
        _ => Err(Failure::invalid(format_args!(
            "{address} does not end in /p2p/<peer id>"
        ))),
    }
}
