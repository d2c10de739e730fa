//! The nodes of this program, and who answers which request.

use std::collections::HashMap;

use futures::{
    FutureExt, StreamExt,
    future::{BoxFuture, join_all, ready},
    stream::FuturesUnordered,
};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::{
    events::Events,
    hello::hello,
    node::NodeHandle,
    protocol::{Ask, Failure, Method, Outcome, Request, RequestId, Start},
    stdio::{Line, Output, TooLong},
};

pub struct Program {
    output: Output,
    nodes: HashMap<String, NodeHandle>,
    /// Answers on their way. Requests reach their nodes in the order in which they were read, answers come when ready.
    answers: FuturesUnordered<BoxFuture<'static, ()>>,
}

impl Program {
    pub fn new(output: Output) -> Self {
        Self {
            output,
            nodes: HashMap::new(),
            answers: FuturesUnordered::new(),
        }
    }

    /// Serves requests until there are no more lines.
    pub async fn serve(&mut self, mut lines: mpsc::Receiver<Line>) {
        loop {
            tokio::select! {
                line = lines.recv() => match line {
                    Some(line) => self.on_line(line),
                    None => return,
                },
                Some(()) = self.answers.next() => {}
            }
        }
    }

    /// Closes all nodes and gives the answers that are still due.
    pub async fn close(&mut self) {
        join_all(self.nodes.drain().map(|(_, node)| node.stop())).await;
        while self.answers.next().await.is_some() {}
    }

    fn on_line(&mut self, line: Line) {
        let request = match line {
            Ok(line) => Request::parse(&line),
            Err(TooLong) => Err((None, Failure::invalid("no request: the line is too long"))),
        };
        match request {
            Ok(Request { id, method }) => {
                let outcome = self.fulfil(method);
                let output = self.output.clone();
                self.answers
                    .push(async move { output.send(&answer(Some(id), outcome.await)) }.boxed());
            }
            Err((id, failure)) => self.output.send(&answer(id, Err(failure))),
        }
    }

    fn fulfil(&mut self, method: Method) -> BoxFuture<'static, Outcome> {
        match method {
            Method::Hello => ready(Ok(hello())).boxed(),
            Method::Start(name, params) => self.start(name, *params),
            Method::Stop(name) => self.stop(&name),
            Method::Ask(name, ask) => self.ask(&name, ask),
        }
    }

    fn start(&mut self, name: String, params: Start) -> BoxFuture<'static, Outcome> {
        if self.nodes.get(&name).is_some_and(NodeHandle::is_running) {
            let failure = Failure::invalid(format_args!("there is already a node {name:?}"));
            return ready(Err(failure)).boxed();
        }
        let events = Events::new(&name, self.output.clone());
        let (node, outcome) = NodeHandle::start(params, events);
        self.nodes.insert(name, node);
        outcome.boxed()
    }

    fn stop(&mut self, name: &str) -> BoxFuture<'static, Outcome> {
        match self.nodes.remove(name) {
            Some(node) => node.stop().map(|()| Ok(json!({}))).boxed(),
            None => ready(Err(no_such_node(name))).boxed(),
        }
    }

    fn ask(&self, name: &str, ask: Ask) -> BoxFuture<'static, Outcome> {
        match self.nodes.get(name) {
            Some(node) => node.ask(ask).boxed(),
            None => ready(Err(no_such_node(name))).boxed(),
        }
    }
}

fn no_such_node(name: &str) -> Failure {
    Failure::invalid(format_args!("no such node: {name:?}"))
}

fn answer(id: Option<RequestId>, outcome: Outcome) -> Value {
    match outcome {
        Ok(result) => json!({ "id": id, "result": result }),
        Err(error) => json!({ "id": id, "error": error }),
    }
}
