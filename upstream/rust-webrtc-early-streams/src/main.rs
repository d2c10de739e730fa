//! libp2p-webrtc: a dialer loses the streams that the listener opens at once, and some dials never succeed.
//!
//!     cargo run [dials] [milliseconds that the listener waits before it opens a stream]

use std::{collections::BTreeMap, env, future::poll_fn, pin::Pin, time::Duration};

use futures::{AsyncReadExt, AsyncWriteExt, StreamExt};
use libp2p::{
    Multiaddr, PeerId,
    core::{
        Endpoint, Transport as _,
        muxing::StreamMuxer,
        transport::{Boxed, DialOpts, ListenerId, PortUse, TransportEvent},
    },
    identity::Keypair,
};
use libp2p_webrtc::tokio::{Certificate, Connection, Transport};
use tokio::time::{sleep, timeout};

const GREETING: &[u8] = b"hello";

type WebRtc = Boxed<(PeerId, Connection)>;

#[tokio::main]
async fn main() {
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .unwrap();
    let argument = |n| env::args().nth(n).and_then(|text| text.parse::<u64>().ok());
    let (dials, delay) = (argument(1).unwrap_or(60), argument(2).unwrap_or(0));

    let mut seen = BTreeMap::new();
    for _ in 0..dials {
        *seen
            .entry(dial_once(Duration::from_millis(delay)).await)
            .or_insert(0) += 1;
    }
    for (what, count) in &seen {
        println!("{count:3} × {what}");
    }
    let fine = seen.get(ARRIVED).copied().unwrap_or(0);
    println!("reproduced: {} of {dials}", dials - fine);
}

const ARRIVED: &str = "the stream arrives";

async fn dial_once(delay: Duration) -> &'static str {
    let mut listener = transport();
    let address = listen(&mut listener).await;
    tokio::spawn(greet_everybody(listener, delay));

    let mut dialer = transport();
    listen(&mut dialer).await; // it does not dial otherwise: https://github.com/libp2p/rust-libp2p/issues/4071
    let options = DialOpts {
        role: Endpoint::Dialer,
        port_use: PortUse::Reuse,
    };
    let dialing = dialer.dial(address, options).unwrap();
    tokio::spawn(async move { while dialer.next().await.is_some() {} });

    let Ok(Ok((_, mut connection))) = timeout(Duration::from_secs(15), dialing).await else {
        return "the dial fails";
    };
    let inbound = poll_fn(|context| Pin::new(&mut connection).poll_inbound(context));
    let Ok(Ok(mut stream)) = timeout(Duration::from_secs(3), inbound).await else {
        return "connected, and the stream is lost";
    };
    let mut received = vec![0; GREETING.len()];
    match timeout(Duration::from_secs(3), stream.read_exact(&mut received)).await {
        Ok(Ok(())) if received == GREETING => ARRIVED,
        _ => "connected, and the stream arrives without its data",
    }
}

/// Opens a stream to whoever connects, as identify, ping and gossipsub do.
async fn greet_everybody(mut listener: WebRtc, delay: Duration) {
    while let Some(event) = listener.next().await {
        let TransportEvent::Incoming { upgrade, .. } = event else {
            continue;
        };
        tokio::spawn(async move {
            let Ok((_, mut connection)) = upgrade.await else {
                return;
            };
            sleep(delay).await;
            let outbound = poll_fn(|context| Pin::new(&mut connection).poll_outbound(context));
            let mut stream = outbound.await.unwrap();
            stream.write_all(GREETING).await.unwrap();
            stream.flush().await.unwrap();
            let _ = poll_fn(|context| Pin::new(&mut connection).poll(context)).await;
        });
    }
}

fn transport() -> WebRtc {
    let certificate = Certificate::generate(&mut rand::rng()).unwrap();
    Transport::new(Keypair::generate_ed25519(), certificate).boxed()
}

async fn listen(transport: &mut WebRtc) -> Multiaddr {
    let address = "/ip4/127.0.0.1/udp/0/webrtc-direct".parse().unwrap();
    transport.listen_on(ListenerId::next(), address).unwrap();
    loop {
        if let Some(TransportEvent::NewAddress { listen_addr, .. }) = transport.next().await {
            return listen_addr;
        }
    }
}
