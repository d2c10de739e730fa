//! What happened in a node, unasked.

use base64::{Engine, prelude::BASE64_STANDARD};
use libp2p::{Multiaddr, PeerId, StreamProtocol};
use serde::{Serialize, Serializer};

use super::Connection;

#[derive(Debug, Serialize)]
#[serde(
    tag = "event",
    content = "data",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    ConnectionOpened {
        connection: Connection,
    },
    ConnectionClosed {
        connection: Connection,
        reason: Option<String>,
    },
    Identified {
        peer_id: PeerId,
        agent: String,
        #[serde(serialize_with = "as_text")]
        protocols: Vec<StreamProtocol>,
        addresses: Vec<Multiaddr>,
        observed_address: Multiaddr,
    },
    PeerSubscribed {
        peer_id: PeerId,
        topic: String,
    },
    Message {
        topic: String,
        author: PeerId,
        received_from: PeerId,
        #[serde(flatten)]
        content: Content,
    },
    DirectMessage {
        from: PeerId,
        #[serde(flatten)]
        content: Content,
    },
    HolePunchReady {},
    HolePunch(HolePunch),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HolePunch {
    pub peer_id: PeerId,
    pub initiator: Option<bool>,
    pub outcome: HolePunchOutcome,
    pub attempt: Option<u32>,
    pub elapsed_ms: Option<f64>,
    pub message: Option<String>,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HolePunchOutcome {
    Started,
    Succeeded,
    Failed,
}

/// What somebody wrote: text where the bytes are valid UTF-8.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    Text(String),
    Base64(String),
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        String::from_utf8(bytes).map_or_else(
            |error| Self::Base64(BASE64_STANDARD.encode(error.as_bytes())),
            Self::Text,
        )
    }
}

fn as_text<S: Serializer>(protocols: &[StreamProtocol], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(protocols.iter().map(AsRef::<str>::as_ref))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_text_where_they_can_be() {
        assert_eq!(
            Content::from("hé 👋".as_bytes().to_vec()),
            Content::Text("hé 👋".to_owned())
        );
        assert_eq!(
            Content::from(vec![0xff, 0xfe]),
            Content::Base64("//4=".to_owned())
        );
    }

    #[test]
    fn content_is_a_field_among_the_others() {
        let peer_id = PeerId::random();
        let event = Event::DirectMessage {
            from: peer_id,
            content: b"hi".to_vec().into(),
        };
        assert_eq!(
            serde_json::to_value(&event).unwrap(),
            serde_json::json!({
                "event": "direct-message",
                "data": { "from": peer_id.to_string(), "text": "hi" },
            })
        );
    }
}
