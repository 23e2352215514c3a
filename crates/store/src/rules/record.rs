//! Rows of queues as operators see them.

use serde_json::Value;

use super::time::timestamp;
use crate::{Queue, Record};

/// A row of a queue, as every engine reads it.
pub(crate) struct Row {
    pub(crate) number: i64,
    pub(crate) kind: String,
    pub(crate) platform: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) at: i64,
    pub(crate) attempts: i64,
    pub(crate) error: Option<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) endpoint: Option<String>,
    /// The names of the person, one in a line.
    pub(crate) person: Option<String>,
}

impl Row {
    /// The row as it is shown.
    pub(crate) fn record(self, queue: Queue) -> Record {
        let Self { number, kind, platform, account, at, attempts, error, body, mut endpoint, person } = self;
        let mut body = &*body;
        // What was set aside of a call is its endpoint, a line feed and the body.
        if queue == Queue::Dead
            && kind == "call"
            && let Some(end) = body.iter().position(|byte| *byte == b'\n')
        {
            endpoint = Some(String::from_utf8_lossy(&body[..end]).into_owned());
            body = &body[end + 1..];
        }
        Record {
            queue,
            number,
            kind,
            platform,
            account,
            person: person.unwrap_or_default().lines().map(str::to_owned).collect(),
            at: timestamp(at),
            attempts,
            error,
            endpoint,
            body: json(body),
        }
    }
}

/// As JSON, or as the text that it is.
pub(crate) fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes).into())
}
