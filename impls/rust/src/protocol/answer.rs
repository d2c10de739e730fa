//! The way back to whoever made a request.

use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot;

use super::Failure;

pub type Outcome = Result<Value, Failure>;

/// Resolves to the outcome, or to an error if the node ended without giving one.
pub type Reply = oneshot::Receiver<Outcome>;

/// The obligation to answer one request.
#[derive(Debug)]
pub struct Answer(oneshot::Sender<Outcome>);

/// Nobody waits for the answer any more: the request's deadline has passed.
#[derive(Debug)]
pub struct GaveUp;

impl Answer {
    pub fn new() -> (Self, Reply) {
        let (sender, reply) = oneshot::channel();
        (Self(sender), reply)
    }

    pub fn give<T: Serialize>(self, outcome: Result<T, Failure>) -> Result<(), GaveUp> {
        let outcome =
            outcome.map(|result| serde_json::to_value(result).expect("results are plain data"));
        self.0.send(outcome).map_err(|_| GaveUp)
    }

    pub fn is_awaited(&self) -> bool {
        !self.0.is_closed()
    }

    /// Answers a request whose outcome leaves nothing to take back if nobody waits for it any more.
    pub fn settle<T: Serialize>(self, outcome: Result<T, Failure>) {
        let _ = self.give(outcome);
    }
}
