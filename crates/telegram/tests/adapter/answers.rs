//! What the Bot API's answers mean.

use std::time::Duration;

use serde_json::{Value, json};
use tertulia_core::{Adapter, Alias, Call, Delivery, Destination, Response, adapter::Scope};
use tertulia_telegram::TELEGRAM_ID;

use crate::support::telegram;

fn send() -> Call {
    Call::new("sendMessage", &json!({"chat_id": 42, "text": "hi"}))
}

fn private() -> Destination {
    Destination { aliases: vec![Alias::new(TELEGRAM_ID, "42")], ..Destination::default() }
}

fn interpret(call: &Call, status: u16, retry_after: Option<u64>, body: impl Into<Vec<u8>>) -> Delivery {
    let retry_after = retry_after.map(Duration::from_secs);
    telegram().interpret(call, &Response { status, retry_after, body: body.into() })
}

fn refusal(status: u16, description: &str) -> Delivery {
    let body = json!({"ok": false, "error_code": status, "description": description});
    interpret(&send(), status, None, body.to_string())
}

#[test]
fn taken() {
    let ok = |result: Value| interpret(&send(), 200, None, json!({"ok": true, "result": result}).to_string());
    let message = json!({"message_id": 77, "date": 1, "chat": {"id": 42, "type": "private"}, "text": "hi"});
    assert_eq!(ok(message), Delivery::Sent(Some("77".to_owned())));
    assert_eq!(ok(json!(true)), Delivery::Sent(None));
    assert_eq!(ok(json!({"message_id": "x"})), Delivery::Sent(None));
    assert_eq!(interpret(&send(), 200, None, r#"{"ok":true}"#), Delivery::Sent(None));
    let album = json!([{"message_id": 77, "date": 1}, {"message_id": 78, "date": 1}]);
    assert_eq!(ok(album), Delivery::Sent(Some("77".to_owned())), "an album is called by its first message");
    assert_eq!(ok(json!([])), Delivery::Sent(None));
    let edit = Call::new("editMessageText", &json!({"chat_id": 42, "message_id": 77, "text": "hi"}));
    let edited = interpret(&edit, 200, None, json!({"ok": true, "result": {"message_id": 77}}).to_string());
    assert_eq!(edited, Delivery::Sent(Some("77".to_owned())), "the same one, by another reference");
    let unchanged =
        json!({"ok": false, "error_code": 400, "description": "Bad Request: message is not modified"});
    assert_eq!(interpret(&edit, 400, None, unchanged.to_string()), Delivery::Sent(Some("77".to_owned())));
    let old = json!({"ok": false, "error_code": 400, "description": "Bad Request: message can't be edited"});
    assert!(matches!(interpret(&edit, 400, None, old.to_string()), Delivery::Rejected(_)));
    let bare = Call::new("editMessageReplyMarkup", &json!({"chat_id": 42, "message_id": 77}));
    let bare = interpret(&bare, 200, None, json!({"ok": true, "result": {"message_id": 77}}).to_string());
    assert_eq!(bare, Delivery::Sent(None), "it shows nothing new");
}

#[test]
fn taken_or_not() {
    for body in
        ["", "<html>", "{}", "[]", "null", r#"{"ok":"true"}"#, r#"{"ok":true,"result":{"message_id":7"#]
    {
        assert!(matches!(interpret(&send(), 200, None, body), Delivery::MaybeSent(_)), "{body}");
    }
    for status in [0, 100, 502, 504, 700] {
        let delivery = interpret(&send(), status, None, "<h1>Bad Gateway</h1>");
        assert!(matches!(delivery, Delivery::MaybeSent(_)), "{status}");
    }
    let contradiction = interpret(&send(), 500, None, r#"{"ok":true,"result":true}"#);
    assert!(matches!(contradiction, Delivery::MaybeSent(_)));
}

#[test]
fn too_fast() {
    let wait = |call: &Call, seconds: Value, header: Option<u64>| {
        let body = json!({
            "ok": false,
            "error_code": 429,
            "description": "Too Many Requests: retry after 17",
            "parameters": {"retry_after": seconds},
        });
        match interpret(call, 429, header, body.to_string()) {
            Delivery::RetryAfter { after, scope } => (after.as_secs(), scope),
            other => panic!("{other:?}"),
        }
    };
    let press = telegram().answer_press("1", None).unwrap();
    assert_eq!(wait(&send(), json!(17), None), (17, Scope::Chat));
    assert_eq!(wait(&send(), json!(17), Some(3)), (17, Scope::Chat), "the body goes before the header");
    assert_eq!(wait(&send(), json!("soon"), Some(3)), (3, Scope::Chat));
    assert_eq!(wait(&send(), Value::Null, None), (5, Scope::Chat));
    assert_eq!(wait(&send(), json!(60), None), (60, Scope::Chat));
    assert_eq!(wait(&send(), json!(61), None), (61, Scope::Account), "no chat's limit lasts so long");
    assert_eq!(wait(&press, json!(2), None), (2, Scope::Account), "a call to no chat");
    assert_eq!(wait(&send(), json!(u64::MAX), None), (86_400, Scope::Account));
    let edge = interpret(&send(), 429, Some(9), "slow down");
    assert_eq!(edge, Delivery::RetryAfter { after: Duration::from_secs(9), scope: Scope::Chat });
}

#[test]
fn the_bot_is_down() {
    for (status, description) in
        [(401, "Unauthorized"), (404, "Not Found"), (421, "Misdirected Request: bot is logged in elsewhere")]
    {
        let expected = Delivery::AccountDown(format!("{status} {description}"));
        assert_eq!(refusal(status, description), expected);
    }
    // Not the Bot API: a proxy, or a wrong address. Nobody is to be blamed for it.
    for status in [301, 400, 401, 403, 404, 407] {
        let delivery = interpret(&send(), status, None, "<html>Forbidden</html>");
        assert!(matches!(delivery, Delivery::AccountDown(_)), "{status}: {delivery:?}");
    }
}

#[test]
fn the_person_is_out_of_reach() {
    for (status, description) in [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
    ] {
        let expected = Delivery::Unreachable(format!("{status} {description}"));
        assert_eq!(refusal(status, description), expected);
    }
}

#[test]
fn the_group_has_another_id() {
    let answer = |status: u16, parameters: Value| {
        let body = json!({
            "ok": false,
            "error_code": status,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": parameters,
        });
        let call = Call::new("sendMessage", &json!({"chat_id": -4001, "text": "hi"}));
        interpret(&call, status, None, body.to_string())
    };
    let new = json!({"migrate_to_chat_id": -1_001_234_567_890_i64});
    assert_eq!(answer(400, new.clone()), Delivery::Moved("-1001234567890".to_owned()));
    let reason = "Bad Request: group chat was upgraded to a supergroup chat";
    for parameters in [json!({}), json!({"migrate_to_chat_id": "x"}), json!({"migrate_to_chat_id": -4001})] {
        assert_eq!(answer(400, parameters), Delivery::Rejected(format!("400 {reason}")), "it leads nowhere");
    }
    assert_eq!(answer(403, new), Delivery::Unreachable(format!("403 {reason}")));
}

#[test]
fn done_or_too_late_to_matter() {
    for description in [
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
         same as a current content and reply markup of the message",
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "Bad Request: message to delete not found",
        "Bad Request: message to pin not found",
        "Bad Request: message to react not found",
    ] {
        assert_eq!(refusal(400, description), Delivery::Sent(None));
    }
}

#[test]
fn buttons_that_cannot_be_taken_away_are_nobodys_concern() {
    let call = telegram().take_buttons(&private()).unwrap();
    let message = json!({"message_id": 77, "date": 1, "chat": {"id": 42, "type": "private"}, "text": "hi"});
    let edited = interpret(&call, 200, None, json!({"ok": true, "result": message}).to_string());
    assert_eq!(edited, Delivery::Sent(None), "it is no new message");
    let refused = |status: u16, description: &str| {
        let body = json!({"ok": false, "error_code": status, "description": description});
        interpret(&call, status, None, body.to_string())
    };
    for description in [
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
        "Bad Request: message can't be edited",
        "Bad Request: message to edit not found",
        "Bad Request: MESSAGE_ID_INVALID",
        "Bad Request: chat not found",
    ] {
        assert_eq!(refused(400, description), Delivery::Sent(None), "{description}");
    }
    let blocked = refused(403, "Forbidden: bot was blocked by the user");
    assert!(matches!(blocked, Delivery::Unreachable(_)));
    assert!(matches!(refused(500, "Internal Server Error: restart"), Delivery::Retry(_)));
}

#[test]
fn the_call_is_wrong() {
    for (status, description) in [
        (400, "Bad Request: message text is empty"),
        (400, "Bad Request: BUTTON_DATA_INVALID"),
        (400, "Bad Request: REACTION_INVALID"),
        (400, "Bad Request: not enough rights to manage pinned messages in the chat"),
        (400, "Bad Request: wrong file identifier/HTTP URL specified"),
        (400, "Bad Request: failed to get HTTP URL content"),
        (404, "Not Found: method not found"),
        (409, "Conflict: terminated by other getUpdates request"),
        (413, "Request Entity Too Large"),
    ] {
        let expected = Delivery::Rejected(format!("{status} {description}"));
        assert_eq!(refusal(status, description), expected);
    }
    assert!(matches!(interpret(&send(), 413, None, "too large"), Delivery::Rejected(_)));
    assert_eq!(interpret(&send(), 400, None, r#"{"ok":false}"#), Delivery::Rejected("400".to_owned()));
    let Delivery::Rejected(reason) = refusal(400, &"é".repeat(10_000)) else { panic!() };
    assert!(reason.chars().count() < 400, "a reason is short");
}

#[test]
fn telegram_failed() {
    let expected = Delivery::Retry("500 Internal Server Error: restart".to_owned());
    assert_eq!(refusal(500, "Internal Server Error: restart"), expected);
    assert!(matches!(refusal(502, "Bad Gateway"), Delivery::Retry(_)), "in the words of the Bot API");
    for status in [408, 500, 503] {
        assert!(matches!(interpret(&send(), status, None, ""), Delivery::Retry(_)), "{status}");
    }
}
