//! What is secret is never printed.

use secrecy::ExposeSecret as _;
use tertulia_core::{Adapter, Call, Response};
use tertulia_telegram::{Bot, InvalidBot, Telegram, limits};

use crate::support::{ACCOUNT, SECRET, TOKEN, telegram};

fn holds_no_secret(text: &str) {
    let hidden = TOKEN.split_once(':').unwrap().1;
    assert!(!text.contains(hidden) && !text.contains(SECRET), "{text}");
}

#[test]
fn debug_output_holds_no_secret() {
    let telegram = telegram();
    holds_no_secret(&format!("{telegram:?}"));
    holds_no_secret(&format!("{telegram:#?}"));
    holds_no_secret(&format!("{:?}", Bot::new(TOKEN.into(), vec![SECRET.into()], None).unwrap()));
    let call = telegram.answer_press("1", None).unwrap();
    holds_no_secret(&format!("{call:?} {:?}", telegram.request(ACCOUNT, &call).unwrap()));
    assert!(format!("{telegram:?}").contains(ACCOUNT), "the account is no secret");
}

#[test]
fn what_is_no_bot_is_not_repeated() {
    let error = Bot::new(format!("{TOKEN}\n").into(), vec![], None).unwrap_err();
    assert_eq!(error, InvalidBot::Token);
    holds_no_secret(&format!("{error} {error:?}"));
    let error = Bot::new(TOKEN.into(), vec![format!("{SECRET} ").into()], None).unwrap_err();
    holds_no_secret(&format!("{error} {error:?}"));
}

#[test]
fn a_token_that_is_echoed_stays_out_of_the_reasons() {
    let telegram = telegram();
    let call = Call::new("sendMessage", &serde_json::json!({"chat_id": 1, "text": "hi"}));
    for status in [200, 302, 400, 401, 403, 404, 413, 429, 500, 502, 504, 599] {
        for escaped in [TOKEN.to_owned(), TOKEN.replace(':', "%3A")] {
            let description = format!("Cannot POST /bot{escaped}/sendMessage");
            let json = serde_json::json!({"ok": false, "error_code": status, "description": description});
            for body in [json.to_string(), format!("<html>{description}</html>")] {
                let response = Response { status, retry_after: None, body: body.into_bytes() };
                holds_no_secret(&format!("{:?}", telegram.interpret(&call, &response)));
            }
        }
    }
}

#[test]
fn the_address_holds_the_token_and_the_body_does_not() {
    let bot = Bot::new(TOKEN.into(), vec![], None).unwrap();
    let telegram = Telegram::new(vec![bot], "http://127.0.0.1:8081/", limits::PACE);
    let call = telegram.answer_press("1", None).unwrap();
    let request = telegram.request(ACCOUNT, &call).unwrap();
    let address = format!("http://127.0.0.1:8081/bot{TOKEN}/answerCallbackQuery");
    assert_eq!(request.url.expose_secret(), address);
    assert!(request.authorization.is_none());
    assert_eq!(request.body, br#"{"callback_query_id":"1"}"#);
    assert_eq!(request.timeout.as_secs(), 30);
    assert!(telegram.request("1", &call).is_none(), "another account");
}
