//! Serving as a relay.

use std::time::Duration;

use libp2p::{
    PeerId,
    relay::{Behaviour, Config, Status},
};

use crate::protocol::RelayServer;

/// A relay with the library's limits, but for what was asked for and for those on IP addresses: in a lab, everybody may
/// have the same one.
pub fn server(peer_id: PeerId, options: &RelayServer) -> Behaviour {
    let mut config = Config::default();
    lift_limits_on_addresses(&mut config);
    if let Some(seconds) = options.reservation_seconds {
        config.reservation_duration = Duration::from_secs(seconds.get().into());
    }
    if let Some(seconds) = options.circuit_seconds {
        config.max_circuit_duration = Duration::from_secs(seconds.get().into());
    }
    if let Some(bytes) = options.circuit_bytes {
        config.max_circuit_bytes = bytes.get();
    }

    let mut relay = Behaviour::new(peer_id, config);
    // By default it serves only once somebody has confirmed an external address.
    relay.set_status(Some(Status::Enable));
    relay
}

/// The default limiters are two: for each peer id, and for each IP address.
fn lift_limits_on_addresses(config: &mut Config) {
    config.reservation_rate_limiters.truncate(1);
    config.circuit_src_rate_limiters.truncate(1);
}
