//! One live connection, as the library reports it.

use libp2p::{Multiaddr, PeerId};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    pub id: String,
    pub peer_id: PeerId,
    pub remote_address: Multiaddr,
    pub local_address: Option<Multiaddr>,
    pub direction: Direction,
    pub security: Option<&'static str>,
    pub muxer: Option<&'static str>,
    pub limited: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Outbound,
    Inbound,
}
