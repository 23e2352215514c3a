//! Calls to a platform's API, as values: what is to be asked, and what came back.

use std::{borrow::Cow, fmt, future::Future, pin::Pin, time::Duration};

use http::Method;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::file::Multipart;

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

/// An HTTP request ready to be sent, credentials included.
///
/// The address may hold a token, so it is a secret and never printed.
pub struct Request {
    /// `POST`; `GET`, which has no body; or `DELETE`.
    pub method: Method,
    /// The address.
    pub url: SecretString,
    /// The value of the `Authorization` header, if the platform takes its credentials there.
    pub authorization: Option<SecretString>,
    /// What the body is.
    pub content_type: Cow<'static, str>,
    /// The body.
    pub body: Vec<u8>,
    /// How long to wait for the whole answer.
    pub timeout: Duration,
    /// The longest answer that is read, in bytes.
    pub longest_answer: usize,
    /// Whether it may only go to addresses that everybody can reach: for addresses that others wrote.
    pub only_public: bool,
}

/// The longest answer of an API: they are small, and a broken peer may send without end.
const LONGEST_ANSWER: usize = 1 << 20;

/// How long the answer of an API is waited for.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How fast bytes certainly go, in bytes a second: slower lines exist, but nobody waits for them.
const SLOWEST: u64 = 128 << 10;

impl Request {
    /// A POST of JSON.
    pub fn json(url: impl Into<SecretString>, body: impl Into<Vec<u8>>) -> Self {
        Self {
            method: Method::POST,
            url: url.into(),
            authorization: None,
            content_type: Cow::Borrowed("application/json"),
            body: body.into(),
            timeout: TIMEOUT,
            longest_answer: LONGEST_ANSWER,
            only_public: false,
        }
    }

    /// A POST of a form with files, which may take as long as they need.
    pub fn form(url: impl Into<SecretString>, form: Multipart) -> Self {
        let (content_type, body) = form.finish();
        let upload = Duration::from_secs(body.len() as u64 / SLOWEST);
        Self { content_type: Cow::Owned(content_type), timeout: TIMEOUT + upload, ..Self::json(url, body) }
    }

    /// A GET.
    pub fn get(url: impl Into<SecretString>) -> Self {
        Self { method: Method::GET, ..Self::json(url, Vec::new()) }
    }
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

/// What a server answered to who fetches something.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The status, and the body.
    pub response: Response,
    /// Where a redirect leads. It is not followed.
    pub location: Option<String>,
    /// What the body is said to be.
    pub content_type: Option<String>,
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
    /// The answer is longer than was to be read.
    #[error("the answer is too long")]
    TooLong,
    /// The address is not for everybody; see [`Request::only_public`].
    #[error("{0}")]
    NotPublic(String),
}

/// Something that sends requests: the network in production, a fake in tests.
pub trait Http: Send + Sync {
    /// Sends one request and reads the whole answer.
    fn send(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>>;

    /// The same, with what is to be known of a file. By default there is nothing to be fetched.
    fn fetch(
        &self,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Answer, TransportError>> + Send + '_>> {
        drop(request);
        Box::pin(async { Err(TransportError::NotSent("nothing can be fetched here".to_owned())) })
    }
}
