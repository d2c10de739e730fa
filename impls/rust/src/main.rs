//! Peer program of the connectivity matrix: hosts rust-libp2p nodes on request.
//! Requests on stdin, answers and events on stdout, logs on stderr (docs/peer-protocol.md).

mod behaviour;
mod chat;
mod direct_message;
mod events;
mod hello;
mod limits;
mod node;
mod ping;
mod program;
mod protocol;
mod relay;
mod stdio;
mod transport;
mod versions;

use std::{process, thread, time::Duration};

use program::Program;
use stdio::Output;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

const CLOSING_LIMIT: Duration = Duration::from_secs(3);
const FLUSHING_LIMIT: Duration = Duration::from_millis(500);

#[tokio::main]
async fn main() {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(EnvFilter::from_default_env())
        .init();
    // Both of rustls' providers are in the dependency tree, and webrtc-rs panics unless one of them is the default.
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .expect("nothing has installed a provider before");

    limits::allow_many_files();

    let output = Output::start();
    let mut program = Program::new(output.clone());
    tokio::select! {
        () = program.serve(stdio::lines()) => {}
        () = stdio::output_closed() => {}
        () = terminated() => {}
    }

    exit_after(CLOSING_LIMIT);
    program.close().await;
    output.flush(FLUSHING_LIMIT);
    process::exit(0);
}

async fn terminated() {
    let mut terminate = signal(SignalKind::terminate()).expect("SIGTERM can be handled");
    let mut interrupt = signal(SignalKind::interrupt()).expect("SIGINT can be handled");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

/// Whatever hangs while closing, the program ends.
fn exit_after(limit: Duration) {
    thread::spawn(move || {
        thread::sleep(limit);
        process::exit(0);
    });
}
