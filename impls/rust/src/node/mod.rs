//! One libp2p host: a swarm in a task of its own, driven through its handle.

mod actor;
mod connections;
mod dials;
mod hole_punches;
mod listeners;
mod requests;
mod start;
mod swarm_events;

use std::{any::Any, panic::AssertUnwindSafe};

use futures::{
    FutureExt,
    future::{BoxFuture, Shared},
};
use serde_json::Value;
use tokio::sync::mpsc;

use crate::{
    events::Events,
    protocol::{Answer, Ask, Failure, Outcome, Reply, Start},
};
use actor::Node;

type Inbox = mpsc::UnboundedReceiver<(Ask, Answer)>;

/// The node runs until its handle is dropped.
pub struct NodeHandle {
    asks: mpsc::UnboundedSender<(Ask, Answer)>,
    end: Shared<BoxFuture<'static, End>>,
}

/// How a node's task ended.
#[derive(Debug, Clone)]
enum End {
    NotStarted,
    Stopped,
    Panicked(String),
}

impl NodeHandle {
    /// Starts a node; the future resolves once it listens.
    pub fn start(params: Start, events: Events) -> (Self, impl Future<Output = Outcome>) {
        let (asks, inbox) = mpsc::unbounded_channel();
        let (answer, reply) = Answer::new();
        let task = tokio::spawn(
            AssertUnwindSafe(run(params, events, inbox, answer))
                .catch_unwind()
                .map(|end| end.unwrap_or_else(|panic| End::Panicked(panic_text(&*panic)))),
        );
        let end = task
            .map(|end| end.expect("the task catches panics and is never aborted"))
            .boxed()
            .shared();
        let outcome = outcome_of(reply, end.clone());
        (Self { asks, end }, outcome)
    }

    pub fn is_running(&self) -> bool {
        !self.asks.is_closed()
    }

    /// Has the node do something, within the time that the request allows.
    pub fn ask(&self, ask: Ask) -> impl Future<Output = Outcome> + use<> {
        let (answer, reply) = Answer::new();
        let timeout = ask.timeout();
        // A node that has ended drops the answer, which resolves the reply.
        let _ = self.asks.send((ask, answer));
        let outcome = outcome_of(reply, self.end.clone());
        async move {
            match timeout {
                None => outcome.await,
                Some(limit) => tokio::time::timeout(limit, outcome)
                    .await
                    .unwrap_or_else(|_| {
                        Err(Failure::timeout(format_args!("not done within {limit:?}")))
                    }),
            }
        }
    }

    /// Resolves when the node has closed its connections and listeners.
    pub fn stop(self) -> impl Future<Output = ()> {
        let end = self.end;
        drop(self.asks);
        async move {
            end.await;
        }
    }
}

async fn run(params: Start, events: Events, mut inbox: Inbox, answer: Answer) -> End {
    match start(params, events).await {
        Ok((node, listening)) => {
            answer.settle(Ok(listening));
            node.run(inbox).await;
            End::Stopped
        }
        Err(failure) => {
            // The name is free again by the time that the failure is known.
            inbox.close();
            answer.settle::<()>(Err(failure));
            End::NotStarted
        }
    }
}

async fn start(params: Start, events: Events) -> Result<(Node, Value), Failure> {
    let mut node = Node::new(&params, events)?;
    let listening = node.listen(params.listen).await?;
    Ok((node, listening))
}

async fn outcome_of(reply: Reply, end: impl Future<Output = End>) -> Outcome {
    match reply.await {
        Ok(outcome) => outcome,
        Err(_) => Err(match end.await {
            End::NotStarted => Failure::invalid("the node did not start"),
            End::Stopped => Failure::failed("the node was stopped"),
            End::Panicked(text) => Failure::failed(format_args!("the node panicked: {text}")),
        }),
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "no message".to_owned())
}
