//! What the swarm reports becomes answers to requests, and events.

use libp2p::{
    PeerId,
    core::ConnectedPoint,
    identify,
    swarm::{ConnectionError, ConnectionId, SwarmEvent},
};

use super::{
    actor::Node,
    hole_punches::{self, HolePunches},
};
use crate::{
    behaviour::BehaviourEvent,
    protocol::{Event, GaveUp, describe, describe_dial},
};

impl Node {
    pub(super) fn on_swarm_event(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::ConnectionEstablished {
                peer_id,
                connection_id,
                endpoint,
                ..
            } => self.on_connected(connection_id, peer_id, &endpoint),
            SwarmEvent::ConnectionClosed {
                peer_id,
                connection_id,
                num_established,
                cause,
                ..
            } => self.on_closed(connection_id, peer_id, num_established, cause.as_ref()),
            SwarmEvent::OutgoingConnectionError {
                connection_id,
                peer_id,
                error,
            } => {
                self.reservations.dial_failed(peer_id, &error);
                self.dials.failed(connection_id, &error);
                self.report_punch(|punches| {
                    punches.dial_failed(connection_id, describe_dial(&error))
                });
            }
            SwarmEvent::NewListenAddr {
                listener_id,
                address,
            } => {
                self.reservations.listening(listener_id, &address);
                if self.listeners.listening(listener_id, &address) && self.confirms_listeners {
                    self.swarm.add_external_address(address);
                }
            }
            SwarmEvent::ListenerClosed {
                listener_id,
                reason,
                ..
            } => {
                self.reservations.closed(listener_id, &reason);
                self.listeners.closed(listener_id, &reason);
            }
            SwarmEvent::Dialing {
                peer_id: Some(peer_id),
                connection_id,
            } => self.on_dialling(connection_id, peer_id),
            SwarmEvent::NewExternalAddrCandidate { address } => {
                self.report_punch(|punches| punches.learnt(&address));
            }
            SwarmEvent::Behaviour(event) => self.on_behaviour_event(event),
            _ => {}
        }
    }

    /// The library dials of its own accord: a relay to reserve on, or a peer that has a circuit to this node.
    fn on_dialling(&mut self, id: ConnectionId, peer_id: PeerId) {
        if self.connections.circuits_to(peer_id).next().is_none() {
            return;
        }
        let initiator = self.connections.initiates_towards(peer_id);
        self.report_punch(|punches| Some(punches.dialling(id, peer_id, initiator)));
    }

    fn report_punch(&mut self, report: impl FnOnce(&mut HolePunches) -> Option<Event>) {
        if let Some(event) = self.hole_punches.as_mut().and_then(report) {
            self.events.emit(&event);
        }
    }

    fn on_behaviour_event(&mut self, event: BehaviourEvent) {
        let behaviour = self.swarm.behaviour_mut();
        match event {
            BehaviourEvent::Identify(identify::Event::Received { peer_id, info, .. }) => {
                self.events.emit(&Event::Identified {
                    peer_id,
                    agent: info.agent_version,
                    protocols: info.protocols,
                    addresses: info.listen_addrs,
                    observed_address: info.observed_addr,
                });
            }
            BehaviourEvent::Gossipsub(event) => self.chat.on_event(event, &self.events),
            BehaviourEvent::Ping(event) => self
                .pings
                .automatic_ended(&mut behaviour.ping_once, event.connection),
            BehaviourEvent::PingOnce(event) => {
                self.pings.on_event(&mut behaviour.ping_once, event);
            }
            BehaviourEvent::DirectMessage(event) => {
                self.direct_messages
                    .on_event(&mut behaviour.direct_message, event, &self.events)
            }
            BehaviourEvent::HolePunching(event) => {
                let initiator = self.connections.initiates_towards(event.remote_peer_id);
                self.report_punch(|_| hole_punches::given_up(&event, initiator));
            }
            BehaviourEvent::RelayClient(event) => self.reservations.on_event(event),
            BehaviourEvent::Identify(_) | BehaviourEvent::RelayServer(_) => {}
        }
    }

    fn on_connected(&mut self, id: ConnectionId, peer_id: PeerId, endpoint: &ConnectedPoint) {
        let connection = self.connections.add(id, peer_id, endpoint, &self.stacks);
        self.pings.connected(id, peer_id);
        self.events.emit(&Event::ConnectionOpened {
            connection: connection.clone(),
        });
        self.report_punch(|punches| punches.connected(id));
        if let Err(GaveUp) = self.dials.connected(id, &connection) {
            self.swarm.close_connection(id);
        }
    }

    fn on_closed(
        &mut self,
        id: ConnectionId,
        peer_id: PeerId,
        remaining: u32,
        cause: Option<&ConnectionError>,
    ) {
        self.pings
            .automatic_ended(&mut self.swarm.behaviour_mut().ping_once, id);
        if remaining == 0 {
            self.chat.disconnected(peer_id);
        }
        if let Some(connection) = self.connections.remove(id) {
            self.events.emit(&Event::ConnectionClosed {
                connection,
                reason: cause.map(|error| describe(error)),
            });
        }
    }
}
