//! Whole stacks by name: how a connection is carried, secured and muxed.

use std::{fmt, str::FromStr};

use crate::protocol::Failure;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stack {
    TcpNoise,
    TcpTls,
    WsNoise,
    WssNoise,
    QuicV1,
    WebRtcDirect,
}

impl Stack {
    pub const ALL: [Self; 6] = [
        Self::TcpNoise,
        Self::TcpTls,
        Self::WsNoise,
        Self::WssNoise,
        Self::QuicV1,
        Self::WebRtcDirect,
    ];
}

impl fmt::Display for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TcpNoise => "tcp+noise",
            Self::TcpTls => "tcp+tls",
            Self::WsNoise => "ws+noise",
            Self::WssNoise => "wss+noise",
            Self::QuicV1 => "quic-v1",
            Self::WebRtcDirect => "webrtc-direct",
        })
    }
}

impl FromStr for Stack {
    type Err = Failure;

    fn from_str(name: &str) -> Result<Self, Failure> {
        Self::ALL
            .into_iter()
            .find(|stack| stack.to_string() == name)
            .ok_or_else(|| {
                Failure::unsupported(match name {
                    "webtransport" => "rust-libp2p has no native webtransport: \
                         https://github.com/libp2p/rust-libp2p/issues/2993"
                        .to_owned(),
                    "webrtc" => "rust-libp2p has no native signalled webrtc: \
                         https://github.com/libp2p/rust-libp2p/issues/4389"
                        .to_owned(),
                    _ => format!("transport {name}"),
                })
            })
    }
}
