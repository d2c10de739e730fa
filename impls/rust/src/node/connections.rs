//! The live connections of a node.

use std::collections::BTreeMap;

use libp2p::{PeerId, core::ConnectedPoint, swarm::ConnectionId};

use crate::{
    protocol::{Connection, Direction},
    transport::Stacks,
};

#[derive(Default)]
pub struct Connections(BTreeMap<ConnectionId, Connection>);

impl Connections {
    pub fn add(
        &mut self,
        id: ConnectionId,
        peer_id: PeerId,
        endpoint: &ConnectedPoint,
        stacks: &Stacks,
    ) -> Connection {
        let connection = connection(id, peer_id, endpoint, stacks);
        self.0.insert(id, connection.clone());
        connection
    }

    pub fn remove(&mut self, id: ConnectionId) -> Option<Connection> {
        self.0.remove(&id)
    }

    pub fn pop(&mut self) -> Option<Connection> {
        self.0.pop_first().map(|(_, connection)| connection)
    }

    pub fn ids(&self) -> Vec<ConnectionId> {
        self.0.keys().copied().collect()
    }

    pub fn all(&self) -> impl Iterator<Item = &Connection> {
        self.0.values()
    }

    /// Whether this node begins hole punches with the peer: the end of a circuit that was dialled does. `None`: there is no
    /// circuit, or one each way.
    pub fn initiates_towards(&self, peer_id: PeerId) -> Option<bool> {
        let mut circuits = self.circuits_to(peer_id).map(|circuit| circuit.direction);
        let first = circuits.next()?;
        circuits
            .all(|direction| direction == first)
            .then_some(first == Direction::Inbound)
    }

    pub fn circuits_to(&self, peer_id: PeerId) -> impl Iterator<Item = &Connection> {
        self.all()
            .filter(move |connection| connection.limited && connection.peer_id == peer_id)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn connection(
    id: ConnectionId,
    peer_id: PeerId,
    endpoint: &ConnectedPoint,
    stacks: &Stacks,
) -> Connection {
    let (local_address, direction) = match endpoint {
        // The library does not know the local address of a connection that it has dialled.
        ConnectedPoint::Dialer { .. } => (None, Direction::Outbound),
        ConnectedPoint::Listener { local_addr, .. } => {
            (Some(local_addr.clone()), Direction::Inbound)
        }
    };
    Connection {
        id: id.to_string(),
        peer_id,
        remote_address: endpoint.get_remote_address().clone(),
        local_address,
        direction,
        security: stacks.security_of(endpoint),
        muxer: stacks.muxer_of(endpoint),
        limited: endpoint.is_relayed(),
    }
}
