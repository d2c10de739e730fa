//! The peer protocol v1 (docs/peer-protocol.md): requests, answers and events as JSON Lines.

mod answer;
mod connection;
mod event;
mod failure;
mod params;
mod request;

pub use answer::{Answer, GaveUp, Outcome, Reply};
pub use connection::{Connection, Direction};
pub use event::{Event, HolePunch, HolePunchOutcome};
pub use failure::{Failure, describe, describe_dial};
pub use params::{DirectMessage, Publish, RelayServer, Start, Tls};
pub use request::{Ask, Method, Request, RequestId};
