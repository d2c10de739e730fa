//! What carries a connection, read from its address.

use libp2p::{Multiaddr, core::ConnectedPoint, multiaddr::Protocol};

/// What an address says about how a connection to it is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    Tcp,
    Ws,
    Wss,
    Quic,
    WebRtcDirect,
    Circuit,
    Unknown,
}

impl Carrier {
    pub fn of(address: &Multiaddr) -> Self {
        let mut carrier = Self::Unknown;
        let mut tls = false;
        for protocol in address {
            carrier = match protocol {
                Protocol::P2pCircuit => return Self::Circuit,
                Protocol::Tls => {
                    tls = true;
                    carrier
                }
                Protocol::Tcp(_) => Self::Tcp,
                Protocol::Ws(_) if tls => Self::Wss,
                Protocol::Ws(_) => Self::Ws,
                Protocol::Wss(_) => Self::Wss,
                Protocol::QuicV1 => Self::Quic,
                Protocol::WebRTCDirect => Self::WebRtcDirect,
                Protocol::WebTransport => Self::Unknown,
                _ => carrier,
            };
        }
        carrier
    }

    pub fn of_connection(endpoint: &ConnectedPoint) -> Self {
        Self::of(match endpoint {
            ConnectedPoint::Dialer { address, .. } => address,
            ConnectedPoint::Listener { local_addr, .. } => local_addr,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_one_carrier() {
        let carriers = [
            ("/ip4/127.0.0.1/tcp/1", Carrier::Tcp),
            ("/ip4/127.0.0.1/tcp/1/ws", Carrier::Ws),
            ("/ip4/127.0.0.1/tcp/1/wss", Carrier::Wss),
            ("/ip4/127.0.0.1/tcp/1/tls/ws", Carrier::Wss),
            ("/ip4/127.0.0.1/udp/1/quic-v1", Carrier::Quic),
            (
                "/ip4/127.0.0.1/udp/1/quic-v1/webtransport",
                Carrier::Unknown,
            ),
            ("/ip4/127.0.0.1/udp/1/webrtc-direct", Carrier::WebRtcDirect),
            ("/ip4/127.0.0.1/tcp/1/ws/p2p-circuit", Carrier::Circuit),
        ];
        for (address, carrier) in carriers {
            assert_eq!(Carrier::of(&address.parse().unwrap()), carrier, "{address}");
        }
    }
}
