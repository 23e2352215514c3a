//! The calls that a bot makes.

use bytes::Bytes;
use http::Method;
use jiff::Timestamp;
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tertulia_core::{Platform, Request};

use crate::{
    exchange::{Direction, Exchange},
    form,
};

/// A call, as it came over the wire.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct ApiCall {
    #[serde(with = "method")]
    pub(crate) method: Method,
    /// The path below the platform's address, without the leading `/`: `bot1:A/sendMessage`, `1060/messages`.
    pub(crate) path: String,
    /// What stands after the `?`.
    pub(crate) query: String,
    pub(crate) authorization: Option<String>,
    pub(crate) content_type: String,
    #[serde(with = "base64_bytes")]
    pub(crate) body: Bytes,
}

/// What a platform answers.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<u32>,
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self {
            status,
            retry_after: None,
            content_type: "application/json".to_owned(),
            body: body.to_string().into(),
        }
    }
}

impl ApiCall {
    /// The call that a request makes, with the name of the platform that its path begins with.
    pub(crate) fn of(request: Request) -> (String, Self) {
        let url = request.url.expose_secret();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let (platform, path) = path.split_once('/').unwrap_or((path, ""));
        let call = Self {
            method: request.method,
            path: path.to_owned(),
            query: query.to_owned(),
            authorization: request.authorization.map(|secret| secret.expose_secret().to_owned()),
            content_type: request.content_type.into_owned(),
            body: request.body.into(),
        };
        (platform.to_owned(), call)
    }

    /// What is remembered of it. Tokens in the path and in the answer are not.
    pub(crate) fn exchange(&self, platform: Platform, at: Timestamp, answer: Option<&Answer>) -> Exchange {
        Exchange {
            number: 0,
            at,
            platform: platform.as_str(),
            direction: Direction::Call,
            path: without_token(&self.path),
            method: self.method.to_string(),
            body: written(&self.content_type, &self.body),
            status: answer.map_or(0, |answer| answer.status),
            answer: answer.map(|answer| readable(&answer.body)).unwrap_or_default(),
        }
    }
}

/// Telegram's paths begin with `bot` and the token, those of files with `file/` before it.
fn without_token(path: &str) -> String {
    let (before, rest) = path.strip_prefix("file/").map_or(("", path), |rest| ("file/", rest));
    match rest.split_once('/') {
        Some((bot, what)) if bot.starts_with("bot") => format!("{before}bot…/{what}"),
        _ => path.to_owned(),
    }
}

/// A body as it was written: JSON, or the fields of a form, with the lengths of its files.
fn written(content_type: &str, body: &Bytes) -> Value {
    let Some(parts) = form::parts(content_type, body) else { return readable(body) };
    let fields = parts.into_iter().map(|part| {
        let content = match part.filename {
            Some(file) => json!({ "file": file, "bytes": part.content.len() }),
            None => String::from_utf8_lossy(&part.content).into(),
        };
        (part.name, content)
    });
    Value::Object(fields.collect())
}

/// A body as JSON; of one that is none, its length.
fn readable(body: &[u8]) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(body).unwrap_or_else(|_| json!({ "bytes": body.len() }))
}

mod method {
    use http::Method;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(method: &Method, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(method.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Method, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// Bytes in JSON.
pub(crate) mod base64_bytes {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use bytes::Bytes;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(crate) fn serialize<S: Serializer>(bytes: &Bytes, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Bytes, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map(Bytes::from).map_err(D::Error::custom)
    }
}
