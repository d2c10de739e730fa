//! libp2p-webrtc: what is sent to it in one frame of more than 8 KiB never arrives.
//!
//!     cargo run [times each]

use std::{env, future::poll_fn, pin::Pin, time::Duration};

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
use tokio::time::timeout;

/// Bytes written at once. A frame is a little longer; the specification allows 16 KiB.
/// <https://github.com/libp2p/specs/blob/master/webrtc/README.md#multiplexing>
const SIZES: [usize; 5] = [1024, 8000, 8200, 12_000, 16_000];
const FITS: usize = 8000;

type WebRtc = Boxed<(PeerId, Connection)>;

#[tokio::main]
async fn main() {
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .unwrap();
    let times = env::args()
        .nth(1)
        .and_then(|text| text.parse::<usize>().ok())
        .unwrap_or(5);

    let (mut lost, mut large) = (0, 0);
    for size in SIZES {
        let mut arrived = 0;
        for _ in 0..times {
            arrived += usize::from(arrives(size).await);
        }
        println!("{size:6} bytes at once: {arrived} of {times} arrive");
        if size > FITS {
            lost += times - arrived;
            large += times;
        } else {
            assert!(
                arrived > 0,
                "small ones do not arrive either: this shows nothing of large ones"
            );
        }
    }
    println!("reproduced: {lost} of {large}");
}

/// Whether so many bytes, written at once by the dialer, arrive at the listener.
async fn arrives(size: usize) -> bool {
    loop {
        if let Some(arrived) = send_once(size).await {
            return arrived;
        }
        // Some WebRTC dials fail, which is another bug.
    }
}

async fn send_once(size: usize) -> Option<bool> {
    let mut listener = transport();
    let address = listen(&mut listener).await;
    let receiving = tokio::spawn(receive(listener, size));

    let mut dialer = transport();
    listen(&mut dialer).await; // https://github.com/libp2p/rust-libp2p/issues/4071
    let options = DialOpts {
        role: Endpoint::Dialer,
        port_use: PortUse::Reuse,
    };
    let dialing = dialer.dial(address, options).unwrap();
    tokio::spawn(async move { while dialer.next().await.is_some() {} });
    let (_, mut connection) = timeout(Duration::from_secs(15), dialing).await.ok()?.ok()?;

    let mut stream = poll_fn(|context| Pin::new(&mut connection).poll_outbound(context))
        .await
        .unwrap();
    stream.write_all(&vec![7; size]).await.unwrap();
    stream.flush().await.unwrap();
    tokio::spawn(async move {
        let _keep = stream;
        poll_fn(|context| Pin::new(&mut connection).poll(context))
            .await
            .ok();
    });
    Some(
        timeout(Duration::from_secs(4), receiving)
            .await
            .is_ok_and(|received| received.unwrap()),
    )
}

async fn receive(mut listener: WebRtc, size: usize) -> bool {
    while let Some(event) = listener.next().await {
        let TransportEvent::Incoming { upgrade, .. } = event else {
            continue;
        };
        let reading = tokio::spawn(async move {
            let Ok((_, mut connection)) = upgrade.await else {
                return false;
            };
            let inbound = poll_fn(|context| Pin::new(&mut connection).poll_inbound(context)).await;
            let Ok(mut stream) = inbound else {
                return false;
            };
            let mut received = vec![0; size];
            stream.read_exact(&mut received).await.is_ok() && received.iter().all(|byte| *byte == 7)
        });
        tokio::spawn(async move { while listener.next().await.is_some() {} });
        return reading.await.unwrap();
    }
    false
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
