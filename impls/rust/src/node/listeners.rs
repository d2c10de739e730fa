//! The addresses that a node was asked to listen on, and what came of them.

use std::io;

use libp2p::{Multiaddr, core::transport::ListenerId};

use crate::protocol::{Failure, describe};

#[derive(Default)]
pub struct Listeners(Vec<(ListenerId, Listener)>);

enum Listener {
    Open(Vec<Multiaddr>),
    Closed(String),
}

impl Listeners {
    pub fn begun(&mut self, id: ListenerId) {
        self.0.push((id, Listener::Open(Vec::new())));
    }

    /// Notes an address of one of these listeners. False: it belongs to another one.
    pub fn listening(&mut self, id: ListenerId, address: &Multiaddr) -> bool {
        match self.get(id) {
            Some(Listener::Open(addresses)) => {
                addresses.push(address.clone());
                true
            }
            Some(Listener::Closed(_)) | None => false,
        }
    }

    pub fn closed(&mut self, id: ListenerId, reason: &io::Result<()>) {
        if let Some(listener) = self.get(id) {
            let reason = reason
                .as_ref()
                .map_or_else(|error| describe(error), |()| "closed".to_owned());
            *listener = Listener::Closed(reason);
        }
    }

    /// Whether each listener has an address. An error if one of them never will.
    pub fn are_all_listening(&self) -> Result<bool, Failure> {
        for (_, listener) in &self.0 {
            match listener {
                Listener::Open(addresses) if addresses.is_empty() => return Ok(false),
                Listener::Open(_) => {}
                Listener::Closed(reason) => {
                    return Err(Failure::failed(format_args!("listener: {reason}")));
                }
            }
        }
        Ok(true)
    }

    pub fn addresses(&self) -> impl Iterator<Item = &Multiaddr> {
        self.0.iter().flat_map(|(_, listener)| match listener {
            Listener::Open(addresses) => addresses.as_slice(),
            Listener::Closed(_) => &[],
        })
    }

    fn get(&mut self, id: ListenerId) -> Option<&mut Listener> {
        self.0
            .iter_mut()
            .find_map(|(listener_id, listener)| (*listener_id == id).then_some(listener))
    }
}
