//! Calls to a platform's API, as values: what is to be asked, and what came back.

use std::{fmt, future::Future, pin::Pin, time::Duration};

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// One call to a platform's API, without credentials: what the outbox keeps.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Call {
    /// What is called, in the platform's words: a Bot API method, or an edge such as `messages`.
    pub endpoint: String,
    /// The JSON body.
    pub body: Box<RawValue>,
}

impl Call {
    /// A call of this endpoint with this body.
    ///
    /// # Panics
    ///
    /// If `body` does not serialise: wire types are plain data, so this is a mistake in an adapter.
    pub fn new(endpoint: impl Into<String>, body: &impl Serialize) -> Self {
        let body = serde_json::value::to_raw_value(body).expect("wire types are plain data");
        Self { endpoint: endpoint.into(), body }
    }
}

/// An HTTP request ready to be sent, credentials included. It is always a POST of JSON.
///
/// The address may hold a token, so it is a secret and never printed.
pub struct Request {
    /// The address.
    pub url: SecretString,
    /// The value of the `Authorization` header, if the platform takes its credentials there.
    pub authorization: Option<SecretString>,
    /// The JSON body.
    pub body: Vec<u8>,
    /// How long to wait for the whole answer.
    pub timeout: Duration,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("body", &self.body.len()).finish_non_exhaustive()
    }
}

/// What an API answered.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The seconds of a `Retry-After` header.
    pub retry_after: Option<Duration>,
    /// The body, whatever it is.
    pub body: Vec<u8>,
}

/// Why there is no answer. Never holds an address.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// The request was never written: asking again is safe.
    #[error("not sent: {0}")]
    NotSent(String),
    /// The request may have been read before the connection failed.
    #[error("no answer: {0}")]
    NoAnswer(String),
}

/// Something that sends requests: the network in production, a fake in tests.
pub trait Http: Send + Sync {
    /// Sends one request and reads the whole answer.
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>>;
}
