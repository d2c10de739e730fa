//! WebRTC Direct, and the listener without which it does not dial.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket},
};

use libp2p::{Multiaddr, Swarm, identity::Keypair, multiaddr::Protocol, swarm::NetworkBehaviour};
use libp2p_webrtc::tokio::{Certificate, Transport};

use crate::protocol::{Failure, describe};

pub fn transport(keypair: &Keypair) -> Result<Transport, Failure> {
    let certificate = Certificate::generate(&mut rand::rng())
        .map_err(|error| Failure::failed(describe(&error)))?;
    Ok(Transport::new(keypair.clone(), certificate))
}

/// Where to listen before this address can be dialled, if anywhere. The transport dials from the socket of a listener of
/// its own and fails without one (<https://github.com/libp2p/rust-libp2p/issues/4071>). The socket is bound to the very
/// address that packets to the target leave from: loopback for loopback.
pub fn missing_listener<B: NetworkBehaviour>(
    swarm: &Swarm<B>,
    target: &Multiaddr,
) -> Option<Multiaddr> {
    let over_webrtc = target.iter().any(|p| p == Protocol::WebRTCDirect);
    if !over_webrtc || swarm.listeners().any(is_webrtc) {
        return None;
    }
    let source = source_address(ip_address(target)?).ok()?;
    Some(
        Multiaddr::from(source)
            .with(Protocol::Udp(0))
            .with(Protocol::WebRTCDirect),
    )
}

fn is_webrtc(address: &Multiaddr) -> bool {
    address.iter().any(|p| p == Protocol::WebRTCDirect)
}

fn ip_address(address: &Multiaddr) -> Option<IpAddr> {
    match address.iter().next()? {
        Protocol::Ip4(ip) => Some(ip.into()),
        Protocol::Ip6(ip) => Some(ip.into()),
        _ => None,
    }
}

/// The local address that the kernel routes packets to `target` from. Connecting a UDP socket sends nothing.
fn source_address(target: IpAddr) -> io::Result<IpAddr> {
    const ANY_PORT: u16 = 9;
    let unspecified: IpAddr = match target {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((unspecified, 0))?;
    socket.connect((target, ANY_PORT))?;
    Ok(socket.local_addr()?.ip())
}
