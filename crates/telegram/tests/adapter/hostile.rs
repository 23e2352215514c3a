//! Whatever comes in: one element comes out, and nothing panics.

use std::sync::LazyLock;

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, value::RawValue};
use tertulia_core::{Adapter, Call, Delivery, Parsed, Response};

use crate::support::{event, fixture, fixture_names, parse, telegram};

static FIXTURES: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| fixture_names().iter().map(|name| fixture(name)).collect());

/// Values that are nowhere documented.
fn hostile_values() -> Vec<String> {
    let deep = 20_000;
    let mut values = ["null", "true", "0", "-1", "1.5", "1e400", "-9223372036854775808", "\"\"", "[]", "{}"]
        .map(str::to_owned)
        .to_vec();
    values.extend([
        "9".repeat(400),
        r#""\u0000""#.to_owned(),
        r#""\ud800""#.to_owned(),
        r#""🤷\ufffe""#.to_owned(),
        r#"{"id":{},"type":[],"from":null}"#.to_owned(),
        "[{},null,[[]],7]".to_owned(),
        "[".repeat(deep) + &"]".repeat(deep),
        r#"{"message":"#.repeat(deep) + "0" + &"}".repeat(deep),
        format!("{:?}", "a".repeat(100_000)),
    ]);
    values
}

/// Every place in a JSON value, as a pointer, but those that identify the update.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    if at == "/update_id" {
        return;
    }
    if !at.is_empty() {
        found.push(at.to_owned());
    }
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            places(value, &format!("{at}/{name}"), found);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| {
            places(value, &format!("{at}/{index}"), found);
        }),
        _ => {}
    }
}

/// The body with another value in one place.
fn with(body: &[u8], place: &str, value: &str) -> String {
    let mut json: Value = serde_json::from_slice(body).unwrap();
    *json.pointer_mut(place).unwrap() = Value::String("__hole__".to_owned());
    json.to_string().replace("\"__hole__\"", value)
}

#[test]
fn a_wrong_value_anywhere_never_loses_the_update() {
    let telegram = telegram();
    for body in FIXTURES.iter() {
        let mut found = Vec::new();
        places(&serde_json::from_slice(body).unwrap(), "", &mut found);
        for place in found {
            for value in hostile_values().iter().filter(|value| value.len() < 1000) {
                let body = with(body, &place, value);
                let incoming = match parse(&telegram, body.as_bytes()) {
                    Parsed::Event(incoming) => incoming,
                    Parsed::Moved(moved) => {
                        assert_ne!(moved.from, moved.to, "{body}");
                        continue;
                    }
                    other => panic!("{other:?}"),
                };
                assert_eq!(incoming.event.raw(), body);
                assert!(incoming.sender.is_some() || !incoming.event.starts_turn(), "{body}");
            }
        }
    }
}

#[test]
fn depth_and_length_cost_no_stack() {
    let telegram = telegram();
    for body in FIXTURES.iter() {
        let kind: Value = serde_json::from_slice(body).unwrap();
        let fields = kind.as_object().unwrap().keys().filter(|name| *name != "update_id");
        for place in fields.map(|name| format!("/{name}")) {
            for value in hostile_values().iter().filter(|value| value.len() >= 1000) {
                let parsed = parse(&telegram, with(body, &place, value).as_bytes());
                assert!(!matches!(parsed, Parsed::Broken(_)), "{place}");
            }
        }
    }
    let deep = hostile_values().into_iter().find(|value| value.starts_with("[[")).unwrap();
    for body in [deep.clone(), format!(r#"{{"update_id":{deep}}}"#), format!(r#"{{"update_id":1,"x":{deep}"#)]
    {
        assert!(matches!(parse(&telegram, body.as_bytes()), Parsed::Broken(_)));
    }
}

proptest! {
    #[test]
    fn bytes_of_any_kind(body in prop::collection::vec(any::<u8>(), 0..300)) {
        let is_broken = matches!(parse(&telegram(), &body), Parsed::Broken(_));
        prop_assert!(is_broken);
    }

    #[test]
    fn a_damaged_update(
        which in any::<Index>(),
        damage in prop::collection::vec((any::<Index>(), any::<u8>(), 0..3), 1..6),
    ) {
        let mut body = which.get(&FIXTURES).clone();
        for (at, byte, how) in damage {
            let at = at.index(body.len());
            match how {
                0 => body[at] = byte,
                1 => body.insert(at, byte),
                _ => body.truncate(at.max(1)),
            }
        }
        match parse(&telegram(), &body) {
            Parsed::Event(incoming) => {
                let raw = incoming.event.raw();
                prop_assert!(serde_json::from_str::<&RawValue>(raw).is_ok(), "{}", raw);
            }
            Parsed::Broken(broken) => prop_assert_eq!(broken.body, body),
            Parsed::Moved(moved) => prop_assert_ne!(moved.from, moved.to),
            _ => unreachable!("there are no others"),
        }
    }

    #[test]
    fn entities_of_any_size(text in "\\PC{0,20}", offset in 0..25_u64, length in any::<u64>()) {
        let body = serde_json::json!({
            "update_id": 1,
            "message": {
                "from": {"id": 42},
                "chat": {"id": -1, "type": "group"},
                "text": text,
                "entities": [
                    {"type": "mention", "offset": offset, "length": length % 30},
                    {"type": "bot_command", "offset": offset / 8, "length": length},
                ],
            },
        });
        let incoming = event(&telegram(), body.to_string().as_bytes());
        prop_assert_eq!(incoming.event.text(), Some(text.as_str()));
    }

    #[test]
    fn answers_of_any_kind(status in any::<u16>(), body in prop::collection::vec(any::<u8>(), 0..200)) {
        let call = Call::new("sendMessage", &serde_json::json!({}));
        let delivery = telegram().interpret(&call, &Response { status, retry_after: None, body });
        let is_sent = matches!(delivery, Delivery::Sent(_));
        prop_assert!(!is_sent);
    }
}
