//! Why a request was not fulfilled.

use std::{error::Error, fmt::Display};

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

/// The text of an error with those of its causes. libp2p's errors print their causes in some places and not in others,
/// so a cause that was already printed is left out.
pub fn describe(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let detail = error.to_string();
        if !text.contains(&detail) {
            text = format!("{text}: {detail}");
        }
        cause = error.source();
    }
    text
}
