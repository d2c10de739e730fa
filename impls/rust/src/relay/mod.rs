//! Circuit relay v2, both sides.

mod reservations;
mod server;

pub use reservations::Reservations;
pub use server::server;
