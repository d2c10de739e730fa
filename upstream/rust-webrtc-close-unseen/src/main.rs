//! libp2p-webrtc: a listener never learns that the other end has closed the connection.
//!
//!     cargo run [connections] [seconds to wait for the close]

use std::{env, time::Duration};

use futures::{StreamExt, future::join_all};
use libp2p::{
    Multiaddr, Swarm, SwarmBuilder, Transport as _,
    core::muxing::StreamMuxerBox,
    noise,
    swarm::{SwarmEvent, dial_opts::DialOpts, dummy},
    tcp, yamux,
};
use libp2p_webrtc::tokio::{Certificate, Transport};
use tokio::time::timeout;

type Node = Swarm<dummy::Behaviour>;

#[tokio::main]
async fn main() {
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .unwrap();
    let argument = |n| env::args().nth(n).and_then(|text| text.parse::<u64>().ok());
    let (connections, seconds) = (argument(1).unwrap_or(5), argument(2).unwrap_or(60));
    let patience = Duration::from_secs(seconds);

    let over = |address: &'static str| {
        join_all((0..connections).map(move |_| close_is_seen(address, patience)))
    };
    let tcp = count_unseen(over("/ip4/127.0.0.1/tcp/0").await);
    println!(
        "tcp:           {tcp} of {connections} listeners have the connection open {seconds} s after its end"
    );
    let webrtc = count_unseen(over("/ip4/127.0.0.1/udp/0/webrtc-direct").await);
    println!(
        "webrtc-direct: {webrtc} of {connections} listeners have the connection open {seconds} s after its end"
    );
    assert_eq!(tcp, 0, "so it is over tcp: this shows nothing of WebRTC");
    println!("reproduced: {webrtc} of {connections}");
}

fn count_unseen(seen: Vec<bool>) -> usize {
    seen.into_iter().filter(|seen| !seen).count()
}

/// Whether the listener reports the end of a connection that the dialer has closed.
async fn close_is_seen(address: &str, patience: Duration) -> bool {
    loop {
        if let Some(seen) = connect_and_close(address, patience).await {
            return seen;
        }
        // Some WebRTC dials fail, which is another bug.
    }
}

async fn connect_and_close(address: &str, patience: Duration) -> Option<bool> {
    let (mut listener, mut dialer) = (swarm(), swarm());
    let target = listen(&mut listener, address).await;
    listen(&mut dialer, address).await; // https://github.com/libp2p/rust-libp2p/issues/4071

    let peer = *listener.local_peer_id();
    let options = DialOpts::peer_id(peer).addresses(vec![target]).build();
    dialer.dial(options).unwrap();
    both_connected(&mut listener, &mut dialer).await?;

    dialer.disconnect_peer_id(peer).unwrap();
    tokio::spawn(async move { while dialer.next().await.is_some() {} });
    let closed = async {
        while !matches!(
            listener.select_next_some().await,
            SwarmEvent::ConnectionClosed { .. }
        ) {}
    };
    Some(timeout(patience, closed).await.is_ok())
}

/// `None`: the dial fails. WebRTC needs both swarms to be polled until both are connected.
async fn both_connected(listener: &mut Node, dialer: &mut Node) -> Option<()> {
    let (mut opened, mut dialled) = (false, false);
    while !(opened && dialled) {
        tokio::select! {
            event = listener.select_next_some() => {
                opened |= matches!(event, SwarmEvent::ConnectionEstablished { .. });
            }
            event = dialer.select_next_some() => match event {
                SwarmEvent::ConnectionEstablished { .. } => dialled = true,
                SwarmEvent::OutgoingConnectionError { .. } => return None,
                _ => {}
            }
        }
    }
    Some(())
}

/// A swarm that does not close unused connections by itself: by default it does after 10 s, which would hide the bug.
fn swarm() -> Node {
    SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(
            tcp::Config::default(),
            noise::Config::new,
            yamux::Config::default,
        )
        .unwrap()
        .with_other_transport(|keypair| {
            let certificate = Certificate::generate(&mut rand::rng()).unwrap();
            Transport::new(keypair.clone(), certificate)
                .map(|(peer, connection), _| (peer, StreamMuxerBox::new(connection)))
        })
        .unwrap()
        .with_behaviour(|_| dummy::Behaviour)
        .unwrap()
        .with_swarm_config(|config| config.with_idle_connection_timeout(Duration::from_secs(3600)))
        .build()
}

async fn listen(swarm: &mut Node, address: &str) -> Multiaddr {
    swarm.listen_on(address.parse().unwrap()).unwrap();
    loop {
        if let SwarmEvent::NewListenAddr { address, .. } = swarm.select_next_some().await {
            return address;
        }
    }
}
