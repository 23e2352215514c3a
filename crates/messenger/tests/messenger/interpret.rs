//! What the answers of the Send API mean.

use std::time::Duration;

use tertulia_core::{
    Adapter as _, Delivery, Response,
    adapter::{Envelope, Scope},
    plan::Part,
};

use crate::{messenger, to_person};

fn interpret(part: &Part, status: u16, body: &str) -> Delivery {
    let call = messenger().render(part, &Envelope::new(&to_person(), "")).unwrap();
    let response = Response { status, retry_after: None, body: body.as_bytes().to_vec() };
    messenger().interpret(&call, &response)
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
    let sent = r#"{"recipient_id":"24000000000000001","message_id":"m_AG5Hz2U"}"#;
    assert_eq!(class(&interpret(&text(), 200, sent)), "sent m_AG5Hz2U");
    assert_eq!(class(&interpret(&text(), 200, r#"{"message_id":"m_guest"}"#)), "sent m_guest");
    assert_eq!(class(&interpret(&Part::Typing, 200, r#"{"recipient_id":"24000000000000001"}"#)), "sent -");
    for body in ["", "<html>", "[]", "{}", r#"{"message_id":5}"#] {
        assert_eq!(class(&interpret(&text(), 200, body)), "maybe sent", "{body}");
    }
}

#[test]
fn errors_are_told_apart_by_code_and_subcode() {
    for (code, subcode, expected) in [
        (1, 0, "retry"),
        (1, 1_357_046, "maybe sent"),
        (2, 0, "retry"),
        (3, 0, "account down"),
        (4, 0, "after 60 s Account"),
        (4, 2_018_354, "rejected"),
        (9, 2_018_352, "retry"),
        (10, 0, "account down"),
        (10, 1_893_015, "unreachable"),
        (10, 1_893_063, "account down"),
        (10, 2_018_065, "window closed"),
        (10, 2_018_108, "unreachable"),
        (10, 2_018_278, "window closed"),
        (10, 2_018_300, "rejected"),
        (10, 2_018_321, "retry"),
        (10, 2_534_022, "window closed"),
        (17, 0, "after 60 s Account"),
        (100, 0, "rejected"),
        (100, 2_018_001, "unreachable"),
        (100, 2_018_008, "rejected"),
        (100, 2_018_109, "rejected"),
        (100, 2_534_037, "rejected"),
        (190, 463, "account down"),
        (200, 0, "account down"),
        (200, 1_545_041, "unreachable"),
        (230, 0, "account down"),
        (368, 0, "account down"),
        (551, 0, "unreachable"),
        (551, 1_545_041, "unreachable"),
        (613, 0, "after 60 s Account"),
        (613, 1_893_016, "after 3600 s Account"),
        (613, 2_018_338, "after 3600 s Account"),
        (613, 2_534_040, "after 60 s Account"),
        (80_006, 0, "after 60 s Account"),
        (99_999, 0, "rejected"),
    ] {
        let body = format!(r#"{{"error":{{"message":"why","code":{code},"error_subcode":{subcode}}}}}"#);
        for status in [400, 403] {
            assert_eq!(class(&interpret(&text(), status, &body)), expected, "{code}/{subcode}");
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
    let unknown = r#"{"error":{"code":99999}}"#;
    assert_eq!(class(&interpret(&text(), 500, unknown)), "retry");
}

#[test]
fn the_platform_knows_best_how_long_to_wait() {
    let call = messenger().render(&text(), &Envelope::new(&to_person(), "")).unwrap();
    let response = Response {
        status: 400,
        retry_after: Some(Duration::from_secs(7)),
        body: br#"{"error":{"code":613}}"#.to_vec(),
    };
    let wait = Delivery::RetryAfter { after: Duration::from_secs(7), scope: Scope::Account };
    assert_eq!(messenger().interpret(&call, &response), wait);
}

#[test]
fn a_reason_names_the_error_and_quotes_no_token() {
    let body = r#"{"error":{"message":"(#10) Outside of allowed window","type":"OAuthException","code":10,
        "error_subcode":2018278,"fbtrace_id":"A1"}}"#;
    let reason = "error 10/2018278 OAuthException: (#10) Outside of allowed window (fbtrace_id A1)";
    assert_eq!(interpret(&text(), 400, body), Delivery::WindowClosed(reason.to_owned()));
    let body =
        r#"{"error":{"message":"Malformed access token PAGE-TOKEN","type":"OAuthException","code":190}}"#;
    assert_eq!(interpret(&text(), 400, body), Delivery::AccountDown("error 190 OAuthException".to_owned()));
}
