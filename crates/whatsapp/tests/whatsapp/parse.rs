//! Every kind of webhook that WhatsApp documents, by a fixture.

use std::{collections::HashSet, fs, path::Path};

use jiff::Timestamp;
use tertulia_core::{Adapter as _, Incoming, Parsed, Profile, adapter::Verified};

use crate::{NUMBER, summary, whatsapp};

const PAYLOAD: &str = r#"/understood:{"response":"yes"}~cAxxxxxxxxxxxx"#;

fn parse(name: &str) -> Vec<Parsed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{name}.json"));
    let verified = Verified { accounts: vec![NUMBER.to_owned()] };
    whatsapp().parse(&verified, &fs::read(path).unwrap())
}

fn events(name: &str) -> Vec<Incoming> {
    let events = parse(name).into_iter().filter_map(|parsed| match parsed {
        Parsed::Event(incoming) => Some(*incoming),
        _ => None,
    });
    events.collect()
}

#[test]
fn every_documented_kind_is_read() {
    let press = format!("postback {PAYLOAD} id=wamid.PRESS");
    let table: &[(&str, &[&str])] = &[
        ("text", &["text ¡Hola! 👋 id=wamid.TEXT"]),
        ("command", &["command start (now) id=wamid.COMMAND"]),
        ("ad_click", &["text Tell me more id=wamid.AD link=120226305854810726"]),
        ("button_reply", &[&press]),
        ("list_reply", &["postback shop/apple id=wamid.ROW"]),
        ("template_button", &["postback unsubscribe id=wamid.TEMPLATE"]),
        ("other_interactive", &["message interactive id=wamid.FLOW", "message button id=wamid.BARE"]),
        (
            "media",
            &[
                "sent image id=wamid.IMAGE",
                "sent voice id=wamid.AUDIO",
                "sent video id=wamid.VIDEO",
                "sent document id=wamid.DOCUMENT",
                "sent sticker id=wamid.STICKER",
                "sent location id=wamid.LOCATION",
                "message order id=wamid.ORDER",
                "sent contact id=wamid.CONTACTS",
                "message hologram id=wamid.NEW",
            ],
        ),
        (
            "unanswered",
            &[
                "reaction +❤ on wamid.OURS id=wamid.REACTION",
                "reaction - on wamid.OURS id=wamid.UNREACTION",
                "other unsupported id=wamid.UNSUPPORTED",
                "other edit id=wamid.EDIT",
                "other revoke id=wamid.REVOKE",
                "other unknown id=wamid.UNKNOWN",
                "edited I meant two id=wamid.FIRST",
                "edited two cats id=wamid.FIRST",
            ],
        ),
        (
            "number_changed",
            &["other system by phone id=wamid.SYSTEM", "other system by nobody id=wamid.ANONYMOUS"],
        ),
        ("username_only", &["text who am I by bsuid+parent id=wamid.HIDDEN"]),
        ("empty_phone", &["text no phone by bsuid+parent id=wamid.EMPTY"]),
        ("phone_only", &["text as before by phone id=wamid.OLD"]),
        (
            "several_people",
            &[
                "text one id=wamid.ONE",
                "text two by US.2+15550100300 id=wamid.TWO",
                "text three by 15550100400 id=wamid.THREE",
            ],
        ),
        (
            "group",
            &[
                "text hello all id=wamid.CHAT",
                "command help () id=wamid.CALLED",
                "text yes id=wamid.ANSWERED",
                "text yes id=wamid.ANSWERED-ANA",
            ],
        ),
        (
            "statuses",
            &[
                "Sent wamid.OURS (q1-W_e3r4T5y6U7i)",
                "Delivered wamid.OURS",
                "Read wamid.OURS",
                "Failed(\"error 131026: Message undeliverable: The recipient has no WhatsApp account.; \
                 error 131000: Something went wrong\") wamid.OTHER",
                "Read wamid.GROUP",
                "Read wamid.GROUP",
                "Read wamid.VOICE",
                "Failed(\"failed without a reason\") wamid.MUTE",
                "other status by nobody",
                "Failed(\"error 131026: Message undeliverable\") wamid.GROUP-2",
                "other status by nobody",
                "other status by nobody",
            ],
        ),
        ("errors", &["other errors by nobody"]),
        (
            "other_fields",
            &[
                "other account_review_update by nobody",
                "takeover by phone",
                "takeover by phone",
                "other smb_message_echoes by nobody",
                "notifications  false by phone",
                "other something_new by nobody",
                "other messages by nobody",
            ],
        ),
        ("mixed", &["text hi id=wamid.MIXED", "Read wamid.OURS", "other errors by nobody"]),
        (
            "odd_types",
            &[
                "text typed id=wamid.ODD",
                "text when? id=wamid.TIMELESS",
                "message text id=wamid.BODILESS",
                "sent image",
                "text cut \u{fffd}\u{fffd}\u{fffd} id=wamid.CUT",
                "message interactive id=wamid.PAYLOADLESS",
            ],
        ),
        (
            "batch",
            &[
                "text one id=wamid.1",
                "broken: a message that is no object",
                "broken: a message without a type",
                "text two id=wamid.2",
                "broken: a status that is no object",
                "broken: a status without a message id",
                "Sent wamid.OURS",
                "broken: a change that is no object",
                "broken: a change without a field",
                "broken: unknown phone number 999",
                "broken: messages without a phone number",
                "broken: a message from nobody",
                "Delivered wamid.OURS",
                "broken: a list that is none",
                "broken: an entry without a list of elements",
                "broken: an element that is no change",
                "broken: an entry without a list of elements",
                "text three id=wamid.3",
            ],
        ),
    ];
    for (name, expected) in table {
        let lines: Vec<_> = parse(name).iter().map(summary).collect();
        assert_eq!(&lines, expected, "{name}");
    }
    let fixtures = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")).unwrap();
    assert_eq!(fixtures.count(), table.len(), "a fixture is not in the table");
}

