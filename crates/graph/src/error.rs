//! The error envelope of the Graph API.

use std::fmt;

use serde::Deserialize;

use crate::lenient;

/// What the Graph API says when it refuses: `{"error": {…}}`. Every field may be missing.
///
/// Its text names the error for an operator, without any credential.
/// Source: [Graph API error handling](https://developers.facebook.com/docs/graph-api/guides/error-handling).
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[non_exhaustive]
pub struct GraphError {
    /// The kind of error; what a platform's table of errors is about.
    #[serde(default, deserialize_with = "lenient::integer")]
    pub code: Option<i64>,
    /// What exactly went wrong, within the code.
    #[serde(default, rename = "error_subcode", deserialize_with = "lenient::integer")]
    pub subcode: Option<i64>,
    /// The error in words. It may quote the access token, so it is not printed for code 190.
    #[serde(default, deserialize_with = "lenient::string")]
    pub message: Option<String>,
    /// What the error is called. WhatsApp's reports of messages that did not arrive may have this alone.
    #[serde(default, deserialize_with = "lenient::string")]
    pub title: Option<String>,
    /// The class of the error, such as `OAuthException`.
    #[serde(default, rename = "type", deserialize_with = "lenient::string")]
    pub class: Option<String>,
    /// More about it, from WhatsApp.
    #[serde(default, rename = "error_data", deserialize_with = "details")]
    pub details: Option<String>,
    /// Whether the platform itself expects it to go away.
    #[serde(default, rename = "is_transient", deserialize_with = "lenient::flag")]
    pub transient: bool,
    /// The number by which Meta's support finds the call.
    #[serde(default, deserialize_with = "lenient::string")]
    pub fbtrace_id: Option<String>,
}

/// The code of an access token that is malformed, expired or revoked.
const BAD_TOKEN: i64 = 190;

impl GraphError {
    /// Reads the error out of an answer, if it is one.
    pub fn read(body: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Envelope {
            #[serde(default, deserialize_with = "lenient::object")]
            error: Option<GraphError>,
        }
        lenient::read::<Envelope>(serde_json::from_slice(body).ok()?)?.error
    }

    /// Code and subcode, as a table of errors has them: -1 for a missing code, 0 for a missing subcode.
    pub fn codes(&self) -> (i64, i64) {
        // A missing code must not look like 0, which WhatsApp has for a bad token.
        (self.code.unwrap_or(-1), self.subcode.unwrap_or(0))
    }
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code, self.subcode) {
            (Some(code), Some(subcode)) => write!(f, "error {code}/{subcode}")?,
            (Some(code), None) => write!(f, "error {code}")?,
            _ => f.write_str("error")?,
        }
        if let Some(class) = &self.class {
            write!(f, " {class}")?;
        }
        if self.code != Some(BAD_TOKEN) {
            let message = self.message.as_ref().or(self.title.as_ref());
            for text in [message, self.details.as_ref()].into_iter().flatten() {
                write!(f, ": {text}")?;
            }
        }
        match &self.fbtrace_id {
            Some(id) => write!(f, " (fbtrace_id {id})"),
            None => Ok(()),
        }
    }
}

fn details<'de, D: serde::Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct Data {
        #[serde(default, deserialize_with = "lenient::string")]
        details: Option<String>,
    }
    Ok(lenient::object::<_, Data>(field)?.and_then(|data| data.details))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_read_with_all_it_has() {
        let error = GraphError::read(
            br#"{"error":{"message":"(#131047) Re-engagement message","type":"OAuthException","code":131047,
                "error_data":{"messaging_product":"whatsapp","details":"More than 24 hours"},
                "error_subcode":2494010,"fbtrace_id":"Az8or2yhqkZfEZ-_4Qn_Bam"}}"#,
        )
        .unwrap();
        assert_eq!(error.codes(), (131_047, 2_494_010));
        assert_eq!(
            error.to_string(),
            "error 131047/2494010 OAuthException: (#131047) Re-engagement message: More than 24 hours \
             (fbtrace_id Az8or2yhqkZfEZ-_4Qn_Bam)"
        );
    }

    #[test]
    fn an_error_may_lack_anything() {
        let read =
            |body: &str| GraphError::read(body.as_bytes()).map(|error| (error.codes(), error.to_string()));
        assert_eq!(read(r#"{"error":{}}"#), Some(((-1, 0), "error".to_owned())));
        let odd = r#"{"error":{"code":"4","error_subcode":null,"message":[1],"error_data":"no object"}}"#;
        assert_eq!(read(odd), Some(((4, 0), "error 4".to_owned())));
        for body in ["", "<html>", "[]", "{}", r#"{"error":"no"}"#, r#"{"error":null}"#, "\"error\""] {
            assert_eq!(read(body), None, "{body}");
        }
    }

    #[test]
    fn a_title_stands_in_for_a_missing_message() {
        let read = |body: &str| GraphError::read(body.as_bytes()).unwrap().to_string();
        let title = r#"{"error":{"code":131026,"title":"Message undeliverable"}}"#;
        assert_eq!(read(title), "error 131026: Message undeliverable");
        let both = r#"{"error":{"code":131026,"title":"Message undeliverable","message":"Not on WhatsApp"}}"#;
        assert_eq!(read(both), "error 131026: Not on WhatsApp");
    }

    #[test]
    fn an_error_about_the_token_does_not_quote_it() {
        let body =
            br#"{"error":{"code":190,"type":"OAuthException","message":"Malformed access token EAAB"}}"#;
        assert_eq!(GraphError::read(body).unwrap().to_string(), "error 190 OAuthException");
    }
}
