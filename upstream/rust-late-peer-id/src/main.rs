//! rust-libp2p over QUIC: a dialer that wants to reach somebody else is known to the listener before it refuses.
//!
//!     cargo run [dials]

use std::{env, time::Duration};

use futures::StreamExt;
use libp2p::{
    Multiaddr, PeerId, Swarm, SwarmBuilder, noise,
    swarm::{DialError, SwarmEvent, dial_opts::DialOpts, dummy},
    tcp, tls, yamux,
};
use tokio::time::timeout;

const STACKS: [&str; 3] = ["tcp, Noise", "tcp, TLS", "QUIC"];

#[tokio::main]
async fn main() {
    let dials = env::args()
        .nth(1)
        .and_then(|text| text.parse::<u32>().ok())
        .unwrap_or(50);
    for stack in STACKS {
        let mut learnt = 0;
        for _ in 0..dials {
            learnt += u32::from(learns_who_dialled(stack).await);
        }
        println!(
            "{stack:10}  the listener learns who dialled in {learnt} of {dials} dials that are refused"
        );
        if stack == "QUIC" {
            println!("reproduced: {learnt} of {dials}");
        }
    }
}

/// Whether the listener reports an authenticated connection from a dialer that wants to reach somebody else.
async fn learns_who_dialled(stack: &str) -> bool {
    let (mut listener, mut dialer) = (swarm(stack), swarm(stack));
    let address = listen(&mut listener, stack).await;
    let somebody_else = PeerId::random();
    dialer
        .dial(
            DialOpts::peer_id(somebody_else)
                .addresses(vec![address])
                .build(),
        )
        .unwrap();

    let refusal = async {
        loop {
            if let SwarmEvent::OutgoingConnectionError { error, .. } =
                dialer.select_next_some().await
            {
                return error;
            }
        }
    };
    let dialled_by = async {
        loop {
            if let SwarmEvent::ConnectionEstablished { peer_id, .. } =
                listener.select_next_some().await
            {
                return peer_id;
            }
        }
    };
    // The listener is given half a second more to report it.
    let (error, learnt) = futures::join!(refusal, timeout(Duration::from_millis(500), dialled_by));
    assert!(
        matches!(error, DialError::WrongPeerId { .. }),
        "it is refused for another reason: {error}"
    );
    learnt.is_ok()
}

fn swarm(stack: &str) -> Swarm<dummy::Behaviour> {
    let builder = SwarmBuilder::with_new_identity().with_tokio();
    let (config, yamux) = (tcp::Config::default(), yamux::Config::default);
    if stack == "tcp, TLS" {
        let builder = builder
            .with_tcp(config, tls::Config::new, yamux)
            .unwrap()
            .with_quic();
        builder
            .with_behaviour(|_| dummy::Behaviour)
            .unwrap()
            .build()
    } else {
        let builder = builder
            .with_tcp(config, noise::Config::new, yamux)
            .unwrap()
            .with_quic();
        builder
            .with_behaviour(|_| dummy::Behaviour)
            .unwrap()
            .build()
    }
}

async fn listen(swarm: &mut Swarm<dummy::Behaviour>, stack: &str) -> Multiaddr {
    let address = if stack == "QUIC" {
        "/ip4/127.0.0.1/udp/0/quic-v1"
    } else {
        "/ip4/127.0.0.1/tcp/0"
    };
    swarm.listen_on(address.parse().unwrap()).unwrap();
    loop {
        if let SwarmEvent::NewListenAddr { address, .. } = swarm.select_next_some().await {
            return address;
        }
    }
}
