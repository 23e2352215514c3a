//! Who may post updates.

use http::{HeaderMap, HeaderValue};
use tertulia_core::{Adapter, Parsed, Platform, adapter::Unverified};
use tertulia_telegram::{API_URL, Bot, Telegram, limits};

use crate::support::{fixture, parse, telegram};

const HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";

fn bots() -> Telegram {
    let bot = |token: &str, secrets: &[&str]| {
        let secrets = secrets.iter().map(|secret| (*secret).into()).collect();
        Bot::new(token.into(), secrets, None).unwrap()
    };
    let bots = vec![bot("1:A", &["new", "old"]), bot("2:B", &["two"]), bot("3:C", &[]), bot("4:D", &["two"])];
    Telegram::new(bots, API_URL, limits::PACE)
}

fn verify(values: &[&str]) -> Option<Vec<String>> {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(HEADER, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    bots().verify(&headers, b"{}").ok().map(|verified| verified.accounts)
}

#[test]
fn a_secret_names_its_bots() {
    assert_eq!(verify(&["new"]).unwrap(), ["1"]);
    assert_eq!(verify(&["old"]).unwrap(), ["1"], "a former secret");
    assert_eq!(verify(&["two"]).unwrap(), ["2", "4"]);
}

#[test]
fn everything_else_is_refused() {
    for values in [&[][..], &[""], &["three"], &["new", "new"], &["new", "x"], &["new "], &["NEW"], &["né"]]
    {
        assert_eq!(verify(values), None, "{values:?}");
    }
}

#[test]
fn bots_without_a_secret_take_nothing() {
    let telegram = Telegram::new(vec![Bot::new("3:C".into(), vec![], None).unwrap()], API_URL, limits::PACE);
    for value in ["", "3:C", "undefined"] {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_static(value));
        assert_eq!(telegram.verify(&headers, b"{}"), Err(Unverified));
    }
}

#[test]
fn telegram_has_no_challenge() {
    let query = "hub.mode=subscribe&hub.verify_token=new&hub.challenge=1";
    assert_eq!(bots().challenge(query), Err(Unverified));
}

#[test]
fn an_update_belongs_to_the_verified_account() {
    let mut headers = HeaderMap::new();
    headers.insert(HEADER, HeaderValue::from_static("two"));
    let telegram = bots();
    let verified = telegram.verify(&headers, b"").unwrap();
    let [Parsed::Event(incoming)] = &telegram.parse(&verified, &fixture("text"))[..] else { panic!() };
    assert_eq!(incoming.account, "2");
    assert_eq!((telegram.platform(), telegram.accounts().len()), (Platform::TELEGRAM, 4));
}

#[test]
fn what_is_no_update_is_set_aside_with_a_reason() {
    for body in [
        &b""[..],
        b"hello",
        b"[]",
        b"7",
        b"null",
        b"{}",
        b"{\"update_id\": 1",
        b"{\"update_id\": 1} {\"update_id\": 2}",
        br#"{"update_id": "1"}"#,
        br#"{"update_id": 1.5}"#,
        br#"{"update_id": 99999999999999999999}"#,
        br#"{"update_id": null, "message": {}}"#,
        b"{\"update_id\": 1, \"\xff\": 1}",
    ] {
        match parse(&telegram(), body) {
            Parsed::Broken(broken) => {
                assert!(!broken.reason.is_empty());
                assert_eq!(broken.body, body);
            }
            other => panic!("{other:?}"),
        }
    }
}
