//! Errors of the Graph API.
//!
//! Source: [error handling](https://developers.facebook.com/docs/graph-api/guides/error-handling).

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::call::{Answer, ApiCall};

/// Why a call is refused, in the Graph API's words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) class: &'static str,
    pub(crate) code: u32,
    pub(crate) subcode: Option<u32>,
    pub(crate) message: String,
    /// What WhatsApp says besides.
    pub(crate) details: Option<String>,
    pub(crate) retry_after: Option<u32>,
}

impl Refusal {
    pub(crate) fn new(code: u32, message: impl Into<String>) -> Self {
        Self {
            status: 400,
            class: "OAuthException",
            code,
            subcode: None,
            message: message.into(),
            details: None,
            retry_after: None,
        }
    }

    pub(crate) fn subcode(self, subcode: u32) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    pub(crate) fn details(self, details: impl Into<String>) -> Self {
        Self { details: Some(details.into()), ..self }
    }

    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The access token is none of ours.
    pub(crate) fn token() -> Self {
        Self::new(190, "Invalid OAuth access token - Cannot parse access token").status(401)
    }

    /// There is no such object, or it has no such edge.
    pub(crate) fn unknown(call: &ApiCall, id: &str) -> Self {
        let message = format!(
            "Unsupported {} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or \
             does not support this operation",
            call.method.as_str().to_ascii_lowercase(),
        );
        Self { class: "GraphMethodException", ..Self::new(100, message).subcode(33) }
    }

    /// The call comes too soon after others.
    pub(crate) fn too_many(code: u32, message: &str, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(code, message).status(429) }
    }

    /// The Graph API itself fails.
    pub(crate) fn broken(status: u16) -> Self {
        Self::new(2, "An unexpected error has occurred. Please retry your request later.").status(status)
    }

    /// The refusal that a fault is; `too_many` is that of a call too many. `None` for faults that refuse nothing.
    pub(crate) fn of(fault: crate::Fault, too_many: fn(u32) -> Self) -> Option<Self> {
        match fault {
            crate::Fault::TooMany { seconds } => Some(too_many(seconds)),
            crate::Fault::ServerError { status } => Some(Self::broken(status)),
            _ => None,
        }
    }

    pub(crate) fn answer(&self, call: &ApiCall) -> Answer {
        let body = json!({ "error": self.error(call) });
        Answer { retry_after: self.retry_after, ..Answer::json(self.status, &body) }
    }

    fn error(&self, call: &ApiCall) -> Value {
        let mut error = json!({
            "message": self.message,
            "type": self.class,
            "code": self.code,
            "fbtrace_id": trace(call),
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = subcode.into();
        }
        if let Some(details) = &self.details {
            error["error_data"] = json!({ "messaging_product": "whatsapp", "details": details });
        }
        if self.code == 2 {
            error["is_transient"] = true.into();
        }
        error
    }
}

/// The number by which Meta's support finds a call: here it follows from the call, so that runs are alike.
fn trace(call: &ApiCall) -> String {
    let mut hash = Sha256::new();
    hash.update(&call.path);
    hash.update(&call.body);
    let letters = hash.finalize().into_iter().take(5).map(|byte| format!("{byte:02x}"));
    format!("A{}", letters.collect::<String>())
}
