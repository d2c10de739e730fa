//! The listener of repro.js: answers identify over WebRTC direct, says its address, and ends with its input.

use futures::StreamExt;
use libp2p::{
    SwarmBuilder, Transport as _, core::muxing::StreamMuxerBox, identify, swarm::SwarmEvent,
};
use libp2p_webrtc::tokio::{Certificate, Transport};

#[tokio::main]
async fn main() {
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .unwrap();
    let mut swarm = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_other_transport(|keypair| {
            let certificate = Certificate::generate(&mut rand::rng()).unwrap();
            Transport::new(keypair.clone(), certificate)
                .map(|(peer, connection), _| (peer, StreamMuxerBox::new(connection)))
        })
        .unwrap()
        .with_behaviour(|keypair| {
            identify::Behaviour::new(identify::Config::new("repro/1".into(), keypair.public()))
        })
        .unwrap()
        .build();
    swarm
        .listen_on("/ip4/127.0.0.1/udp/0/webrtc-direct".parse().unwrap())
        .unwrap();
    let peer = *swarm.local_peer_id();
    std::thread::spawn(|| {
        std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).ok();
        std::process::exit(0);
    });
    loop {
        if let SwarmEvent::NewListenAddr { address, .. } = swarm.select_next_some().await {
            println!("{address}/p2p/{peer}");
        }
    }
}
