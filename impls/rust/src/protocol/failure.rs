//! Why a request was not fulfilled.

use std::{error::Error, fmt::Display, iter};

use libp2p::swarm::DialError;
use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Code {
    Unsupported,
    Invalid,
    Failed,
    Timeout,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    code: Code,
    message: String,
}

impl Failure {
    /// This implementation cannot do that.
    pub fn unsupported(message: impl Display) -> Self {
        Self::new(Code::Unsupported, message)
    }

    /// The request is wrong.
    pub fn invalid(message: impl Display) -> Self {
        Self::new(Code::Invalid, message)
    }

    /// The library tried and failed.
    pub fn failed(message: impl Display) -> Self {
        Self::new(Code::Failed, message)
    }

    pub fn timeout(message: impl Display) -> Self {
        Self::new(Code::Timeout, message)
    }

    pub fn not_connected(peer: impl Display) -> Self {
        Self::failed(format_args!("not connected to {peer}"))
    }

    fn new(code: Code, message: impl Display) -> Self {
        Self {
            code,
            message: message.to_string(),
        }
    }
}

/// The text of an error with those of its causes. Some of libp2p's errors have no text of their own, and some print
/// their causes themselves.
pub fn describe(error: &(dyn Error + 'static)) -> String {
    let mut texts: Vec<String> = Vec::new();
    for error in iter::successors(Some(error), |error| (*error).source()) {
        let text = error.to_string();
        if !texts.iter().any(|outer| outer.contains(&text)) {
            texts.push(text);
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.join(": ")
}

/// Why a dial failed, without repeating the address that was dialled.
pub fn describe_dial(error: &DialError) -> String {
    match error {
        DialError::Transport(attempts) => attempts
            .iter()
            .map(|(_, error)| describe(error))
            .collect::<Vec<_>>()
            .join("; "),
        _ => describe(error),
    }
}
