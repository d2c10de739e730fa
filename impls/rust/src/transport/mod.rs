//! The transports of a node: exactly those that it was asked for.

mod carrier;
pub mod ports;
mod security;
mod stack;
mod stacks;
pub mod webrtc;
mod websocket;

use std::time::Duration;

use futures::{AsyncRead, AsyncWrite};
use libp2p::{
    PeerId, Transport as _,
    core::{
        muxing::{StreamMuxer, StreamMuxerBox},
        transport::{Boxed, timeout::TransportTimeout},
        upgrade::Version,
    },
    identity::Keypair,
    quic, relay, tcp, yamux,
};

use crate::protocol::{Failure, Tls};
use security::Security;
pub use stack::Stack;
pub use stacks::Stacks;

pub type Transport = Boxed<(PeerId, StreamMuxerBox)>;

/// What `SwarmBuilder` allows for a connection to be secured and muxed.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(10);

pub fn build(
    stacks: &Stacks,
    keypair: &Keypair,
    tls: Option<&Tls>,
    relay: Option<relay::client::Transport>,
) -> Result<Transport, Failure> {
    let mut transports = Vec::new();
    if let Some(relay) = relay {
        let security = Security::new(keypair, stacks.security_of_circuits())?;
        transports.push(upgrade(relay, security));
    }
    if let Some(names) = stacks.security_of_tcp() {
        let security = Security::new(keypair, names)?;
        transports.push(upgrade(tcp_transport(), security));
    }
    if stacks.has(Stack::WsNoise) || stacks.has(Stack::WssNoise) {
        let security = Security::new(keypair, &[security::NOISE])?;
        let tls = tls.filter(|_| stacks.has(Stack::WssNoise));
        transports.push(upgrade(websocket::over(tcp_transport(), tls)?, security));
    }
    if stacks.has(Stack::QuicV1) {
        transports.push(boxed(quic::tokio::Transport::new(quic::Config::new(
            keypair,
        ))));
    }
    if stacks.has(Stack::WebRtcDirect) {
        transports.push(boxed(webrtc::transport(keypair)?));
    }
    transports
        .into_iter()
        .reduce(|first, second| {
            first
                .or_transport(second)
                .map(|connected, _| connected.into_inner())
                .boxed()
        })
        .map(|transport| TransportTimeout::new(transport, CONNECTION_TIMEOUT).boxed())
        .ok_or_else(|| Failure::invalid("transports: a node needs at least one"))
}

fn tcp_transport() -> tcp::tokio::Transport {
    tcp::tokio::Transport::new(tcp::Config::default())
}

/// Secures and muxes a byte stream.
fn upgrade<T>(transport: T, security: Security) -> Transport
where
    T: libp2p::Transport + Send + Unpin + 'static,
    T::Output: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    T::Error: Send + Sync + 'static,
    T::Dial: Send,
    T::ListenerUpgrade: Send,
{
    transport
        .upgrade(Version::V1Lazy)
        .authenticate(security)
        .multiplex(yamux::Config::default())
        .boxed()
}

/// A transport that secures and muxes by itself.
fn boxed<T, M>(transport: T) -> Transport
where
    T: libp2p::Transport<Output = (PeerId, M)> + Send + Unpin + 'static,
    T::Error: Send + Sync + 'static,
    T::Dial: Send + 'static,
    T::ListenerUpgrade: Send + 'static,
    M: StreamMuxer<Substream: Send + 'static, Error: Send + Sync + 'static> + Send + 'static,
{
    transport
        .map(|(peer, muxer), _| (peer, StreamMuxerBox::new(muxer)))
        .boxed()
}
