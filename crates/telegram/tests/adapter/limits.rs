//! Whatever the planner gives is within what Telegram documents, and nothing people wrote becomes an entity.

use proptest::{collection::vec, option, prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::Value;
use tertulia_core::{
    Adapter, Album, Button, List, Media, Message, Question, RichText, Row, Section,
    adapter::Envelope,
    message::{Action, MediaKind},
    plan::{Policy, plan},
};

use crate::{specs, support::telegram, wire::private};

/// Short, long, with signs of markup and with characters of several code points.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<b>x</b> & *y* _z_ [a](https://example.com) `c`".to_owned()),
        Just("👩‍👩‍👧‍👦🤷".repeat(40)),
        Just("@ana /start #tag https://example.com\n\n".to_owned()),
        "[a-zé ]{1,60}".prop_map(|word| word + "x"),
    ];
    vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// Up to several messages long.
fn long() -> impl Strategy<Value = String> {
    (words(), 1..30_usize).prop_map(|(words, times)| words.repeat(times))
}

fn rich() -> impl Strategy<Value = RichText> {
    (long(), words(), any::<bool>()).prop_map(|(plain, styled, bold)| {
        let text = RichText::from(plain);
        if bold { text.bold(styled) } else { text }
    })
}

fn button() -> impl Strategy<Value = Button<String>> {
    let action = prop_oneof![
        "[a-z/]{1,64}".prop_map(Action::Postback),
        Just(Action::Link("https://example.com/map".to_owned())),
        Just(Action::Copy("493-028".to_owned())),
        Just(Action::Call("+34600000000".to_owned())),
        Just(Action::WebApp("https://example.com/seats".to_owned())),
    ];
    (words(), action).prop_map(|(title, action)| Button::of(title, action))
}

fn message() -> impl Strategy<Value = Message<String>> {
    use MediaKind::{Animation, Audio, Document, Image, Sticker, Video, Voice};
    let kind = || prop::sample::select(vec![Image, Video, Audio, Voice, Document, Sticker, Animation]);
    let source = || "https://example.com/1".into();
    let row = |title| Row { title, description: None, payload: "/row".to_owned() };
    let list = move |(text, titles): (_, Vec<String>)| {
        let sections = vec![Section { title: String::new(), rows: titles.into_iter().map(row).collect() }];
        Message::List(List { text, button: "Menu".to_owned(), header: None, footer: None, sections })
    };
    prop_oneof![
        rich().prop_map(Message::Text),
        (rich(), vec(button(), 1..120))
            .prop_map(|(text, buttons)| Message::Buttons(Question { text, buttons })),
        (rich(), vec(words(), 1..120)).prop_map(list),
        (kind(), option::of(rich()), vec(button(), 0..4)).prop_map(move |(kind, caption, buttons)| {
            Message::Media(Media { kind, source: source(), caption, buttons })
        }),
        (vec(kind(), 1..25), option::of(rich())).prop_map(move |(kinds, caption)| {
            Message::Album(Album { items: kinds.into_iter().map(|kind| (kind, source())).collect(), caption })
        }),
    ]
}

/// The calls that a message becomes.
fn calls(message: Message<String>) -> Vec<tertulia_core::Call> {
    let telegram = telegram();
    let plan = plan(vec![(message, Policy::Fit)], telegram.capabilities());
    let to = private();
    let render = |part| telegram.render(&part, &Envelope::new(&to, "")).unwrap();
    plan.steps.into_iter().map(|step| render(step.part)).collect()
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.chars().count())
}

#[test]
fn the_checker_finds_nothing_to_say_about_any_part() {
    let mut runner = TestRunner::deterministic();
    let messages = (0..60).map(|_| message().new_tree(&mut runner).unwrap().current());
    specs::judge(&messages.flat_map(calls).collect::<Vec<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_part_is_within_the_limits(message in message()) {
        for call in calls(message) {
            let body: Value = serde_json::from_str(call.body.get()).unwrap();
            prop_assert!(length(&body["text"]) <= 4096 && length(&body["caption"]) <= 1024);
            let rows = body.pointer("/reply_markup/inline_keyboard").and_then(Value::as_array);
            let count = rows.into_iter().flatten().map(|row| row.as_array().map_or(0, Vec::len)).sum::<usize>();
            prop_assert!(count <= 100);
            if call.endpoint == "sendMediaGroup" {
                prop_assert!((2..=10).contains(&body["media"].as_array().map_or(0, Vec::len)));
            }
        }
    }

    #[test]
    fn what_people_write_is_never_an_entity(text in long(), title in words()) {
        let text = RichText::from(text);
        let buttons = vec![Button::carrying(title, "/yes".to_owned())];
        let question = Question { text: text.clone(), buttons };
        for call in calls(Message::Buttons(question)).into_iter().chain(calls(Message::Text(text))) {
            let body: Value = serde_json::from_str(call.body.get()).unwrap();
            prop_assert!(body.get("entities").is_none() && body.get("parse_mode").is_none());
        }
    }
}
