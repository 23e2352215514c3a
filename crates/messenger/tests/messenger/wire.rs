//! Every form of message, at its limits, through the validator of wire JSON.

use tertulia_core::{
    Adapter as _, Album, Button, Card, Carousel, Chat, Destination, Media, Question, RichText, Source,
    adapter::Envelope, message::MediaKind, plan::Part,
};

use crate::{messenger, render::question, to_person, validator};

/// So many buttons with titles and payloads as long as may be.
fn full(count: usize, title: usize, payload: usize) -> Vec<Button<String>> {
    let button = |number: usize| {
        Button::carrying(format!("{number:0>title$}"), format!("/{number:x>width$}", width = payload - 1))
    };
    (0..count).map(button).collect()
}

fn text(length: usize) -> RichText {
    "x".repeat(length).into()
}

fn file(number: usize) -> Source {
    Source::Url(format!("https://example.com/{number}"))
}

fn media(kind: MediaKind, source: Source) -> Part {
    Part::Media(Media { kind, source, caption: None, buttons: Vec::new() })
}

fn texts_and_choices() -> Vec<Part> {
    let limits = messenger().capabilities();
    let buttons = &limits.buttons;
    let quick_replies = limits.quick_replies.as_ref().unwrap();
    vec![
        Part::Text("Hello".into()),
        Part::Text("👋".repeat(limits.text / 2).into()),
        Part::Numbered { question: question("1. yes", &["yes"]), first: 1 },
        Part::Buttons { question: question("Clear?", &["yes"]), vanish: false },
        Part::Buttons {
            question: Question {
                text: text(buttons.text),
                buttons: full(buttons.count, buttons.title, buttons.payload),
            },
            vanish: true,
        },
        Part::QuickReplies(question("Clear?", &["yes"])),
        Part::QuickReplies(Question {
            text: text(limits.text),
            buttons: full(quick_replies.count, quick_replies.title, quick_replies.payload),
        }),
        Part::ContactRequest(text(limits.text)),
        Part::Typing,
    ]
}

fn pictures_and_cards() -> Vec<Part> {
    let limits = messenger().capabilities();
    let cards = limits.cards.as_ref().unwrap();
    let bare = Card { title: "Rome".to_owned(), subtitle: None, image: None, url: None, buttons: Vec::new() };
    let card = Card {
        title: "x".repeat(cards.title),
        subtitle: Some("x".repeat(cards.subtitle)),
        image: Some(file(0)),
        url: Some("https://example.com".to_owned()),
        buttons: full(cards.buttons, cards.button, cards.payload),
    };
    let pictures = (0..limits.media.album).map(|number| (MediaKind::Image, file(number)));
    vec![
        media(MediaKind::Image, file(0)),
        media(MediaKind::Animation, file(0)),
        media(MediaKind::Video, Source::Id("1857777774821032".to_owned())),
        media(MediaKind::Audio, file(0)),
        media(MediaKind::Voice, file(0)),
        media(MediaKind::Document, file(0)),
        media(MediaKind::Sticker, file(0)),
        media(MediaKind::Sticker, Source::Id("767226160478561".to_owned())),
        Part::Album(Album { items: pictures.collect(), caption: None }),
        Part::Cards(Carousel { text: None, cards: vec![bare], square: false }),
        Part::Cards(Carousel { text: None, cards: vec![card; cards.count], square: true }),
    ]
}

#[test]
fn every_call_is_as_documented() {
    let mut calls = Vec::new();
    let parts = || texts_and_choices().into_iter().chain(pictures_and_cards());
    for part in parts() {
        for reference in ["", "q1-W_e3r4T5y6U7i"] {
            let to = to_person();
            let envelope = Envelope { quotes: Some("m_before"), ..Envelope::new(&to, reference) };
            calls.push(messenger().render(&part, &envelope).unwrap());
        }
    }
    let to_comment = Destination { chat: Chat::of_comment("1_2"), ..Destination::default() };
    let said = parts().filter(|part| *part != Part::Typing);
    calls.extend(said.map(|part| messenger().render(&part, &Envelope::new(&to_comment, "")).unwrap()));
    validator::judge(&calls);
}