#[test]
fn the_profile_comes_with_the_message() {
    let profile = |name: &str| events(name)[0].sender.clone().unwrap().profile;
    let ana = Profile { name: Some("Ana López".to_owned()), ..Profile::default() };
    assert_eq!(profile("text"), ana);
    assert_eq!(profile("username_only"), Profile { username: Some("ana.lopez".to_owned()), ..ana });
    assert_eq!(profile("odd_types"), Profile::default());
    let names = events("several_people").into_iter().map(|event| event.sender.unwrap().profile.name);
    let expected = [Some("Ana López".to_owned()), Some("Eva".to_owned()), None];
    assert_eq!(names.collect::<Vec<_>>(), expected, "nobody takes the name of another");
}

#[test]
fn a_single_contact_of_somebody_else_is_not_the_sender() {
    let body = serde_json::json!({ "object": "whatsapp_business_account", "entry": [{ "changes": [{
        "field": "messages",
        "value": {
            "metadata": { "phone_number_id": NUMBER },
            "contacts": [{ "wa_id": "15550100300", "user_id": "US.2", "profile": { "name": "Eva" } }],
            "messages": [{ "id": "wamid.1", "from": "15550100200", "type": "text", "text": { "body": "hi" } }],
        },
    }] }] });
    let verified = Verified { accounts: vec![NUMBER.to_owned()] };
    let parsed = whatsapp().parse(&verified, body.to_string().as_bytes());
    assert_eq!(summary(&parsed[0]), "text hi by phone id=wamid.1");
}

#[test]
fn a_group_has_its_own_chat_and_the_bot_is_spoken_to_there_now_and_then() {
    let group = events("group");
    assert!(group.iter().all(|event| event.chat.group.as_deref() == Some("GROUP-1")));
    let addressed: Vec<_> = group.iter().map(|event| event.event.addressed).collect();
    assert_eq!(addressed, [false, true, true, false]);
    let private = &events("text")[0];
    assert!(private.chat.group.is_none() && private.event.addressed);
}

