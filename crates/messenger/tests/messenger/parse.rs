//! Every kind of webhook that Messenger documents, by a fixture.

use std::{collections::HashSet, fs, path::Path};

use jiff::Timestamp;
use tertulia_core::{Adapter as _, EventKind, Incoming, Parsed, adapter::Verified};

use crate::{PAGE, messenger, summary};

const PAYLOAD: &str = r#"/understood:{"response":"yes"}~cAxxxxxxxxxxxx"#;

fn parse(name: &str) -> Vec<Parsed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{name}.json"));
    let verified = Verified { accounts: vec![PAGE.to_owned()] };
    messenger().parse(&verified, &fs::read(path).unwrap())
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
    let choice = format!("postback {PAYLOAD} id=m_choice");
    let press = format!("postback {PAYLOAD} id=m_press");
    let table: &[(&str, &[&str])] = &[
        ("text", &["text ¡Hola! 👋 id=m_text"]),
        ("command", &["command help (me) id=m_command"]),
        ("reply_to", &["text that one id=m_answer"]),
        ("quick_reply", &[&choice]),
        ("details", &["sent contact id=m_phone", "text ana@example.com id=m_email"]),
        ("postback", &[&press]),
        ("get_started", &["postback get_started id=m_start link=summer-2026"]),
        ("referral", &["referral link=summer-2026", "referral", "other referral by nobody"]),
        (
            "ad_click",
            &[
                "text Is it still for sale? id=m_ad link=spring-sale",
                "text And this one? id=m_product link=shelf-7",
            ],
        ),
        ("coupon", &["postback shop/coupon", "other template"]),
        (
            "attachments",
            &[
                "sent image+image id=m_image",
                "sent sticker id=m_sticker",
                "sent location id=m_location",
                "text https://example.com id=m_link",
                "sent attachment id=m_new",
            ],
        ),
        (
            "echo",
            &["takeover", "takeover", "Sent m_ours (q1-W_e3r4T5y6U7i)", "other echo by nobody", "takeover"],
        ),
        (
            "receipts",
            &[
                "Delivered m_said",
                "Delivered m_one",
                "Delivered m_two",
                "Delivered everything",
                "Read everything",
                "reaction +❤ on m_said id=m_said",
                "reaction -❤ on m_said id=m_said",
                "other reaction by nobody id=m_said",
                "edited Hello id=m_text",
                "other delivery",
                "other read",
                "other read by nobody",
            ],
        ),
        (
            "optins",
            &[
                "optin send-to-messenger",
                "other optin by nobody",
                "notifications weekly true",
                "notifications weekly false",
            ],
        ),
        (
            "routing",
            &[
                "other account_linking",
                "other pass_thread_control",
                "other take_thread_control",
                "other request_thread_control",
                "other app_roles by nobody",
                "other policy_enforcement",
                "other something_new",
            ],
        ),
        (
            "standby",
            &[
                "other standby id=m_text",
                "other standby id=m_press",
                "other standby by nobody",
                "Sent m_ours (q1-W_e3r4T5y6U7i)",
            ],
        ),
        (
            "feed",
            &[
                "comment 1_2 How much?",
                "comment 1_3 Nameless by somebody else",
                "other feed by nobody",
                "other feed by nobody",
                "other feed by nobody",
                "other messaging_something by nobody",
            ],
        ),
        (
            "odd_types",
            &[
                "text typed id=m_odd",
                "text when? id=m_timeless",
                "postback /yes",
                "text cut \u{fffd}\u{fffd}\u{fffd} id=m_cut",
                "Read everything",
                "other message id=m_empty",
                "message postback id=m_bare",
                "text Yes id=m_unsaid",
            ],
        ),
        (
            "batch",
            &[
                "text one id=m_1",
                "broken: an element that is no object",
                "broken: a message that is no object",
                "broken: a postback that is no object",
                "broken: an element without content",
                "broken: a message from nobody",
                "text two id=m_2",
                "broken: unknown page 999",
                "broken: an entry without a page",
                "broken: a change without a field",
                "broken: a change that is no object",
                "broken: an entry without a list of elements",
                "broken: an entry without a list of elements",
                "text three id=m_3",
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
fn a_broken_element_is_kept_as_received() {
    let broken: Vec<_> = parse("batch")
        .into_iter()
        .filter_map(|parsed| match parsed {
            Parsed::Broken(broken) => Some(String::from_utf8(broken.body).unwrap()),
            _ => None,
        })
        .collect();
    assert_eq!(broken[0], "\"no object\"");
    assert!(broken[5].contains("m_foreign"), "{broken:?}");
}

#[test]
fn an_event_holds_its_own_element_and_no_more() {
    let event = &events("postback")[0].event;
    assert!(event.raw().starts_with('{') && event.raw().contains("\n"), "as received");
    let raw: serde_json::Value = serde_json::from_str(event.raw()).unwrap();
    assert_eq!(raw["postback"]["payload"], PAYLOAD);
    assert!(raw.get("entry").is_none());
    assert!(event.addressed);
}

#[test]
fn what_was_sent_is_kept() {
    let sent = |at: usize| events("attachments")[at].event.attachments().unwrap().clone();
    let urls: Vec<_> = sent(0).files().map(|file| file.url.clone().unwrap()).collect();
    assert_eq!(urls, ["https://cdn.example/1.jpg", "https://cdn.example/2.jpg"]);
    let sticker = sent(1).files().next().unwrap().clone();
    assert_eq!(sticker.id.as_deref(), Some("369239263222822"));
    let place = sent(2).location().unwrap().clone();
    assert_eq!((place.latitude, place.longitude), (52.37, 9.73));
}

#[test]
fn row_27_a_comment_is_a_conversation_of_its_own_with_whoever_wrote_it() {
    let events = events("feed");
    let Incoming { chat, sender, event, .. } = &events[0];
    assert_eq!(chat.comment(), Some("1_2"));
    assert_eq!(sender.as_ref().unwrap().profile.name.as_deref(), Some("Ana"));
    let EventKind::Comment(comment) = &event.kind else { panic!("{event:?}") };
    assert_eq!((comment.post_id.as_deref(), comment.parent_id.as_deref()), (Some("1"), Some("1")));
    assert_eq!(event.at, Timestamp::from_second(1_779_999_990).unwrap());
    assert!(event.starts_turn() && !event.expects_answer());
    assert_eq!(events[1].chat.comment(), Some("1_3"));
}

#[test]
fn what_was_agreed_to_is_kept() {
    let EventKind::RecurringNotification(topic) = &events("optins")[2].event.kind else { panic!("no topic") };
    assert_eq!(topic.token.as_deref(), Some("TOKEN"));
    assert_eq!(
        (topic.frequency.as_deref(), topic.title.as_deref()),
        (Some("WEEKLY"), Some("News of the week"))
    );
    assert_eq!(topic.time_zone.as_deref(), Some("America/Santiago"));
    assert_eq!(topic.expires_at, Some(Timestamp::from_millisecond(1_795_000_000_000).unwrap()));
    assert_eq!(topic.status.as_deref(), Some("NOT_REFRESHED"));
}

#[test]
fn times_are_milliseconds_and_may_be_missing() {
    let at = |name: &str| -> Vec<_> { events(name).iter().map(|event| event.event.at).collect() };
    let time = |millisecond| Timestamp::from_millisecond(millisecond).unwrap();
    assert_eq!(at("text"), [time(1_780_000_000_123)]);
    assert_eq!(at("feed")[5], time(1_780_000_000_000), "here the entry has seconds");
    assert_eq!(at("odd_types")[..3], [time(1_780_000_000_123), Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH]);
    let sorted: Vec<_> = events("batch").iter().map(|event| event.sort).collect();
    assert_eq!(sorted, [1_780_000_000_123, 1_780_000_000_124, 1_780_000_000_125]);
}

#[test]
fn a_receipt_is_of_its_own_time_or_of_the_watermark() {
    let times = parse("receipts").into_iter().filter_map(|parsed| match parsed {
        Parsed::Receipt(receipt) => Some(receipt.at.as_millisecond() - 1_780_000_000_000),
        _ => None,
    });
    // The first has no time of its own; what is about everything reaches as far as the watermark.
    assert_eq!(times.collect::<Vec<_>>(), [118, 123, 123, 119, 120]);
}

#[test]
fn what_a_person_does_is_never_a_receipt() {
    for (name, content) in [
        ("message", serde_json::json!({ "mid": "m_1", "text": "hi", "metadata": "q1-W_e3r4T5y6U7i" })),
        ("postback", serde_json::json!({ "mid": "m_1", "payload": "/yes" })),
        ("template", serde_json::json!({ "payload": "/yes" })),
        ("referral", serde_json::json!({ "ref": "summer" })),
    ] {
        let watermark = serde_json::json!({ "watermark": 1_780_000_000_123_i64 });
        let element = serde_json::json!({
            "sender": { "id": "1" }, "read": watermark, "delivery": watermark, name: content,
        });
        assert!(event_of(&element).event.starts_turn(), "{element}");
    }
}

#[test]
fn a_redelivery_has_the_same_key_and_nothing_else_has() {
    let keys = |name: &str| -> Vec<_> {
        let day = |event: &Incoming| event.dedupe.bucket * 86_400_000;
        let events = events(name);
        for event in &events {
            assert!((0..86_400_000).contains(&(event.sort - day(event))), "the day of the event");
        }
        events.into_iter().map(|event| event.dedupe).collect()
    };
    let mut seen = HashSet::new();
    for name in [
        "text",
        "command",
        "quick_reply",
        "postback",
        "get_started",
        "referral",
        "coupon",
        "attachments",
        "echo",
        "receipts",
        "optins",
        "routing",
        "standby",
        "feed",
        "batch",
    ] {
        let first = keys(name);
        assert_eq!(first, keys(name), "{name}");
        for key in first {
            assert!(seen.insert(key), "{name} shares a key with another event");
        }
    }
}

/// The event in one element of `messaging`.
fn event_of(element: &serde_json::Value) -> Incoming {
    let body = serde_json::json!({ "object": "page", "entry": [{ "id": PAGE, "messaging": [element] }] });
    let verified = Verified { accounts: vec![PAGE.to_owned()] };
    let parsed = messenger().parse(&verified, body.to_string().as_bytes());
    let [Parsed::Event(incoming)] = parsed.as_slice() else { panic!("{parsed:?}") };
    (**incoming).clone()
}

fn key_of(element: &serde_json::Value) -> Vec<u8> {
    event_of(element).dedupe.key
}

#[test]
fn ids_count_where_there_are_some_and_content_where_not() {
    let element = |time: i64, name: &str, content: serde_json::Value| serde_json::json!({ "sender": { "id": "1" }, "timestamp": time, name: content });
    let message = |mid: &str, text: &str| serde_json::json!({ "mid": mid, "text": text });
    let press = |payload: &str| serde_json::json!({ "payload": payload });
    let reaction = |action: &str| serde_json::json!({ "mid": "m_1", "action": action, "emoji": "❤" });
    let same = [
        (element(5, "message", message("m_1", "a")), element(6, "message", message("m_1", "b"))),
        (element(5, "postback", press("/a")), element(5, "postback", press("/a"))),
    ];
    for (one, other) in same {
        assert_eq!(key_of(&one), key_of(&other), "{one} {other}");
    }
    let different = [
        (element(5, "message", message("m_1", "a")), element(5, "message", message("m_2", "a"))),
        (element(5, "postback", press("/a")), element(5, "postback", press("/b"))),
        (element(5, "postback", press("/a")), element(6, "postback", press("/a"))),
        (element(5, "reaction", reaction("react")), element(5, "reaction", reaction("unreact"))),
        (element(5, "reaction", reaction("react")), element(6, "reaction", reaction("react"))),
        (element(5, "optin", press("a")), element(5, "optin", press("b"))),
    ];
    for (one, other) in different {
        assert_ne!(key_of(&one), key_of(&other), "{one} {other}");
    }
}

#[test]
fn only_webhooks_of_pages_are_read() {
    let verified = Verified { accounts: vec![PAGE.to_owned()] };
    for body in ["", "no JSON", "[]", "{}", r#"{"object":"instagram","entry":[]}"#] {
        let parsed = messenger().parse(&verified, body.as_bytes());
        assert!(
            matches!(parsed.as_slice(), [Parsed::Broken(broken)] if broken.body == body.as_bytes()),
            "{body}"
        );
    }
}

#[test]
fn a_message_a_press_a_link_and_a_reaction_open_the_window() {
    let opening =
        |name: &str| events(name).iter().map(|incoming| incoming.event.opens_window).collect::<Vec<_>>();
    for name in ["text", "postback", "quick_reply", "get_started", "attachments", "ad_click"] {
        assert!(opening(name).iter().all(|opens| *opens), "{name}: {:?}", opening(name));
    }
    assert_eq!(opening("referral"), [true, true, false], "nobody is known to have come by the last");
    assert_eq!(opening("receipts")[..2], [true, false], "an emoji that is taken back opens nothing");
    assert!(!opening("echo").contains(&true));
}
