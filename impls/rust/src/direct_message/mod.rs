//! Direct messages: sent on request, and answered when they arrive.

mod codec;
mod messages;

use std::collections::HashMap;

use libp2p::{
    PeerId,
    request_response::{self, InboundRequestId, Message, OutboundRequestId},
};
use serde_json::json;

use crate::{
    events::Events,
    protocol::{Answer, DirectMessage, Event, Failure, describe},
};
pub use codec::{Codec, PROTOCOL};
use messages::{Request, Response};

type Behaviour = request_response::Behaviour<Codec>;

#[derive(Default)]
pub struct DirectMessages {
    sent: HashMap<OutboundRequestId, Answer>,
    /// Messages that arrived, until their response is sent.
    received: HashMap<InboundRequestId, (PeerId, Vec<u8>)>,
}

impl DirectMessages {
    pub fn send(&mut self, behaviour: &mut Behaviour, message: DirectMessage, answer: Answer) {
        let DirectMessage { peer_id, text, .. } = message;
        // Without a connection, the behaviour would dial.
        if !behaviour.is_connected(&peer_id) {
            return answer.settle::<()>(Err(Failure::not_connected(peer_id)));
        }
        let id = behaviour.send_request(&peer_id, Request::text(text));
        self.sent.insert(id, answer);
    }

    pub fn on_event(
        &mut self,
        behaviour: &mut Behaviour,
        event: request_response::Event<Request, Response>,
        events: &Events,
    ) {
        use request_response::Event as Happened;
        match event {
            Happened::Message { peer, message, .. } => match message {
                Message::Request {
                    request_id,
                    request,
                    channel,
                } => {
                    self.received.insert(request_id, (peer, request.content));
                    // If the stream is gone, the behaviour reports the failure.
                    let _ = behaviour.send_response(channel, Response::ok());
                }
                Message::Response {
                    request_id,
                    response,
                } => self.answered(request_id, response),
            },
            Happened::ResponseSent { request_id, .. } => {
                if let Some((from, content)) = self.received.remove(&request_id) {
                    events.emit(&Event::DirectMessage {
                        from,
                        content: content.into(),
                    });
                }
            }
            Happened::InboundFailure { request_id, .. } => {
                self.received.remove(&request_id);
            }
            Happened::OutboundFailure {
                request_id, error, ..
            } => {
                if let Some(answer) = self.sent.remove(&request_id) {
                    answer.settle::<()>(Err(Failure::failed(describe(&error))));
                }
            }
        }
    }

    fn answered(&mut self, id: OutboundRequestId, response: Response) {
        if let Some(answer) = self.sent.remove(&id) {
            answer.settle(Ok(json!({
                "status": response.status,
                "statusText": response.status_text.unwrap_or_default(),
            })));
        }
    }
}
