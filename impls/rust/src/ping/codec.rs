//! A ping on the wire: random bytes there, the same bytes back (<https://github.com/libp2p/specs/blob/master/ping/ping.md>).

use std::{
    io,
    time::{Duration, Instant},
};

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::{StreamProtocol, request_response};

type Payload = [u8; 32];

/// Each request has a codec of its own, which remembers what was sent and when. The response is the round-trip time.
#[derive(Debug, Clone, Default)]
pub struct Codec {
    sent: Option<(Payload, Instant)>,
}

impl request_response::Codec for Codec {
    type Protocol = StreamProtocol;
    type Request = ();
    type Response = Duration;

    async fn write_request<T>(&mut self, _: &StreamProtocol, io: &mut T, (): ()) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        let payload: Payload = rand::random();
        self.sent = Some((payload, Instant::now()));
        io.write_all(&payload).await?;
        io.flush().await
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Duration>
    where
        T: AsyncRead + Unpin + Send,
    {
        let (payload, at) = self.sent.take().expect("the request was written before");
        let mut echo = Payload::default();
        io.read_exact(&mut echo).await?;
        if echo == payload {
            Ok(at.elapsed())
        } else {
            Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the echo differs from the ping",
            ))
        }
    }

    async fn read_request<T>(&mut self, _: &StreamProtocol, _: &mut T) -> io::Result<()>
    where
        T: AsyncRead + Unpin + Send,
    {
        unreachable!("libp2p's own behaviour answers pings")
    }

    async fn write_response<T>(
        &mut self,
        _: &StreamProtocol,
        _: &mut T,
        _: Duration,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        unreachable!("libp2p's own behaviour answers pings")
    }
}
