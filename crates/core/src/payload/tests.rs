use jiff::Timestamp;
use proptest::prelude::*;
use secrecy::SecretString;
use serde_json::json;

use super::*;

fn keyring(keys: &[&str]) -> Keyring {
    let keys: Vec<_> = keys.iter().map(|key| SecretString::from(*key)).collect();
    Keyring::new(&keys).unwrap()
}

const OLD: &str = "an old key of thirty-two bytes..";
const NEW: &str = "a new key of thirty-two bytes...";

fn qualified(route: &str, params: Option<&str>, audience: Audience) -> QualifiedPayload {
    QualifiedPayload {
        route: route.to_owned(),
        params: params.map(str::to_owned),
        terms: Terms { audience, ..Terms::default() },
    }
}

fn maker(chat: i64) -> Maker<'static> {
    Maker { chat, user: 7, turn: "turn 1", now: Timestamp::UNIX_EPOCH }
}

fn write(payload: &QualifiedPayload, chat: i64, limit: usize) -> (String, Vec<StoredPayload>) {
    let keyring = keyring(&[NEW]);
    let mut sealing = Sealing::new(&keyring, maker(chat));
    (sealing.write(payload, limit), sealing.into_stored())
}

#[test]
fn names_alone_need_no_seal() {
    assert_eq!(write(&qualified("/yes", None, Audience::Chat), 1, 64), ("/yes".to_owned(), vec![]));
}

