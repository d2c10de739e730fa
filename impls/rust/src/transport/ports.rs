//! Whether a port is free. libp2p listens with `SO_REUSEPORT`, so a second node would share the TCP port of a first one
//! without either of them noticing.

use std::{
    io,
    net::{IpAddr, TcpListener},
};

use libp2p::{Multiaddr, multiaddr::Protocol};

pub fn check_free(address: &Multiaddr) -> io::Result<()> {
    match tcp_endpoint(address) {
        Some(endpoint) => TcpListener::bind(endpoint).map(drop),
        None => Ok(()),
    }
}

fn tcp_endpoint(address: &Multiaddr) -> Option<(IpAddr, u16)> {
    let mut protocols = address.iter();
    let ip = match protocols.next()? {
        Protocol::Ip4(ip) => ip.into(),
        Protocol::Ip6(ip) => ip.into(),
        _ => return None,
    };
    match protocols.next()? {
        Protocol::Tcp(port) if port != 0 => Some((ip, port)),
        _ => None,
    }
}
