//! libp2p-gossipsub: after one message that is too large, nothing that its sender publishes ever arrives again.
//!
//!     cargo run

use std::{env, time::Duration};

use futures::StreamExt;
use libp2p::{
    Multiaddr, Swarm, SwarmBuilder,
    gossipsub::{self, Behaviour, ConfigBuilder, IdentTopic, MessageAuthenticity},
    noise,
    swarm::SwarmEvent,
    tcp, yamux,
};
use tokio::time::{sleep, timeout};

/// What gossipsub takes by default, and what the sender is set to take: as go and js do without being set.
const USUAL: usize = 64 * 1024;
const LARGE: usize = 1024 * 1024;

type Node = Swarm<Behaviour>;

#[tokio::main]
async fn main() {
    let times = env::args()
        .nth(1)
        .and_then(|text| text.parse::<u32>().ok())
        .unwrap_or(3);
    let mut lost = 0;
    for _ in 0..times {
        let [before, large, after] = publish_three().await;
        println!(
            "a small message {}, one of 70 KiB {}, a small one after it {}",
            says(before),
            says(large),
            says(after)
        );
        assert!(
            before,
            "small messages do not arrive at all: this shows nothing of large ones"
        );
        lost += u32::from(!after);
    }
    println!("reproduced: {lost} of {times}");
}

fn says(arrived: bool) -> &'static str {
    if arrived { "arrives" } else { "is lost" }
}

/// Which of a small, a large and again a small message arrive.
async fn publish_three() -> [bool; 3] {
    let (mut receiver, mut sender) = (node(USUAL), node(LARGE));
    let topic = IdentTopic::new("chat");
    for node in [&mut receiver, &mut sender] {
        node.behaviour_mut().subscribe(&topic).unwrap();
    }
    let address = listen(&mut receiver).await;
    sender.dial(address).unwrap();
    both_subscribed(&mut receiver, &mut sender).await;

    let mut arrived = [false; 3];
    for (number, size) in [100, 70 * 1024, 100].into_iter().enumerate() {
        let message = vec![number as u8; size];
        sender
            .behaviour_mut()
            .publish(topic.clone(), message.clone())
            .unwrap();
        let delivery = next_message(&mut receiver, &mut sender);
        arrived[number] = timeout(Duration::from_secs(5), delivery)
            .await
            .is_ok_and(|received| received == message);
    }
    arrived
}

async fn both_subscribed(receiver: &mut Node, sender: &mut Node) {
    let mut subscribed = 0;
    while subscribed < 2 {
        let event = tokio::select! {
            event = receiver.select_next_some() => event,
            event = sender.select_next_some() => event,
        };
        subscribed += u32::from(matches!(
            event,
            SwarmEvent::Behaviour(gossipsub::Event::Subscribed { .. })
        ));
    }
    // Until both have the other in their mesh; a heartbeat is a second.
    let grafted = async {
        loop {
            tokio::select! { _ = receiver.select_next_some() => {}, _ = sender.select_next_some() => {} }
        }
    };
    tokio::select! { () = grafted => {}, () = sleep(Duration::from_secs(3)) => {} }
}

async fn next_message(receiver: &mut Node, sender: &mut Node) -> Vec<u8> {
    loop {
        tokio::select! {
            event = receiver.select_next_some() => {
                if let SwarmEvent::Behaviour(gossipsub::Event::Message { message, .. }) = event {
                    return message.data;
                }
            }
            _ = sender.select_next_some() => {}
        }
    }
}

fn node(max_transmit_size: usize) -> Node {
    SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(
            tcp::Config::default(),
            noise::Config::new,
            yamux::Config::default,
        )
        .unwrap()
        .with_behaviour(|keypair| {
            let config = ConfigBuilder::default()
                .max_transmit_size(max_transmit_size)
                .build()
                .unwrap();
            Behaviour::new(MessageAuthenticity::Signed(keypair.clone()), config).unwrap()
        })
        .unwrap()
        .with_swarm_config(|config| config.with_idle_connection_timeout(Duration::from_secs(3600)))
        .build()
}

async fn listen(swarm: &mut Node) -> Multiaddr {
    swarm
        .listen_on("/ip4/127.0.0.1/tcp/0".parse().unwrap())
        .unwrap();
    loop {
        if let SwarmEvent::NewListenAddr { address, .. } = swarm.select_next_some().await {
            return address;
        }
    }
}
