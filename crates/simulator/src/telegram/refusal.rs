//! Calls that are refused, in Telegram's words.

use serde_json::{Map, Value, json};

use crate::call::Answer;

/// Why a call is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Refusal {
    code: u16,
    description: String,
    retry_after: Option<u32>,
}

impl Refusal {
    pub(super) fn bad(description: impl AsRef<str>) -> Self {
        Self::new(400, &format!("Bad Request: {}", description.as_ref()))
    }

    pub(super) fn forbidden(description: &str) -> Self {
        Self::new(403, &format!("Forbidden: {description}"))
    }

    pub(super) fn not_found(description: &str) -> Self {
        Self::new(404, description)
    }

    pub(super) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    pub(super) fn too_large() -> Self {
        Self::new(413, "Request Entity Too Large")
    }

    pub(super) fn too_many(seconds: u32) -> Self {
        let description = format!("Too Many Requests: retry after {seconds}");
        Self { retry_after: Some(seconds), ..Self::new(429, &description) }
    }

    /// The server itself is at fault.
    pub(super) fn broken(code: u16) -> Self {
        let description = match code {
            500 => "Internal Server Error",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => "Server Error",
        };
        Self::new(code, description)
    }

    /// The answer that says so: <https://core.telegram.org/bots/api#making-requests>.
    pub(super) fn answer(&self) -> Answer {
        let mut body = Map::from_iter([
            ("ok".to_owned(), false.into()),
            ("error_code".to_owned(), self.code.into()),
            ("description".to_owned(), self.description.clone().into()),
        ]);
        if let Some(seconds) = self.retry_after {
            body.insert("parameters".to_owned(), json!({ "retry_after": seconds }));
        }
        Answer { retry_after: self.retry_after, ..Answer::json(self.code, &Value::Object(body)) }
    }

    fn new(code: u16, description: &str) -> Self {
        Self { code, description: description.to_owned(), retry_after: None }
    }

    #[cfg(test)]
    pub(super) fn description(&self) -> &str {
        &self.description
    }
}
