//! Direct messages on the wire, as in universal-connectivity: one protobuf each way, each with its length before it.

use std::{
    error::Error,
    io,
    time::{SystemTime, UNIX_EPOCH},
};

use futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::{StreamProtocol, request_response};
use prost::Message;

use crate::versions;

pub const PROTOCOL: &str = "/universal-connectivity/dm/1.0.0";

const LONGEST_MESSAGE: usize = 1024 * 1024;

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

#[derive(Debug, Clone, Default)]
pub struct Codec;

impl request_response::Codec for Codec {
    type Protocol = StreamProtocol;
    type Request = Request;
    type Response = Response;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Request>
    where
        T: AsyncRead + Unpin + Send,
    {
        read(io).await
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Response>
    where
        T: AsyncRead + Unpin + Send,
    {
        read(io).await
    }

    async fn write_request<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        request: Request,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        write(io, &request).await
    }

    async fn write_response<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        response: Response,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        write(io, &response).await
    }
}

async fn read<T, M>(io: &mut T) -> io::Result<M>
where
    T: AsyncRead + Unpin + Send,
    M: Message + Default,
{
    let length = unsigned_varint::aio::read_usize(&mut *io)
        .await
        .map_err(invalid)?;
    if length > LONGEST_MESSAGE {
        return Err(invalid(format!("a message of {length} bytes")));
    }
    let mut bytes = vec![0; length];
    io.read_exact(&mut bytes).await?;
    M::decode(bytes.as_slice()).map_err(invalid)
}

fn invalid(error: impl Into<Box<dyn Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

async fn write<T, M>(io: &mut T, message: &M) -> io::Result<()>
where
    T: AsyncWrite + Unpin + Send,
    M: Message,
{
    io.write_all(&message.encode_length_delimited_to_vec())
        .await?;
    io.flush().await
}