#[test]
fn what_was_sent_is_kept() {
    let sent = |at: usize| events("media")[at].event.attachments().unwrap().clone();
    let image = sent(0);
    let file = image.files().next().unwrap();
    assert_eq!((file.id.as_deref(), image.caption.as_deref()), (Some("1003383421387256"), Some("Taj Mahal")));
    assert_eq!(file.url.as_deref(), Some("https://media.example/1"));
    assert_eq!(file.mime_type.as_deref(), Some("image/jpeg"));
    assert_eq!(sent(3).files().next().unwrap().name.as_deref(), Some("receipt.pdf"));
    let place = sent(5).location().unwrap().clone();
    assert_eq!((place.latitude, place.longitude), (37.442_214_965_82, -122.161_659_240_72));
    assert_eq!(place.name.as_deref(), Some("Philz Coffee"));
    assert_eq!(place.address.as_deref(), Some("101 Forest Ave, Palo Alto"));
    let card = sent(7).contacts().next().unwrap().clone();
    assert_eq!((card.name.as_deref(), card.user_id.as_deref()), (Some("Eva"), Some("15550100300")));
    assert_eq!(card.phones, ["+1 (555) 010-0300"]);
}

#[test]
fn an_event_holds_its_own_element_and_no_more() {
    let event = &events("button_reply")[0].event;
    assert!(event.raw().starts_with('{') && event.raw().contains("\n"), "as received");
    let raw: serde_json::Value = serde_json::from_str(event.raw()).unwrap();
    assert_eq!(raw["interactive"]["button_reply"]["id"], PAYLOAD);
    assert!(raw.get("metadata").is_none());
}

#[test]
fn times_are_seconds_and_may_be_missing() {
    let at = |name: &str| -> Vec<_> { events(name).iter().map(|event| event.event.at).collect() };
    let time = Timestamp::from_second(1_780_000_000).unwrap();
    for name in ["text", "statuses", "errors", "other_fields"] {
        assert_eq!(at(name)[0], time, "{name}");
    }
    for parsed in parse("statuses") {
        let Parsed::Receipt(receipt) = parsed else { continue };
        assert_eq!((receipt.at, receipt.account.as_str()), (time, NUMBER));
    }
    assert_eq!(at("odd_types")[..2], [time, Timestamp::UNIX_EPOCH]);
    assert_eq!(events("text")[0].sort, 1_780_000_000_000);
}

#[test]
fn a_redelivery_has_the_same_key_and_nothing_else_has() {
    let mut seen = HashSet::new();
    for name in [
        "text",
        "command",
        "ad_click",
        "button_reply",
        "list_reply",
        "template_button",
        "media",
        "unanswered",
        "number_changed",
        "several_people",
        "group",
        "statuses",
        "errors",
        "other_fields",
        "odd_types",
    ] {
        let keys =
            |events: Vec<Incoming>| -> Vec<_> { events.into_iter().map(|event| event.dedupe).collect() };
        let first = keys(events(name));
        assert_eq!(first, keys(events(name)), "{name}");
        for key in first {
            assert!(seen.insert(key), "{name} shares a key with another event");
        }
    }
    let bucket = events("text")[0].dedupe.bucket;
    assert_eq!(bucket, 1_780_000_000 / 86_400, "the day of the event");
}

#[test]
fn what_is_about_the_business_account_goes_with_its_first_number() {
    assert!(events("other_fields").iter().all(|event| event.account == NUMBER));
    let body = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/other_fields.json"));
    let parsed = whatsapp().parse(&Verified { accounts: vec![] }, &body.unwrap());
    assert!(parsed.iter().all(|parsed| matches!(parsed, Parsed::Broken(_))), "{parsed:?}");
}

#[test]
fn only_webhooks_of_business_accounts_are_read() {
    let verified = Verified { accounts: vec![NUMBER.to_owned()] };
    for body in ["", "no JSON", "[]", "{}", r#"{"object":"page","entry":[]}"#] {
        let parsed = whatsapp().parse(&verified, body.as_bytes());
        assert!(
            matches!(parsed.as_slice(), [Parsed::Broken(broken)] if broken.body == body.as_bytes()),
            "{body}"
        );
    }
}

#[test]
fn what_the_person_writes_or_presses_opens_the_window() {
    let opening =
        |name: &str| events(name).iter().map(|incoming| incoming.event.opens_window).collect::<Vec<_>>();
    for name in ["text", "button_reply", "list_reply", "template_button", "other_interactive", "media"] {
        assert!(opening(name).iter().all(|opens| *opens), "{name}: {:?}", opening(name));
    }
    let unanswered = opening("unanswered");
    assert!(unanswered[0], "a reaction");
    assert!(!unanswered[1..].contains(&true), "{unanswered:?}");
}
