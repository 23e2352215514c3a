//! What an answer of the Graph API means, before any platform's table of errors is asked.

use std::time::Duration;

use serde::Deserialize;
use tertulia_core::{Delivery, Response, adapter::Scope};

use crate::{GraphError, lenient};

/// What became of a call.
///
/// `taken` reads the answer of a call that was taken, `table` knows the errors of a platform; an error it
/// does not know is judged by its status. An answer that something in between may have written instead of
/// the Graph API (502, 504, a 200 without JSON) tells nothing of what became of the call.
pub fn delivery<'a, T: Deserialize<'a>>(
    response: &'a Response,
    taken: impl FnOnce(T) -> Delivery,
    table: impl FnOnce(&GraphError) -> Option<Delivery>,
) -> Delivery {
    let status = response.status;
    if let Some(error) = GraphError::read(&response.body) {
        return match table(&error) {
            Some(delivery) => delivery,
            None if error.transient => Delivery::Retry(error.to_string()),
            None => by_status(response, error.to_string()),
        };
    }
    match status {
        200..=299 => match serde_json::from_slice(&response.body).ok().and_then(lenient::read) {
            Some(body) => taken(body),
            None => Delivery::MaybeSent(format!("answered {status} without JSON")),
        },
        502 | 504 => Delivery::MaybeSent(format!("an edge answered {status}")),
        _ => by_status(response, format!("answered {status} without JSON")),
    }
}

/// Too fast: as long as the platform says, else as long as its documentation or experience does.
pub fn retry_after(response: &Response, default: Duration, scope: Scope) -> Delivery {
    Delivery::RetryAfter { after: response.retry_after.unwrap_or(default), scope }
}

/// For how long to wait after a 429 that tells nothing more.
const TOO_MANY_REQUESTS: Duration = Duration::from_secs(60);

fn by_status(response: &Response, reason: String) -> Delivery {
    match response.status {
        429 => retry_after(response, TOO_MANY_REQUESTS, Scope::Account),
        // The server gave up waiting for the rest of the request.
        408 | 500..=599 => Delivery::Retry(reason),
        401 => Delivery::AccountDown(reason),
        _ => Delivery::Rejected(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Taken {
        #[serde(default, deserialize_with = "lenient::string")]
        message_id: Option<String>,
    }

    fn response(status: u16, body: &str) -> Response {
        Response { status, retry_after: None, body: body.as_bytes().to_vec() }
    }

    /// With a table that knows the code 7 only.
    fn read(response: &Response) -> Delivery {
        delivery(
            response,
            |taken: Taken| Delivery::Sent(taken.message_id),
            |error| (error.code == Some(7)).then(|| Delivery::Unreachable(error.to_string())),
        )
    }

    #[test]
    fn a_call_was_taken_if_the_answer_is_an_object() {
        let taken = response(200, r#"{"message_id":"m_1","more":1}"#);
        assert_eq!(read(&taken), Delivery::Sent(Some("m_1".to_owned())));
        for body in ["", "OK", "[]", "true", "<html>", r#"{"message_id":"#] {
            assert!(matches!(read(&response(200, body)), Delivery::MaybeSent(_)), "{body}");
        }
    }

    #[test]
    fn a_known_error_counts_whatever_the_status() {
        for status in [200, 400, 429, 500, 504] {
            let delivery = read(&response(status, r#"{"error":{"code":7}}"#));
            assert_eq!(delivery, Delivery::Unreachable("error 7".to_owned()), "{status}");
        }
    }

    #[test]
    fn an_unknown_error_is_final_unless_it_says_otherwise() {
        let unknown = r#"{"error":{"code":99999}}"#;
        let transient = r#"{"error":{"code":99999,"is_transient":true}}"#;
        assert_eq!(read(&response(400, unknown)), Delivery::Rejected("error 99999".to_owned()));
        assert_eq!(read(&response(504, unknown)), Delivery::Retry("error 99999".to_owned()));
        assert_eq!(read(&response(400, transient)), Delivery::Retry("error 99999".to_owned()));
    }

    #[test]
    fn an_edge_does_not_know_what_became_of_the_call() {
        for status in [502, 504] {
            let delivery = read(&response(status, "<html>Bad Gateway</html>"));
            assert!(matches!(delivery, Delivery::MaybeSent(_)), "{status}");
        }
        for status in [408, 500, 503, 529] {
            assert!(matches!(read(&response(status, "")), Delivery::Retry(_)), "{status}");
        }
        assert!(matches!(read(&response(401, "")), Delivery::AccountDown(_)));
        for status in [0, 301, 400, 404, 600] {
            assert!(matches!(read(&response(status, "")), Delivery::Rejected(_)), "{status}");
        }
    }

    #[test]
    fn the_platform_knows_best_how_long_to_wait() {
        let wait =
            |seconds| Delivery::RetryAfter { after: Duration::from_secs(seconds), scope: Scope::Account };
        let mut response = response(429, "");
        assert_eq!(read(&response), wait(60));
        response.retry_after = Some(Duration::from_secs(7));
        assert_eq!(read(&response), wait(7));
    }
}
