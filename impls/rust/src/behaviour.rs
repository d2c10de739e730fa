//! What every node does on its connections.

use std::time::Duration;

use libp2p::{
    StreamProtocol, dcutr, gossipsub, identify,
    identity::Keypair,
    ping, relay, request_response,
    swarm::{NetworkBehaviour, behaviour::toggle::Toggle},
};

use crate::{
    chat, direct_message, ping as ping_once, protocol::Start, relay as relaying, versions,
};

/// Longer than any request's own time limit.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10 * 60);

#[derive(NetworkBehaviour)]
pub struct Behaviour {
    pub identify: identify::Behaviour,
    pub ping: ping::Behaviour,
    pub ping_once: request_response::Behaviour<ping_once::Codec>,
    pub gossipsub: gossipsub::Behaviour,
    pub direct_message: request_response::Behaviour<direct_message::Codec>,
    pub relay_server: Toggle<relay::Behaviour>,
    pub relay_client: Toggle<relay::client::Behaviour>,
    pub hole_punching: Toggle<dcutr::Behaviour>,
}

impl Behaviour {
    pub fn new(
        keypair: &Keypair,
        params: &Start,
        relay_client: Option<relay::client::Behaviour>,
        hide_listeners: bool,
    ) -> Self {
        let peer_id = keypair.public().to_peer_id();
        Self {
            identify: identify::Behaviour::new(
                identify::Config::new("ipfs/0.1.0".to_owned(), keypair.public())
                    .with_agent_version(versions::agent())
                    .with_hide_listen_addrs(hide_listeners),
            ),
            ping: ping_once::automatic(),
            ping_once: request_response::Behaviour::new(
                [(
                    ping::PROTOCOL_NAME,
                    request_response::ProtocolSupport::Outbound,
                )],
                request_timeout(),
            ),
            gossipsub: chat::gossipsub(keypair),
            direct_message: request_response::Behaviour::new(
                [(
                    StreamProtocol::new(direct_message::PROTOCOL),
                    request_response::ProtocolSupport::Full,
                )],
                request_timeout(),
            ),
            relay_server: params
                .relay
                .server
                .as_ref()
                .map(|server| relaying::server(peer_id, server))
                .into(),
            relay_client: relay_client.into(),
            hole_punching: params
                .hole_punch
                .then(|| dcutr::Behaviour::new(peer_id))
                .into(),
        }
    }
}

fn request_timeout() -> request_response::Config {
    request_response::Config::default().with_request_timeout(REQUEST_TIMEOUT)
}
