//! Understanding a line as a request.

use std::time::Duration;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{
    Failure,
    params::{Dial, DirectMessage, Ping, Publish, Reserve, Start, Subscribe},
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RequestId {
    Number(i64),
    Text(String),
}

#[derive(Debug)]
pub struct Request {
    pub id: RequestId,
    pub method: Method,
}

#[derive(Debug)]
pub enum Method {
    Hello,
    Start(String, Box<Start>),
    Stop(String),
    Ask(String, Ask),
}

/// What a running node is asked to do.
#[derive(Debug)]
pub enum Ask {
    Dial(Dial),
    Ping(Ping),
    Subscribe(Subscribe),
    Publish(Publish),
    DirectMessage(DirectMessage),
    Reserve(Reserve),
    Connections,
}

#[derive(Deserialize)]
struct Envelope {
    id: RequestId,
    method: String,
    #[serde(default)]
    node: Value,
    #[serde(default)]
    params: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

impl Request {
    /// The error carries the id of the request, where the line had one.
    pub fn parse(line: &[u8]) -> Result<Self, (Option<RequestId>, Failure)> {
        let envelope: Envelope = serde_json::from_slice(line)
            .and_then(|object: Map<String, Value>| serde_json::from_value(Value::Object(object)))
            .map_err(|error| (None, Failure::invalid(format_args!("no request: {error}"))))?;
        let id = envelope.id.clone();
        match Method::try_from(envelope) {
            Ok(method) => Ok(Self { id, method }),
            Err(failure) => Err((Some(id), failure)),
        }
    }
}

impl TryFrom<Envelope> for Method {
    type Error = Failure;

    fn try_from(envelope: Envelope) -> Result<Self, Failure> {
        let Envelope {
            method,
            node,
            params,
            ..
        } = envelope;
        let ask = match method.as_str() {
            "hello" => return parse(params).map(|Nothing {}| Self::Hello),
            "start" => return Ok(Self::Start(name(node)?, Box::new(parse(params)?))),
            "stop" => return parse(params).and_then(|Nothing {}| Ok(Self::Stop(name(node)?))),
            "dial" => Ask::Dial(parse(params)?),
            "ping" => Ask::Ping(parse(params)?),
            "subscribe" => Ask::Subscribe(parse(params)?),
            "publish" => Ask::Publish(parse(params)?),
            "direct-message" => Ask::DirectMessage(parse(params)?),
            "reserve" => Ask::Reserve(parse(params)?),
            "connections" => parse(params).map(|Nothing {}| Ask::Connections)?,
            unknown => {
                return Err(Failure::unsupported(format_args!(
                    "unknown method {unknown}"
                )));
            }
        };
        Ok(Self::Ask(name(node)?, ask))
    }
}

impl Ask {
    pub fn timeout(&self) -> Option<Duration> {
        let milliseconds = match self {
            Self::Dial(dial) => dial.timeout_ms,
            Self::Ping(ping) => ping.timeout_ms,
            Self::DirectMessage(message) => message.timeout_ms,
            Self::Reserve(reserve) => reserve.timeout_ms,
            Self::Subscribe(_) | Self::Publish(_) | Self::Connections => return None,
        };
        Some(Duration::from_millis(milliseconds.get()))
    }
}

fn name(node: Value) -> Result<String, Failure> {
    match node {
        Value::String(name) if !name.is_empty() => Ok(name),
        _ => Err(Failure::invalid("this method needs the name of a node")),
    }
}

fn parse<T: DeserializeOwned>(params: Value) -> Result<T, Failure> {
    let params = match params {
        Value::Null => Value::Object(Map::new()),
        Value::Object(_) => params,
        _ => return Err(Failure::invalid("params must be an object")),
    };
    serde_json::from_value(params).map_err(Failure::invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &str) -> (Option<RequestId>, String) {
        let (id, failure) = Request::parse(line.as_bytes()).expect_err("the request is wrong");
        (id, serde_json::to_string(&failure).unwrap())
    }

    #[test]
    fn what_is_no_request_has_no_id() {
        for line in [
            "junk",
            "",
            "[]",
            r#"[1,"hello",null,null]"#,
            r#"{"id":1.5,"method":"hello"}"#,
        ] {
            let (id, failure) = refusal(line);
            assert_eq!(id, None, "{line}");
            assert!(failure.contains("invalid"), "{failure}");
        }
    }

    #[test]
    fn an_unknown_option_is_named() {
        let (id, failure) = refusal(
            r#"{"id":"x","method":"dial","node":"a","params":{"address":"/ip4/1.2.3.4/tcp/5","timeoutMs":1,"twice":true}}"#,
        );
        assert_eq!(id, Some(RequestId::Text("x".to_owned())));
        assert!(failure.contains("invalid") && failure.contains("`twice`"));
    }

    #[test]
    fn an_unknown_method_is_unsupported() {
        assert!(
            refusal(r#"{"id":1,"method":"fly"}"#)
                .1
                .contains("unsupported")
        );
    }

    #[test]
    fn no_params_are_empty_params() {
        let request = Request::parse(br#"{"id":7,"method":"connections","node":"a"}"#).unwrap();
        assert_eq!(request.id, RequestId::Number(7));
        assert!(matches!(request.method, Method::Ask(node, Ask::Connections) if node == "a"));
    }
}
