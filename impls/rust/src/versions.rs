//! Exact versions of the libraries in this program, from the lock file that it was built with.

use std::collections::BTreeMap;

const LOCK_FILE: &str = include_str!("../Cargo.lock");

const LIBRARIES: [&str; 18] = [
    "libp2p-core",
    "libp2p-dcutr",
    "libp2p-gossipsub",
    "libp2p-identify",
    "libp2p-identity",
    "libp2p-noise",
    "libp2p-ping",
    "libp2p-quic",
    "libp2p-relay",
    "libp2p-request-response",
    "libp2p-swarm",
    "libp2p-tcp",
    "libp2p-tls",
    "libp2p-webrtc",
    "libp2p-websocket",
    "libp2p-yamux",
    "quinn",
    "webrtc",
];

pub fn libp2p() -> &'static str {
    version_of("libp2p")
}

/// The versions of everything that carries connections and chat.
pub fn libraries() -> BTreeMap<&'static str, &'static str> {
    LIBRARIES
        .into_iter()
        .map(|name| (name, version_of(name)))
        .collect()
}

/// Who this program says it is, in identify and in direct messages.
pub fn agent() -> String {
    format!("rust-libp2p/{}", libp2p())
}

fn version_of(name: &str) -> &'static str {
    LOCK_FILE
        .split("[[package]]")
        .find(|package| field(package, "name") == Some(name))
        .and_then(|package| field(package, "version"))
        .expect("the lock file has every library that is built in")
}

fn field<'a>(package: &'a str, key: &str) -> Option<&'a str> {
    package.lines().find_map(|line| {
        line.strip_prefix(key)?
            .strip_prefix(" = \"")?
            .strip_suffix('"')
    })
}
