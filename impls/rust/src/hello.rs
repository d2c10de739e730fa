//! The answer to `hello`: who this program is and what it can do.

use serde_json::{Map, Value, json};

use crate::{transport::Stack, versions};

pub fn hello() -> Value {
    let transports: Map<String, Value> = Stack::ALL
        .iter()
        .map(|stack| (stack.to_string(), json!({ "dial": true, "listen": true })))
        .collect();

    // Those that the lab's routers have been passed over. The library tries over the others as well.
    let hole_punching = [Stack::TcpNoise, Stack::QuicV1].map(|stack| stack.to_string());

    json!({
        "protocol": 1,
        "implementation": "rust-libp2p",
        "version": versions::libp2p(),
        "libraries": versions::libraries(),
        "toolchain": env!("RUSTC_VERSION"),
        "capabilities": {
            "transports": transports,
            "relay": { "server": true, "client": true },
            "holePunching": hole_punching,
            "chat": { "gossipsub": true, "directMessage": true, "gossipOnLimited": true },
        },
    })
}
