//! What the answers of the Cloud API mean.

use std::time::Duration;

use tertulia_core::{
    Adapter as _, Delivery, Response,
    adapter::{Envelope, Scope},
    plan::Part,
};

use crate::{to_person, whatsapp};

fn interpret(part: &Part, status: u16, body: &str) -> Delivery {
    let call = whatsapp().render(part, &Envelope::new(&to_person(), "")).unwrap();
    let response = Response { status, retry_after: None, body: body.as_bytes().to_vec() };
    whatsapp().interpret(&call, &response)
}

fn text() -> Part {
    Part::Text("hi".into())
}

/// What became of it, without the words.
fn class(delivery: &Delivery) -> String {
    match delivery {
        Delivery::Sent(id) => format!("sent {}", id.as_deref().unwrap_or("-")),
        Delivery::RetryAfter { after, scope } => format!("after {} s {scope:?}", after.as_secs()),
        Delivery::Retry(_) => "retry".to_owned(),
        Delivery::WindowClosed(_) => "window closed".to_owned(),
        Delivery::Unreachable(_) => "unreachable".to_owned(),
        Delivery::Rejected(_) => "rejected".to_owned(),
        Delivery::AccountDown(_) => "account down".to_owned(),
        Delivery::MaybeSent(_) => "maybe sent".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn what_was_taken_has_an_id() {
    let sent = r#"{"messaging_product":"whatsapp","contacts":[{"input":"15550100200","wa_id":"15550100200"}],
        "messages":[{"id":"wamid.SENT","message_status":"accepted"}]}"#;
    assert_eq!(class(&interpret(&text(), 200, sent)), "sent wamid.SENT");
    assert_eq!(class(&interpret(&Part::Typing, 200, r#"{"success":true}"#)), "sent -");
    for body in ["", "<html>", "[]", "{}", r#"{"messages":[]}"#, r#"{"messages":[{"id":5}]}"#] {
        assert_eq!(class(&interpret(&text(), 200, body)), "maybe sent", "{body}");
    }
}

#[test]
fn errors_are_told_apart_by_code() {
    for (code, expected) in [
        (0, "account down"),
        (1, "retry"),
        (2, "retry"),
        (3, "account down"),
        (4, "after 60 s Account"),
        (10, "account down"),
        (33, "rejected"),
        (100, "rejected"),
        (190, "account down"),
        (200, "account down"),
        (299, "account down"),
        (368, "account down"),
        (80_007, "after 60 s Account"),
        (130_429, "after 5 s Account"),
        (130_472, "unreachable"),
        (130_497, "unreachable"),
        (131_000, "retry"),
        (131_005, "account down"),
        (131_008, "rejected"),
        (131_009, "rejected"),
        (131_016, "retry"),
        (131_026, "unreachable"),
        (131_031, "account down"),
        (131_037, "account down"),
        (131_042, "account down"),
        (131_047, "window closed"),
        (131_048, "after 3600 s Account"),
        (131_049, "rejected"),
        (131_050, "unreachable"),
        (131_051, "rejected"),
        (131_053, "rejected"),
        (131_056, "after 6 s Chat"),
        (131_057, "retry"),
        (131_062, "unreachable"),
        (132_000, "rejected"),
        (132_069, "rejected"),
        (133_004, "retry"),
        (133_010, "account down"),
        (133_016, "retry"),
        (999_999, "rejected"),
    ] {
        let body =
            format!(r#"{{"error":{{"message":"why","code":{code},"error_data":{{"details":"how"}}}}}}"#);
        for status in [400, 403, 429] {
            let expected = if (code, status) == (999_999, 429) { "after 60 s Account" } else { expected };
            assert_eq!(class(&interpret(&text(), status, &body)), expected, "{code}");
        }
    }
}

#[test]
fn an_answer_that_is_none_of_the_api_is_judged_by_its_status() {
    for (status, expected) in
        [(502, "maybe sent"), (504, "maybe sent"), (500, "retry"), (503, "retry"), (404, "rejected")]
    {
        assert_eq!(class(&interpret(&text(), status, "<html>")), expected, "{status}");
    }
    assert_eq!(class(&interpret(&text(), 500, r#"{"error":{"code":999999}}"#)), "retry");
    assert_eq!(class(&interpret(&text(), 400, r#"{"error":{}}"#)), "rejected", "no code is not the code 0");
}

#[test]
fn the_platform_knows_best_how_long_to_wait() {
    let call = whatsapp().render(&text(), &Envelope::new(&to_person(), "")).unwrap();
    let response = Response {
        status: 400,
        retry_after: Some(Duration::from_secs(9)),
        body: br#"{"error":{"code":131056}}"#.to_vec(),
    };
    let wait = Delivery::RetryAfter { after: Duration::from_secs(9), scope: Scope::Chat };
    assert_eq!(whatsapp().interpret(&call, &response), wait);
}

#[test]
fn a_reason_names_the_error_and_quotes_no_token() {
    let body = r#"{"error":{"message":"(#131047) Re-engagement message","type":"OAuthException","code":131047,
        "error_data":{"messaging_product":"whatsapp","details":"More than 24 hours"},"fbtrace_id":"A1"}}"#;
    let reason =
        "error 131047 OAuthException: (#131047) Re-engagement message: More than 24 hours (fbtrace_id A1)";
    assert_eq!(interpret(&text(), 400, body), Delivery::WindowClosed(reason.to_owned()));
    let body = r#"{"error":{"message":"Malformed access token ACCESS-TOKEN","code":190}}"#;
    assert_eq!(interpret(&text(), 401, body), Delivery::AccountDown("error 190".to_owned()));
}
