//! Starting a node: from the parameters of `start` to a swarm that listens.

use std::time::Duration;

use libp2p::{Multiaddr, Swarm, identity::Keypair, relay, swarm};
use serde_json::json;

use super::{actor::Node, hole_punches::HolePunches};
use crate::{
    behaviour::Behaviour,
    events::Events,
    protocol::{Failure, Outcome, Start, describe},
    transport::{self, Stacks, ports},
};

/// Peers of the matrix stay connected until they are told otherwise.
const IDLE_TIMEOUT: Duration = Duration::from_secs(24 * 60 * 60);

impl Node {
    pub fn new(params: &Start, events: Events) -> Result<Self, Failure> {
        let stacks = Stacks::new(&params.transports, params.relay.client)?;
        if !params.stun_servers.is_empty() {
            return Err(Failure::unsupported(
                "stunServers: no transport of rust-libp2p asks STUN servers",
            ));
        }
        if params.autonat.client || params.autonat.server {
            return Err(Failure::unsupported("autonat: this program has none"));
        }
        if params.hole_punch && !params.relay.client {
            return Err(Failure::invalid("holePunch needs relay.client"));
        }
        for address in &params.listen {
            stacks.check_listen(address, params.tls.as_ref())?;
        }
        let keypair = keypair(params.key_seed.as_deref())?;
        let peer_id = keypair.public().to_peer_id();

        let (relay_transport, relay_client) = params
            .relay
            .client
            .then(|| relay::client::new(peer_id))
            .unzip();
        let transport = transport::build(&stacks, &keypair, params.tls.as_ref(), relay_transport)?;

        // A listener that exists only to dial from is not announced, and neither are the others where the node is told
        // what to announce. What is announced instead are external addresses. Those are also what a relay server puts
        // into reservations.
        let may_dial_from_hidden_listener = stacks.dials_only_over_webrtc(&params.listen);
        let hides_listeners = params.announce.is_some() || may_dial_from_hidden_listener;
        let confirms_listeners = params.announce.is_none()
            && (may_dial_from_hidden_listener || params.relay.server.is_some());

        let behaviour = Behaviour::new(&keypair, params, relay_client, hides_listeners);
        let config =
            swarm::Config::with_tokio_executor().with_idle_connection_timeout(IDLE_TIMEOUT);
        let mut swarm = Swarm::new(transport, behaviour, peer_id, config);
        for address in params.announce.iter().flatten() {
            swarm.add_external_address(address.clone());
        }
        let hole_punches = params.hole_punch.then(HolePunches::default);
        Ok(Self::with(
            swarm,
            stacks,
            events,
            confirms_listeners,
            hole_punches,
        ))
    }

    /// Listens on exactly these addresses. Answers where the node can be dialled.
    pub async fn listen(&mut self, addresses: Vec<Multiaddr>) -> Outcome {
        for address in addresses {
            ports::check_free(&address).map_err(|error| Failure::failed(describe(&error)))?;
            let id = self
                .swarm
                .listen_on(address)
                .map_err(|error| Failure::failed(describe(&error)))?;
            self.listeners.begun(id);
        }
        while !self.listeners.are_all_listening()? {
            self.next_event().await;
        }

        let peer_id = *self.swarm.local_peer_id();
        let addresses: Vec<Multiaddr> = self
            .listeners
            .addresses()
            .filter_map(|address| address.clone().with_p2p(peer_id).ok())
            .collect();
        Ok(json!({ "peerId": peer_id, "addresses": addresses }))
    }
}

fn keypair(seed: Option<&str>) -> Result<Keypair, Failure> {
    let Some(seed) = seed else {
        return Ok(Keypair::generate_ed25519());
    };
    hex::decode(seed)
        .map_err(|error| error.to_string())
        .and_then(|seed| Keypair::ed25519_from_bytes(seed).map_err(|error| error.to_string()))
        .map_err(|error| Failure::invalid(format_args!("keySeed: {error}")))
}
