//! Webhooks, packed and signed as Meta does.
//!
//! Source: [webhooks](https://developers.facebook.com/docs/messenger-platform/webhooks) of 2026-05-05: what is signed is the
//! body in its escaped form, which is also what is sent.

use std::fmt::Write as _;

use bytes::Bytes;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, HeaderValue, header};
use serde_json::Value;
use sha2::Sha256;

use crate::world::Webhook;

/// The webhook with that body.
pub(crate) fn webhook(body: &Value, app_secret: &str) -> Webhook {
    let body = escaped(&body.to_string());
    let mut mac =
        Hmac::<Sha256>::new_from_slice(app_secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(body.as_bytes());
    let mut signature = "sha256=".to_owned();
    for byte in mac.finalize().into_bytes() {
        _ = write!(signature, "{byte:02x}"); // a String takes everything
    }
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("x-hub-signature-256", HeaderValue::try_from(signature).expect("hexadecimal digits"));
    Webhook { headers, body: Bytes::from(body) }
}

/// JSON in ASCII alone: `ä` is `\u00e4`, and a slash has one before it.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '/' => escaped.push_str("\\/"),
            letter if letter.is_ascii() => escaped.push(letter),
            letter => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    _ = write!(escaped, "\\u{unit:04x}"); // a String takes everything
                }
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_body_is_ascii_and_says_the_same() {
        let body = json!({ "text": "äöå 🤷 \"a/b\"", "url": "https://example.com/" });
        let webhook = webhook(&body, "secret");
        assert!(webhook.body.is_ascii());
        assert!(webhook.body.windows(6).any(|window| window == b"\\u00e4"));
        assert_eq!(serde_json::from_slice::<Value>(&webhook.body).unwrap(), body);
    }

    #[test]
    fn the_signature_is_the_documented_one() {
        let webhook = webhook(&json!({}), "key");
        // printf '{}' | openssl dgst -sha256 -hmac key
        let expected = "sha256=a777724d943eb48dc69bca8a4a6d57a04db3f9ec7e1de4e581e860265bdf3032";
        assert_eq!(webhook.headers["x-hub-signature-256"], expected);
    }
}
