//! The parameters of each method. Every struct denies unknown fields: an option that were silently ignored would make
//! the test lie.

use std::num::{NonZeroU32, NonZeroU64};

use libp2p::{Multiaddr, PeerId};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Start {
    pub transports: Vec<String>,
    pub listen: Vec<Multiaddr>,
    pub announce: Option<Vec<Multiaddr>>,
    pub key_seed: Option<String>,
    pub tls: Option<Tls>,
    #[serde(default)]
    pub relay: Relay,
    #[serde(default)]
    pub stun_servers: Vec<String>,
    #[serde(default)]
    pub hole_punch: bool,
    #[serde(default)]
    pub autonat: Autonat,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Autonat {
    pub client: bool,
    pub server: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    pub authority: String,
    pub certificate: Option<String>,
    pub key: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    #[serde(default)]
    pub client: bool,
    pub server: Option<RelayServer>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RelayServer {
    pub reservation_seconds: Option<NonZeroU32>,
    pub circuit_seconds: Option<NonZeroU32>,
    pub circuit_bytes: Option<NonZeroU64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Dial {
    pub address: Multiaddr,
    pub timeout_ms: NonZeroU64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ping {
    pub peer_id: PeerId,
    pub timeout_ms: NonZeroU64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscribe {
    pub topic: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    pub topic: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DirectMessage {
    pub peer_id: PeerId,
    pub text: String,
    pub timeout_ms: NonZeroU64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reserve {
    pub relay: Multiaddr,
    pub timeout_ms: NonZeroU64,
}
