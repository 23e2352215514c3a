//! What no platform could show is refused where it is written.

use super::*;
use crate::{
    Album, Card, Carousel, Contact, IntoMessage, Link, Media, Message, RichText, Wording,
    message::{MediaKind, Native, Source},
    plan::Policy,
};

const PAGE: &str = "https://example.com/";

fn ok() -> Button {
    Button::postback("ok", "ok")
}

fn contact(name: &str, phone: Option<&str>) -> Contact {
    Contact {
        name: Some(name.to_owned()),
        phones: phone.into_iter().map(str::to_owned).collect(),
        ..Contact::default()
    }
}

fn question(button: Button) -> Message {
    Message::Buttons(crate::Question { text: "?".into(), buttons: vec![button] })
}

/// A message with what is wrong with it.
fn faults() -> Vec<(Message, &'static str)> {
    let card = |card: Card| Message::Carousel(Carousel::new([card]));
    vec![
        ("".into_message(), "a text is empty"),
        ("\u{200b} \n".into_message(), "a text is empty"),
        (Message::Text(Wording::html("<b></b>")), "a text is empty"),
        (Message::Text(Wording::html("<script>")), "`<script>` is no tag"),
        (Message::Text(RichText::new().bold(" ").into()), "a text is empty"),
        (
            Message::Buttons(crate::Question { text: "?".into(), buttons: vec![] }),
            "there are no buttons to press",
        ),
        (
            Message::QuickReplies(crate::Question { text: " ".into(), buttons: vec![ok()] }),
            "the text above the buttons",
        ),
        (question(Button::postback("\u{feff}", "ok")), "a button has no title"),
        (question(Button::url("Open", "example.com")), "`example.com` is no address of a page"),
        (question(Button::url("Open", "https://")), "is no address of a page"),
        (question(Button::url("Open", "https://a b.example/")), "is no address of a page"),
        (question(Button::url("Open", "javascript:alert(1)")), "is no address of a page"),
        (question(Button::web_app("Open", "http://example.com/")), "a web app has an `https` address"),
        (question(Button::call("Call", "600 123 456")), "`600 123 456` is no phone number"),
        (question(Button::copy("Copy", "")), "a button copies 1 to 256 characters"),
        (question(Button::copy("Copy", "x".repeat(257))), "a button copies 1 to 256 characters"),
        (Message::List(List::new("?", "Open")), "the list has no rows"),
        (
            Message::List(List::new("?", "Open").section("", [Row::postback(" ", "ok")])),
            "a row of the list has no title",
        ),
        (
            Message::List(List::new("?", "").section("", [Row::postback("ok", "ok")])),
            "the button that opens the list",
        ),
        (
            Message::List(List::new("", "Open").section("", [Row::postback("ok", "ok")])),
            "the text above the list is empty",
        ),
        (Message::Media(Media::image("rome.jpg")), "`rome.jpg` is no address of a page"),
        (Message::Media(Media::video(Source::Id(String::new()))), "the id of a file is empty"),
        (Message::Media(Media::image(PAGE).caption(" ")), "the caption is empty"),
        (Message::Media(Media::image(PAGE).buttons([Button::postback("", "ok")])), "a button has no title"),
        (Message::Album(Album::new([])), "the album has no pictures"),
        (Message::Album(Album::new([(MediaKind::Image, "x".into())])), "is no address of a page"),
        (Message::Album(Album::new([(MediaKind::Image, PAGE.into())]).caption("")), "the caption is empty"),
        (Message::Carousel(Carousel::new([])), "the carousel has no cards"),
        (
            Message::Carousel(Carousel::new([Card::new("Rome")]).text(" ")),
            "the text before the carousel is empty",
        ),
        (card(Card::new("")), "a card has no title"),
        (card(Card::new("Rome").url("rome")), "`rome` is no address of a page"),
        (card(Card::new("Rome").image("rome")), "`rome` is no address of a page"),
        (card(Card::new("Rome").buttons([Button::postback("", "ok")])), "a button has no title"),
        (Message::Link(Link::new("Rome", "rome", "Open")), "`rome` is no address of a page"),
        (Message::Link(Link::new("", PAGE, "Open")), "the link has no title"),
        (Message::Link(Link::new("Rome", PAGE, " ")), "the button of the link has no title"),
        (Message::Link(Link::new("Rome", PAGE, "Open").image("x")), "`x` is no address of a page"),
        (Message::Contact(contact(" ", Some("+34600123456"))), "the contact has no name"),
        (Message::Contact(contact("Ana", None)), "the contact has no phone number"),
        (Message::Contact(contact("Ana", Some(" "))), "a phone number of the contact is empty"),
        (Message::LocationRequest(" ".into()), "the text that asks for the location is empty"),
        (Message::ContactRequest("".into()), "the text that asks for the phone number is empty"),
        (
            Message::Native(Native::new(Platform::TELEGRAM, "sendDice", Default::default()).elsewhere("")),
            "a text is empty",
        ),
    ]
}

