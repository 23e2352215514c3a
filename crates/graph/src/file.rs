//! Files: uploads before the message, and where Meta keeps what people sent.

use http::Uri;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value};
use tertulia_core::{
    Delivery, Request, Response,
    file::{Access, Multipart},
};

use crate::{Accounts, GraphError, delivery};

/// Where Meta keeps files. The certificates of these hosts are its own.
const HOSTS: [&str; 2] = [".fbcdn.net", ".fbsbx.com"];

impl Accounts {
    /// A form for `{graph_url}/{id}/{endpoint}`, with the account's token. `None` if the account is none of ours.
    pub fn upload(&self, id: &str, endpoint: &str, form: Multipart) -> Option<Request> {
        let authorization = Some(self.bearer(id)?);
        let url = format!("{}/{id}/{endpoint}", self.graph_url);
        Some(Request { authorization, ..Request::form(url, form) })
    }

    /// A question to `{graph_url}/{path}`, with the account's token. `None` if the account is none of ours.
    pub fn ask(&self, id: &str, path: &str) -> Option<Request> {
        let authorization = Some(self.bearer(id)?);
        Some(Request { authorization, ..Request::get(format!("{}/{path}", self.graph_url)) })
    }

    /// How a file may be fetched there. The token is shown to the Graph API's own host, and to those of `shown_to`.
    pub fn access(&self, id: &str, url: &str, shown_to: &[&str]) -> Access {
        let (Ok(url), Ok(api)) = (url.parse::<Uri>(), self.graph_url.parse::<Uri>()) else {
            return Access::default();
        };
        let of_api = url.scheme() == api.scheme() && url.authority() == api.authority();
        let host = url.host().unwrap_or_default().to_ascii_lowercase();
        // Who asks for another port, or shows credentials, is not sent there by Meta.
        let plain = url.scheme_str() == Some("https") && url.authority().is_some_and(|it| *it == *host);
        let of_meta = plain && HOSTS.iter().any(|ending| host.ends_with(ending));
        let shown = of_api || (of_meta && shown_to.contains(&&*host));
        Access { own: of_api || of_meta, authorization: self.bearer(id).filter(|_| shown) }
    }

    fn bearer(&self, id: &str) -> Option<SecretString> {
        let (_, token) = self.tokens.iter().find(|(ours, _)| ours == id)?;
        Some(format!("Bearer {}", token.expose_secret()).into())
    }
}

/// The text in one field of an answer.
///
/// # Errors
///
/// What became of the call instead, after the platform's table of errors.
pub fn told(
    response: &Response,
    field: &str,
    table: impl FnOnce(&GraphError) -> Option<Delivery>,
) -> Result<String, Delivery> {
    let read = |answer: Map<String, Value>| {
        Delivery::Sent(match answer.get(field) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        })
    };
    match delivery(response, read, table) {
        Delivery::Sent(Some(text)) => Ok(text),
        Delivery::Sent(None) => Err(Delivery::Rejected(format!("the answer has no `{field}`"))),
        other => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Account;

    fn accounts(graph_url: &str) -> Accounts {
        let account = Account {
            id: "1040".to_owned(),
            token: "token".into(),
            app_secrets: Vec::new(),
            verify_tokens: Vec::new(),
        };
        Accounts::new([account], graph_url)
    }

    #[test]
    fn a_token_is_shown_to_whom_it_belongs() {
        let accounts = accounts("https://graph.facebook.com/v26.0");
        for (url, own, shown) in [
            ("https://graph.facebook.com/v26.0/449", true, true),
            ("https://lookaside.fbsbx.com/a?mid=1", true, true),
            ("https://LOOKASIDE.fbsbx.com/a", true, true),
            ("https://cdn.fbsbx.com/a", true, false),
            ("https://scontent.xx.fbcdn.net/a.jpg", true, false),
            ("http://graph.facebook.com/v26.0/449", false, false),
            ("https://graph.facebook.com:8443/", false, false),
            ("https://graph.facebook.com@evil.test/", false, false),
            ("https://graph.facebook.com.evil.test/", false, false),
            ("https://user@lookaside.fbsbx.com/a", false, false),
            ("https://lookaside.fbsbx.com:444/a", false, false),
            ("https://evil.test/lookaside.fbsbx.com", false, false),
            ("http://lookaside.fbsbx.com/a", false, false),
            ("//lookaside.fbsbx.com/a", false, false),
            ("", false, false),
        ] {
            let access = accounts.access("1040", url, &["lookaside.fbsbx.com"]);
            assert_eq!((access.own, access.authorization.is_some()), (own, shown), "{url}");
        }
        let unknown = accounts.access("1041", "https://graph.facebook.com/", &[]);
        assert!(unknown.authorization.is_none());
    }

    #[test]
    fn an_answer_tells_a_field_or_what_became_of_the_call() {
        let told = |status, body: &str| {
            let response = Response { status, retry_after: None, body: body.as_bytes().to_vec() };
            told(&response, "id", |_| None)
        };
        assert_eq!(told(200, r#"{"id":"449"}"#), Ok("449".to_owned()));
        assert_eq!(told(200, r#"{"id":449}"#), Ok("449".to_owned()));
        for (status, body) in [(200, "{}"), (200, r#"{"id":null}"#), (400, r#"{"error":{"code":9}}"#)] {
            assert!(matches!(told(status, body), Err(Delivery::Rejected(_))), "{body}");
        }
        assert!(matches!(told(502, "<html>"), Err(Delivery::MaybeSent(_))));
        assert!(matches!(told(500, ""), Err(Delivery::Retry(_))));
    }
}
