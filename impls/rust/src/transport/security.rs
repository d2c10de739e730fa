//! The security protocols that a byte stream is offered, in the order of preference.

use std::{io, vec};

use futures::{
    AsyncRead, AsyncWrite, FutureExt, TryFutureExt,
    future::{BoxFuture, Either},
};
use libp2p::{
    PeerId,
    core::upgrade::{InboundConnectionUpgrade, OutboundConnectionUpgrade, UpgradeInfo},
    identity::Keypair,
    noise,
};
use libp2p_tls as tls;

use crate::protocol::{Failure, describe};

pub const NOISE: &str = "/noise";
pub const TLS: &str = "/tls/1.0.0";

type Name = &'static str;
type Secured<S> = Either<noise::Output<S>, tls::TlsStream<S>>;
type Securing<S> = BoxFuture<'static, io::Result<(PeerId, Secured<S>)>>;

#[derive(Clone)]
pub struct Security {
    offered: Vec<Name>,
    noise: noise::Config,
    tls: tls::Config,
}

impl Security {
    pub fn new(keypair: &Keypair, offered: &[Name]) -> Result<Self, Failure> {
        Ok(Self {
            offered: offered.to_vec(),
            noise: noise::Config::new(keypair).map_err(|e| Failure::failed(describe(&e)))?,
            tls: tls::Config::new(keypair).map_err(|e| Failure::failed(describe(&e)))?,
        })
    }
}

impl UpgradeInfo for Security {
    type Info = Name;
    type InfoIter = vec::IntoIter<Name>;

    fn protocol_info(&self) -> Self::InfoIter {
        self.offered.clone().into_iter()
    }
}

impl<S> InboundConnectionUpgrade<S> for Security
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    type Output = (PeerId, Secured<S>);
    type Error = io::Error;
    type Future = Securing<S>;

    fn upgrade_inbound(self, stream: S, name: Name) -> Self::Future {
        match name {
            TLS => self
                .tls
                .upgrade_inbound(stream, name)
                .map_ok(|(peer, stream)| (peer, Either::Right(stream)))
                .map_err(io::Error::other)
                .boxed(),
            _ => self
                .noise
                .upgrade_inbound(stream, name)
                .map_ok(|(peer, stream)| (peer, Either::Left(stream)))
                .map_err(io::Error::other)
                .boxed(),
        }
    }
}

impl<S> OutboundConnectionUpgrade<S> for Security
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    type Output = (PeerId, Secured<S>);
    type Error = io::Error;
    type Future = Securing<S>;

    fn upgrade_outbound(self, stream: S, name: Name) -> Self::Future {
        match name {
            TLS => self
                .tls
                .upgrade_outbound(stream, name)
                .map_ok(|(peer, stream)| (peer, Either::Right(stream)))
                .map_err(io::Error::other)
                .boxed(),
            _ => self
                .noise
                .upgrade_outbound(stream, name)
                .map_ok(|(peer, stream)| (peer, Either::Left(stream)))
                .map_err(io::Error::other)
                .boxed(),
        }
    }
}