#[test]
fn each_fails_its_turn_as_a_whole_with_the_authors_line() {
    for (at, (message, fault)) in faults().into_iter().enumerate() {
        let mut chat = Chat::with([Context::new("main")
            .postback("ok", ())
            .any_text(move |reply: Reply| reply.text("before").say(message.clone()).text("behind"))]);
        let error = chat.try_event(written("x")).unwrap_err();
        let told = error.to_string();
        assert_eq!(error.kind(), crate::ErrorKind::Terminal, "{at}");
        assert!(told.contains(fault) && told.lines().count() == 1, "{at}: {fault} is missing in: {told}");
        assert!(told.contains("tests/unsayable.rs:"), "{at}: {told}");
    }
}

#[test]
fn a_body_that_is_no_object_is_no_message() {
    let mut chat =
        Chat::with([Context::new("main")
            .any_text(|reply: Reply| reply.raw(Platform::TELEGRAM, "sendDice", json!([1])))]);
    let told = chat.fails("x");
    assert!(told.contains("is an object, not `[1]`") && told.contains("unsayable.rs:"), "{told}");
}

#[test]
fn what_is_denied_a_platform_fails_with_its_line() {
    let denied = |say: fn(&Reply) -> Reply| {
        Chat::with([Context::new("main").postback("ok", ()).any_text(move |reply: Reply| {
            reply.text("before");
            say(&reply.policy(Policy::Deny))
        })])
    };
    for (say, loss) in [
        (
            (|reply| reply.text("x".repeat(5000))) as fn(&Reply) -> Reply,
            "the text is too long for one message here",
        ),
        (|reply| reply.button("?", [Button::postback("x".repeat(65), "ok")]), "is too long here: cut"),
        (
            |reply| reply.button("?", (0..150).map(|_| ok())),
            "150 buttons do not fit below one message here: shown on 2 pages",
        ),
        (|reply| reply.button("?", [Button::url("Open", PAGE)]), "no buttons that open pages here"),
        (
            |reply| reply.list(List::new("?", "Open").section("", [Row::postback("ok", "ok")])),
            "no lists here",
        ),
        (|reply| reply.html("<b>bold</b>"), "no styles here"),
        (|reply| reply.location(crate::Location::new(41.9, 12.5).unwrap()), "no maps here"),
        (
            |reply| {
                let mut native = Native::new(Platform::new("plain"), "x", serde_json::Map::new());
                let title = native.short_text("xxxxxxxxx", 8);
                native.body.insert("title".into(), title);
                reply.say(native)
            },
            "`xxxxxxxxx` is too long here: cut",
        ),
        (
            |reply| reply.raw(Platform::TELEGRAM, "sendDice", json!({})),
            "no message of this kind here: left out",
        ),
    ] {
        let told = denied(say).fails("x");
        assert!(
            told.contains(loss) && told.contains("unsayable.rs:") && told.contains("on messenger:"),
            "{loss} is missing in: {told}"
        );
    }
    let mut fits = denied(|reply| reply.button("?", [ok()]));
    assert_eq!(fits.says("x"), ["before", "?"]);
}

#[test]
fn row_7_what_people_write_adds_nothing_to_a_message() {
    let name = r#"ana","buttons":[["Pay","/pay"]],"x":"{"$text":1}"#;
    let mut chat =
        Chat::with([Context::new("main").postback("ok", ()).any_text(|reply: Reply, Text(name): Text| {
            reply.button(format!("Hi {name}!"), [Button::postback(name, "ok")])
        })]);
    let (heard, outcome) = chat.try_event(written(name)).unwrap();
    assert_eq!(heard.texts, [format!("Hi {name}!")]);
    let body: Value = serde_json::from_str(outcome.calls[0].call.body.get()).unwrap();
    assert_eq!(body["buttons"].as_array().unwrap().len(), 1, "{body}");
}

#[test]
fn row_8_what_people_write_is_no_markup() {
    for name in ["<b>ana</b>", "*ana*", "[ana](tg://user?id=1)", "&lt;", "a < b"] {
        let styled = move |reply: Reply, Text(name): Text| {
            reply.text(name.clone()).text(RichText::new().text("Hi ").bold(name))
        };
        let mut chat = Chat::with([Context::new("main").any_text(styled)]);
        assert_eq!(chat.says(name), [name.to_owned(), format!("Hi {name}")]);
    }
}

#[test]
fn row_41_payloads_are_measured_in_bytes_and_no_press_is_silent() {
    let letters = "ж".repeat(40);
    let main = Context::new("main")
        .postback(letters.as_str(), "Pressed.")
        .any_text(move |reply: Reply| reply.button("?", [Button::postback("ok", letters.as_str())]));
    let mut chat = Chat::with([main]);
    chat.says("x");
    assert!(chat.wire("ok").len() <= 64, "80 bytes do not fit");
    assert_eq!(chat.press("ok"), handled(&["Pressed."]));
    chat.stored.clear();
    let told = chat.press("ok");
    assert_eq!((told.verdict, told.texts.len()), (Verdict::Expired, 1));
}