#[test]
fn parameters_are_sealed_in_fourteen_bytes() {
    let (wire, stored) = write(&qualified("shop/buy", Some(r#"{"sku":7}"#), Audience::Chat), 1, 64);
    assert!(wire.starts_with(r#"shop/buy:{"sku":7}~c"#), "{wire}");
    assert_eq!((wire.len(), stored.len()), (18 + 14, 0));
}

#[test]
fn a_seal_is_good_in_its_chat_only_unless_it_is_for_anyone() {
    let keyring = keyring(&[NEW]);
    let (mine, _) = write(&qualified("/buy", Some("{}"), Audience::Chat), 1, 64);
    assert!(WirePayload::read(&mine, &keyring, 1).is_ok());
    assert_eq!(WirePayload::read(&mine, &keyring, 2), Err(Tampered));
    let (anyones, _) = write(&qualified("/buy", Some("{}"), Audience::Anyone), 1, 64);
    assert!(WirePayload::read(&anyones, &keyring, 2).is_ok());
}

#[test]
fn keys_can_be_changed() {
    let old = keyring(&[OLD]);
    let both = keyring(&[NEW, OLD]);
    let mut sealing = Sealing::new(&old, maker(1));
    let sealed = sealing.write(&qualified("/buy", Some("{}"), Audience::Chat), 64);
    let token = sealing.write(&qualified("/buy", Some("{}"), Audience::Chat), 5);
    for wire in [&sealed, &token] {
        assert!(WirePayload::read(wire, &both, 1).is_ok());
        assert_eq!(WirePayload::read(wire, &keyring(&[NEW]), 1), Err(Tampered));
    }
}

#[test]
fn a_key_has_at_least_sixteen_bytes() {
    assert!(Keyring::new(&[]).is_none());
    assert!(Keyring::new(&[SecretString::from("fifteen bytes..")]).is_none());
}

#[test]
fn what_does_not_fit_is_a_token() {
    let payload = qualified("shop/buy", Some(&json!({"note": "n".repeat(500)}).to_string()), Audience::Chat);
    let (wire, stored) = write(&payload, 1, 64);
    assert_eq!((wire.len(), stored.len()), (23, 1));
    assert_eq!(token_of(&wire), Some(stored[0].id));
    assert_eq!(WirePayload::read(&wire, &keyring(&[NEW]), 9), Ok(WirePayload::Token(stored[0].id)));
    let WirePayload::Plain { route, params, sealed } = WirePayload::read_stored(&stored[0].content) else {
        panic!("a stored payload is plain")
    };
    assert_eq!((route, params, sealed), ("shop/buy", payload.params.as_deref(), true));
}

#[test]
fn a_turn_that_runs_again_makes_the_same_tokens_and_no_two_alike() {
    let keyring = keyring(&[NEW]);
    let payload = qualified("/buy", None, Audience::Chat);
    let tokens = |turn| {
        let mut sealing = Sealing::new(&keyring, Maker { turn, ..maker(1) });
        [sealing.write_token(&payload), sealing.write_token(&payload)]
    };
    assert_eq!(tokens("turn 1"), tokens("turn 1"));
    let [a, b] = tokens("turn 1");
    assert_ne!(a, b);
    assert_ne!(a, tokens("turn 2")[0]);
}

#[test]
fn what_others_wrote_is_read_as_it_is() {
    let keyring = keyring(&[NEW]);
    for (wire, route, params) in [
        ("get_started", "get_started", None),
        ("view-cart", "view-cart", None),
        ("a:b", "a:b", None),
        ("time 12:30", "time 12:30", None),
        (r#"buy:{"sku":7}"#, "buy", Some(r#"{"sku":7}"#)),
        ("<USER_DEFINED_PAYLOAD>", "<USER_DEFINED_PAYLOAD>", None),
        ("", "", None),
    ] {
        let read = WirePayload::read(wire, &keyring, 1);
        assert_eq!(read, Ok(WirePayload::Plain { route, params, sealed: false }), "{wire}");
    }
}

#[test]
fn a_written_payload_may_have_parameters() {
    assert_eq!(ButtonPayload::from(r#"buy:{"sku":7}"#), payload("buy", json!({"sku": 7})));
    assert_eq!(ButtonPayload::from("buy"), payload("buy", ()));
    assert!(payload("buy", 7).fault.unwrap().contains("must be a JSON object"));
}

#[test]
fn a_route_ends_at_its_last_slash() {
    for (route, context, name) in [
        ("yes", None, "yes"),
        ("/yes", Some(""), "yes"),
        ("main/yes", Some("main"), "yes"),
        ("/main/yes", Some("main"), "yes"),
        ("profile/email/yes", Some("profile/email"), "yes"),
    ] {
        assert_eq!(PayloadRoute::split(route), PayloadRoute { context, name }, "{route}");
    }
}

#[test]
fn names_keep_clear_of_the_wire_form() {
    for name in ["yes", "view-cart", "sí, claro", "a b"] {
        assert!(PayloadName::parse(name).is_ok(), "{name}");
    }
    for name in ["", " ", "a/b", "a:b", "#a", "a~b", "a@1", "a\nb"] {
        assert!(PayloadName::parse(name).is_err(), "{name}");
    }
}

/// How many bytes there are in the places of payloads: Telegram's buttons, WhatsApp's rows and buttons, Messenger's buttons.
const PLACES: [usize; 4] = [64, 200, 256, 1000];

/// A parameter of up to 64 KiB.
fn note() -> impl Strategy<Value = String> {
    let long =
        (any::<char>(), 0..(64 << 10) / 4_usize).prop_map(|(letter, count)| letter.to_string().repeat(count));
    prop_oneof![3 => ".{0,200}", 1 => "[a-z]{0,1000}", 1 => long]
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(route in "[a-z]{1,12}(/[a-z]{1,12}){0,2}", note in note(),
            limit in prop::sample::select(PLACES.to_vec()), chat in any::<i64>()) {
        let params = json!({ "note": note }).to_string();
        let (wire, stored) = write(&qualified(&route, Some(&params), Audience::Chat), chat, limit);
        prop_assert!(wire.len() <= limit);
        let keyring = keyring(&[NEW]);
        let read = match WirePayload::read(&wire, &keyring, chat).unwrap() {
            WirePayload::Token(id) => {
                prop_assert_eq!(id, stored[0].id);
                WirePayload::read_stored(&stored[0].content)
            }
            other => other,
        };
        let params = Some(params.as_str());
        prop_assert_eq!(read, WirePayload::Plain { route: route.as_str(), params, sealed: true });
    }

    #[test]
    fn a_changed_byte_is_refused(
        note in "[a-z ]{0,900}",
        limit in prop::sample::select(PLACES.to_vec()),
        at in any::<prop::sample::Index>(),
        flip in 1..128_u8,
    ) {
        let params = json!({ "note": note }).to_string();
        let (wire, _) = write(&qualified("shop/buy", Some(&params), Audience::Chat), 1, limit);
        let mut bytes = wire.into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        let changed = String::from_utf8(bytes).unwrap();
        let keyring = keyring(&[NEW]);
        let read = WirePayload::read(&changed, &keyring, 1);
        // The `#` of a token may turn into a letter: then it is a name, and no name of ours looks like it.
        let harmless = matches!(read, Ok(WirePayload::Plain { params: None, .. })) && at == 0;
        prop_assert!(read == Err(Tampered) || harmless, "{changed} is read as {read:?}");
    }

    #[test]
    fn nothing_that_comes_in_panics(wire in ".{0,80}") {
        let keyring = keyring(&[NEW]);
        let _ = WirePayload::read(&wire, &keyring, 1);
        let _ = token_of(&wire);
    }
}
