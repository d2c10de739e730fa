//! What is said in a direct message, as in universal-connectivity.

use std::time::{SystemTime, UNIX_EPOCH};

use prost::Message;

use crate::versions;

#[derive(Clone, PartialEq, Message)]
pub struct Metadata {
    #[prost(string, tag = "1")]
    pub client_version: String,
    #[prost(int64, tag = "2")]
    pub timestamp: i64,
}

#[derive(Clone, PartialEq, Message)]
pub struct Request {
    #[prost(message, optional, tag = "1")]
    pub metadata: Option<Metadata>,
    /// A string in the definition. The same on the wire, but bytes that are not UTF-8 can be reported as they are.
    #[prost(bytes = "vec", tag = "2")]
    pub content: Vec<u8>,
    #[prost(string, tag = "3")]
    pub r#type: String,
}

#[derive(Clone, PartialEq, Message)]
pub struct Response {
    #[prost(message, optional, tag = "1")]
    pub metadata: Option<Metadata>,
    #[prost(enumeration = "Status", tag = "2")]
    pub status: i32,
    #[prost(string, optional, tag = "3")]
    pub status_text: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, prost::Enumeration)]
pub enum Status {
    Unknown = 0,
    Ok = 200,
    ClientError = 400,
    ServerError = 500,
}

impl Request {
    pub fn text(text: String) -> Self {
        Self {
            metadata: Some(Metadata::now()),
            content: text.into_bytes(),
            r#type: "text/plain".to_owned(),
        }
    }
}

impl Response {
    pub fn ok() -> Self {
        Self {
            metadata: Some(Metadata::now()),
            status: Status::Ok.into(),
            status_text: None,
        }
    }
}

impl Metadata {
    fn now() -> Self {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            client_version: versions::agent(),
            timestamp: since_epoch
                .as_millis()
                .try_into()
                .expect("it is not yet the year 292 million"),
        }
    }
}
