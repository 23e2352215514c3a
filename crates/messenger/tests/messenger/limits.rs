//! Whatever is said, what goes out is within what Meta documents. The numbers stand here once more, as they are found
//! there.

use proptest::{prelude::*, sample::select, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::Value;
use tertulia_core::{
    Adapter as _, Album, Button, Call, Card, Carousel, Contact, Link, List, Location, Media, Message,
    Question, RichText, Row, Section, Source,
    adapter::Envelope,
    message::{Action, MediaKind},
    plan::{Policy, plan},
};

use crate::{messenger, to_person, validator};

const URL: &str = "https://example.com/a";

/// The messages of one reply, with what is done about what does not fit.
type Said = Vec<(Message<String>, Policy)>;

fn calls(said: Said) -> Vec<Call> {
    let messenger = messenger();
    let steps = plan(said, messenger.capabilities()).steps;
    let render = |part| messenger.render(part, &Envelope::new(&to_person(), "q1-W_e3r4T5y6U7i")).unwrap();
    steps.iter().map(|step| render(&step.part)).collect()
}

fn check(body: &Value) {
    let message = &body["message"];
    short(&message["text"], 1999);
    short(&message["metadata"], 999);
    few(&message["quick_replies"], 13);
    few(&message["attachments"], 30);
    for reply in list(&message["quick_replies"]) {
        short(&reply["title"], 20);
        short(&reply["payload"], 1000);
    }
    let payload = &message["attachment"]["payload"];
    short(&payload["text"], 640);
    buttons(payload);
    few(&payload["elements"], 10);
    for element in list(&payload["elements"]) {
        short(&element["title"], 80);
        short(&element["subtitle"], 80);
        buttons(element);
    }
}

fn buttons(of: &Value) {
    few(&of["buttons"], 3);
    for button in list(&of["buttons"]) {
        short(&button["title"], 20);
        short(&button["payload"], 1000);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn few(value: &Value, most: usize) {
    assert!(list(value).len() <= most, "more than {most}: {value}");
    assert_ne!(*value, serde_json::json!([]));
}

fn short(value: &Value, most: usize) {
    if let Some(text) = value.as_str() {
        assert!(!text.is_empty() && text.encode_utf16().count() <= most, "not 1 to {most}: {text}");
    }
}

/// Something to read, in scripts of every kind, up to a few thousand characters.
fn text() -> impl Strategy<Value = String> {
    ("[a-z👋🇪🇸日 é\\n.!]{0,60}", 1..80_usize).prop_map(|(words, times)| format!("{} ok", words.repeat(times)))
}

fn title() -> impl Strategy<Value = String> {
    "[A-Z👋日][a-z👋🇪🇸日 é]{0,100}"
}

fn action() -> impl Strategy<Value = Action<String>> {
    prop_oneof![
        4 => "/[a-z]{1,900}".prop_map(Action::Postback),
        1 => Just(Action::Link(URL.to_owned())),
        1 => Just(Action::Call("+34600123456".to_owned())),
        1 => Just(Action::Copy("RED-2026".to_owned())),
        1 => Just(Action::WebApp(URL.to_owned())),
    ]
}

fn some_buttons(most: usize) -> impl Strategy<Value = Vec<Button<String>>> {
    let button = (title(), action()).prop_map(|(title, action)| Button::of(title, action));
    prop::collection::vec(button, 0..most)
}

fn question() -> impl Strategy<Value = Question<String>> {
    (text(), some_buttons(20), title()).prop_map(|(text, mut buttons, last)| {
        buttons.push(Button::carrying(last, "/last".to_owned()));
        Question { text: text.into(), buttons }
    })
}

fn kind() -> impl Strategy<Value = MediaKind> {
    use MediaKind::*;
    select(&[Image, Video, Audio, Voice, Document, Sticker, Animation][..])
}

fn source() -> impl Strategy<Value = Source> {
    select(vec![Source::Url(URL.to_owned()), Source::Id("1857777774821032".to_owned())])
}

fn caption() -> impl Strategy<Value = Option<RichText>> {
    prop::option::of(text().prop_map(RichText::from))
}

fn picture() -> impl Strategy<Value = Option<Source>> {
    prop::option::of(Just(Source::Url(URL.to_owned())))
}

fn card() -> impl Strategy<Value = Card<String>> {
    (title(), prop::option::of(title()), picture(), prop::option::of(Just(URL.to_owned())), some_buttons(9))
        .prop_map(|(title, subtitle, image, url, buttons)| Card { title, subtitle, image, url, buttons })
}

fn some_list() -> impl Strategy<Value = List<String>> {
    let row = (title(), prop::option::of(title()), "/[a-z]{1,50}")
        .prop_map(|(title, description, payload)| Row { title, description, payload });
    let section =
        (title(), prop::collection::vec(row, 1..12)).prop_map(|(title, rows)| Section { title, rows });
    (text(), title(), prop::collection::vec(section, 1..4)).prop_map(|(text, button, sections)| List {
        text: text.into(),
        button,
        header: None,
        footer: Some("Prices with tax".to_owned()),
        sections,
    })
}

fn message() -> impl Strategy<Value = Message<String>> {
    let media = (kind(), source(), caption(), some_buttons(6))
        .prop_map(|(kind, source, caption, buttons)| Media { kind, source, caption, buttons });
    let album = (prop::collection::vec((kind(), source()), 1..70), caption())
        .prop_map(|(items, caption)| Album { items, caption });
    let carousel = (caption(), prop::collection::vec(card(), 1..24), any::<bool>())
        .prop_map(|(text, cards, square)| Carousel { text, cards, square });
    let link = (title(), prop::option::of(title()), picture(), title()).prop_map(
        |(title, subtitle, image, button)| Link { title, subtitle, image, url: URL.to_owned(), button },
    );
    let mut ana = Contact::default();
    ana.name = Some("Ana".to_owned());
    ana.phones = vec!["+34600123456".to_owned()];
    prop_oneof![
        text().prop_map(|text| Message::Text(text.into())),
        question().prop_map(Message::Buttons),
        question().prop_map(Message::QuickReplies),
        some_list().prop_map(Message::List),
        media.prop_map(Message::Media),
        album.prop_map(Message::Album),
        carousel.prop_map(Message::Carousel),
        link.prop_map(Message::Link),
        text().prop_map(|text| Message::LocationRequest(text.into())),
        text().prop_map(|text| Message::ContactRequest(text.into())),
        Just(Message::Location(Location::new(40.4, -3.7).unwrap())),
        Just(Message::Contact(ana)),
        (0..50_000_u64).prop_map(|time| Message::Typing(std::time::Duration::from_millis(time))),
    ]
}

fn reply() -> impl Strategy<Value = Said> {
    let policy = select(vec![Policy::Fit, Policy::Split, Policy::Numbered]);
    prop::collection::vec((message(), policy), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_reply_is_within_the_limits(said in reply()) {
        for call in calls(said) {
            check(&serde_json::from_str(call.body.get()).unwrap());
        }
    }
}

#[test]
fn the_validator_finds_nothing_in_random_replies() {
    let mut runner = TestRunner::deterministic();
    let replies = (0..200).map(|_| reply().new_tree(&mut runner).unwrap().current());
    let calls: Vec<_> = replies.flat_map(calls).collect();
    validator::judge(&calls);
}
