//! Files: what goes with a call, what Telegram then calls it, and where files are.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::{Value, json};
use tertulia_core::{Adapter, Call, Response, event::File, file::FileBytes};
use tertulia_telegram::{API_URL, Bot, Telegram, limits};

const ACCOUNT: &str = "7000000001";
const TOKEN: &str = "7000000001:AAF-never-print-this-token";

fn telegram() -> Telegram {
    Telegram::new(vec![Bot::new(TOKEN.into(), vec![], None).unwrap()], API_URL, limits::PACE)
}

fn kept(endpoint: &str, body: &Value, result: &Value) -> Vec<(String, String)> {
    let answer = json!({"ok": true, "result": result}).to_string();
    let response = Response { status: 200, retry_after: None, body: answer.into_bytes() };
    let kept = telegram().kept(&Call::new(endpoint, body), &response);
    kept.into_iter().map(|(sent, kept)| (sent, kept.id)).collect()
}

#[test]
fn what_telegram_keeps_is_known_by_its_field() {
    let photo = json!({"photo": [{"file_id": "small"}, {"file_id": "large"}]});
    let sent = json!({"chat_id": 1, "photo": "attach://a"});
    assert_eq!(kept("sendPhoto", &sent, &photo), [("attach://a".into(), "large".into())]);
    let voice = json!({"chat_id": 1, "voice": "attach://a"});
    // What was taken as something else could not be sent again as what it was meant to be.
    assert_eq!(kept("sendVoice", &voice, &json!({"document": {"file_id": "d"}})), []);
    assert_eq!(
        kept("sendVoice", &voice, &json!({"voice": {"file_id": "v"}})),
        [("attach://a".into(), "v".into())]
    );
    for odd in [json!(true), json!(null), json!([]), json!({"photo": []}), json!({"photo": {"file_id": 7}})] {
        assert_eq!(kept("sendPhoto", &sent, &odd), [], "{odd}");
    }
}

#[test]
fn what_telegram_keeps_of_an_album_is_in_order() {
    let body = json!({"chat_id": 1, "media": [
        {"type": "photo", "media": "attach://a"}, {"type": "video", "media": "BAAC"},
        {"type": "photo", "media": "attach://c"}]});
    let result =
        json!([{"photo": [{"file_id": "A"}]}, {"video": {"file_id": "B"}}, {"photo": [{"file_id": "C"}]}]);
    let pairs = [("attach://a", "A"), ("BAAC", "B"), ("attach://c", "C")];
    assert_eq!(kept("sendMediaGroup", &body, &result), pairs.map(|(sent, id)| (sent.into(), id.into())));
}

#[test]
fn what_telegram_keeps_of_another_picture_is_known_too() {
    let body = json!({"chat_id": 1, "message_id": 7, "media": {"type": "photo", "media": "attach://a"}});
    let result = json!({"message_id": 7, "photo": [{"file_id": "A"}]});
    assert_eq!(kept("editMessageMedia", &body, &result), [("attach://a".into(), "A".into())]);
}

#[test]
fn nested_fields_go_along_as_json() {
    let body = json!({"chat_id": -100_200, "caption": "a \"b\"\n", "photo": "attach://a",
        "reply_markup": {"inline_keyboard": [[{"text": "Yes"}]]}});
    let file = FileBytes::new("a.png", "image/png", *b"PNG");
    let request = telegram().enclose(ACCOUNT, &Call::new("sendPhoto", &body), &[("a", file)]).unwrap();
    let form = String::from_utf8(request.body).unwrap();
    for part in [
        "name=\"chat_id\"\r\n\r\n-100200\r\n",
        "name=\"caption\"\r\n\r\na \"b\"\n\r\n",
        "name=\"reply_markup\"\r\n\r\n{\"inline_keyboard\":[[{\"text\":\"Yes\"}]]}\r\n",
        "name=\"a\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n",
    ] {
        assert!(form.contains(part), "{part}: {form}");
    }
    assert!(telegram().enclose("1", &Call::new("sendPhoto", &body), &[]).is_none());
}

#[test]
fn what_is_said_of_a_file_holds_no_token() {
    let unknown = json!({"ok": false, "error_code": 400, "description": format!("Bad Request: {TOKEN}")});
    let response = Response { status: 400, retry_after: None, body: unknown.to_string().into_bytes() };
    let refused = telegram().file_address(ACCOUNT, &response).unwrap_err();
    assert!(!format!("{refused:?}").contains(TOKEN), "{refused:?}");
    assert!(telegram().ask_for_file(ACCOUNT, &File::default()).is_none(), "there is nothing to ask for");
}
