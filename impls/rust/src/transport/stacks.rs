//! The stacks of one node, and what follows from them for its addresses and connections.

use std::collections::BTreeSet;

use libp2p::{Multiaddr, core::ConnectedPoint};

use super::{
    carrier::Carrier,
    security::{NOISE, TLS},
    stack::Stack,
};
use crate::protocol::{Failure, Tls};

const YAMUX: &str = "/yamux/1.0.0";

/// The stacks that a node offers, and whether it offers circuits through relays on top of them.
pub struct Stacks {
    offered: BTreeSet<Stack>,
    circuits: bool,
}

impl Stacks {
    pub fn new(names: &[String], circuits: bool) -> Result<Self, Failure> {
        let offered = names
            .iter()
            .map(|name| name.parse())
            .collect::<Result<_, _>>()?;
        Ok(Self { offered, circuits })
    }

    pub fn has(&self, stack: Stack) -> bool {
        self.offered.contains(&stack)
    }

    /// Whether an address is one of a transport that the node offers.
    pub fn carry(&self, address: &Multiaddr) -> bool {
        match Carrier::of(address) {
            Carrier::Tcp => self.has(Stack::TcpNoise) || self.has(Stack::TcpTls),
            Carrier::Ws => self.has(Stack::WsNoise),
            Carrier::Wss => self.has(Stack::WssNoise),
            Carrier::Quic => self.has(Stack::QuicV1),
            Carrier::WebRtcDirect => self.has(Stack::WebRtcDirect),
            Carrier::Circuit => self.circuits,
            Carrier::Unknown => false,
        }
    }

    /// Whether the node can be asked to listen on this address.
    pub fn check_listen(&self, address: &Multiaddr, tls: Option<&Tls>) -> Result<(), Failure> {
        if !self.carry(address) {
            return Err(Failure::invalid(format_args!(
                "listen: no transport of this node listens on {address}"
            )));
        }
        let has_certificate = tls.is_some_and(|tls| tls.certificate.is_some());
        if Carrier::of(address) == Carrier::Wss && !has_certificate {
            return Err(Failure::invalid(format_args!(
                "listen: {address} needs tls.certificate"
            )));
        }
        Ok(())
    }

    /// Whether the node may dial over WebRTC while it does not listen there.
    pub fn dials_only_over_webrtc(&self, listen: &[Multiaddr]) -> bool {
        self.has(Stack::WebRtcDirect)
            && !listen
                .iter()
                .any(|address| Carrier::of(address) == Carrier::WebRtcDirect)
    }

    /// What is offered on TCP connections; `None` if there are none.
    pub fn security_of_tcp(&self) -> Option<&'static [&'static str]> {
        match (self.has(Stack::TcpTls), self.has(Stack::TcpNoise)) {
            (true, true) => Some(&[TLS, NOISE]),
            (true, false) => Some(&[TLS]),
            (false, true) => Some(&[NOISE]),
            (false, false) => None,
        }
    }

    /// What is offered on circuits: the same as on TCP, as go-libp2p and js-libp2p have it, and noise where there is none.
    pub fn security_of_circuits(&self) -> &'static [&'static str] {
        self.security_of_tcp().unwrap_or(&[NOISE])
    }

    /// The negotiated security protocol. The library does not report it, but where one only was offered, it is known.
    /// QUIC and WebRTC negotiate none.
    pub fn security_of(&self, endpoint: &ConnectedPoint) -> Option<&'static str> {
        let offered = match Carrier::of_connection(endpoint) {
            Carrier::Tcp => self.security_of_tcp()?,
            Carrier::Ws | Carrier::Wss => &[NOISE],
            Carrier::Circuit => self.security_of_circuits(),
            Carrier::Quic | Carrier::WebRtcDirect | Carrier::Unknown => return None,
        };
        match offered {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The negotiated muxer: the only one that is offered, where one is negotiated.
    pub fn muxer_of(&self, endpoint: &ConnectedPoint) -> Option<&'static str> {
        match Carrier::of_connection(endpoint) {
            Carrier::Tcp | Carrier::Ws | Carrier::Wss | Carrier::Circuit => Some(YAMUX),
            Carrier::Quic | Carrier::WebRtcDirect | Carrier::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stacks(names: &[&str]) -> Stacks {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        Stacks::new(&names, false).expect("these transports are supported")
    }

    #[test]
    fn a_node_carries_what_it_offers_and_nothing_else() {
        let secure_only = stacks(&["wss+noise"]);
        assert!(secure_only.carry(&"/ip4/127.0.0.1/tcp/1/tls/ws".parse().unwrap()));
        assert!(!secure_only.carry(&"/ip4/127.0.0.1/tcp/1/ws".parse().unwrap()));
        assert!(!secure_only.carry(&"/ip4/127.0.0.1/tcp/1".parse().unwrap()));
    }

    #[test]
    fn security_is_known_only_where_one_was_offered() {
        let inbound = ConnectedPoint::Listener {
            local_addr: "/ip4/127.0.0.1/tcp/1".parse().unwrap(),
            send_back_addr: "/ip4/127.0.0.1/tcp/2".parse().unwrap(),
        };
        assert_eq!(stacks(&["tcp+tls"]).security_of(&inbound), Some(TLS));
        assert_eq!(stacks(&["tcp+noise"]).security_of(&inbound), Some(NOISE));
        assert_eq!(
            stacks(&["tcp+tls", "tcp+noise"]).security_of(&inbound),
            None
        );
    }
}
