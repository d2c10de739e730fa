//! Where a node reports what happened.

use serde::Serialize;

use crate::{protocol::Event, stdio::Output};

#[derive(Debug)]
pub struct Events {
    node: String,
    output: Output,
}

#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    event: &'a Event,
    node: &'a str,
    at: f64,
}

impl Events {
    pub fn new(node: &str, output: Output) -> Self {
        Self {
            node: node.to_owned(),
            output,
        }
    }

    pub fn emit(&self, event: &Event) {
        self.output.send(&Report {
            event,
            node: &self.node,
            at: self.output.now(),
        });
    }
}
