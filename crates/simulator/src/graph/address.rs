//! What a call is about: `v26.0/1755847768034402/messages?fields=…`.

use std::ops::Range;

use serde_json::Value;

use crate::call::ApiCall;

/// Where the bot finds the simulated platforms: the addresses of files begin so.
pub(crate) const ADDRESS: &str = "http://simulator";

/// The path of a call, without its version.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Path<'a> {
    /// The object: a page, a phone number, a file.
    pub(crate) node: &'a str,
    /// What of it; may be empty.
    pub(crate) edge: &'a str,
}

impl<'a> Path<'a> {
    pub(crate) fn of(call: &'a ApiCall) -> Self {
        let path = call.path.trim_matches('/');
        let rest = match path.split_once('/') {
            Some((version, rest)) if is_version(version) => rest,
            _ => path,
        };
        let (node, edge) = rest.split_once('/').unwrap_or((rest, ""));
        Self { node, edge }
    }
}

fn is_version(part: &str) -> bool {
    const DIGITS: Range<usize> = 1..4;
    let is_number =
        |digits: &str| DIGITS.contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_digit());
    part.strip_prefix('v')
        .and_then(|number| number.split_once('.'))
        .is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// Whether the call has this access token, in its header or where the Graph API takes it besides.
pub(crate) fn authorized(call: &ApiCall, token: &str) -> bool {
    let header = call
        .authorization
        .as_deref()
        .and_then(|header| header.strip_prefix("Bearer ").or_else(|| header.strip_prefix("OAuth ")));
    header == Some(token) || call.parameter("access_token").as_deref() == Some(token)
}

impl ApiCall {
    /// The body, if it is a JSON object. Without a body it is an empty one.
    pub(crate) fn object(&self) -> Option<Value> {
        if self.body.is_empty() {
            return Some(Value::Object(serde_json::Map::new()));
        }
        serde_json::from_slice(&self.body).ok().filter(Value::is_object)
    }

    /// A parameter of the query. Commas may be written as they are.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value.replace("%2C", ","))
    }

    /// The fields that are asked for.
    pub(crate) fn fields(&self) -> Vec<String> {
        let fields = self.parameter("fields").unwrap_or_default();
        fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn call(path: &str, query: &str) -> ApiCall {
        ApiCall {
            method: http::Method::GET,
            path: path.to_owned(),
            query: query.to_owned(),
            authorization: Some("Bearer token".to_owned()),
            content_type: String::new(),
            body: Bytes::new(),
        }
    }

    #[test]
    fn the_version_is_no_part_of_the_path() {
        for (path, node, edge) in [
            ("v26.0/1/messages", "1", "messages"),
            ("1/messages/", "1", "messages"),
            ("v26.0/1", "1", ""),
            ("", "", ""),
            ("v26/1", "v26", "1"),
        ] {
            assert_eq!(Path::of(&call(path, "")), Path { node, edge }, "{path}");
        }
    }

    #[test]
    fn the_query_names_fields() {
        assert_eq!(call("1", "a=b&fields=c%2Cd,e").fields(), ["c", "d", "e"]);
        assert!(call("1", "").fields().is_empty());
    }

    #[test]
    fn a_token_is_the_whole_token() {
        assert!(authorized(&call("1", ""), "token"));
        assert!(!authorized(&call("1", ""), "toke"));
        assert!(authorized(&call("1", "access_token=other"), "other"));
    }
}
