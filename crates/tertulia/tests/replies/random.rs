//! Replies of all kinds, at random.

use proptest::{collection::vec, option, prelude::*};
use tertulia_core::{
    Album, Button, Card, Carousel, Link, List, Location, Media, Message, Question, RichText, Row, Section,
    message::{Action, MediaKind, Source},
};

use crate::Number;

/// A reply whose choices carry numbers from 0 on.
pub(crate) fn reply() -> impl Strategy<Value = Message<Number>> {
    let message = prop_oneof![
        text().prop_map(Message::Text),
        question(40).prop_map(Message::Buttons),
        question(40).prop_map(Message::QuickReplies),
        list().prop_map(Message::List),
        media().prop_map(Message::Media),
        album().prop_map(Message::Album),
        carousel().prop_map(Message::Carousel),
        link().prop_map(Message::Link),
        Just(Message::Location(Location::new(41.9, 12.5).expect("Rome"))),
        text().prop_map(Message::LocationRequest),
        text().prop_map(Message::ContactRequest),
    ];
    message.prop_map(numbered)
}

/// Words that all differ, some of them bold: from one to more than any platform shows at once.
pub(crate) fn text() -> impl Strategy<Value = RichText> {
    let count = prop_oneof![3 => 1_usize..30, 1 => 30_usize..1200];
    (count, any::<bool>()).prop_map(|(count, styled)| {
        let mut text = RichText::new();
        for number in 0..count {
            let space = if number == 0 { "" } else { " " };
            text = match styled && number % 7 == 3 {
                true => text.text(space).bold(format!("w{number}.")),
                false => text.text(format!("{space}w{number}.")),
            };
        }
        text
    })
}

fn title() -> impl Strategy<Value = String> {
    "[A-Za-z👩é]{1,6}( [a-z👨]{1,9}){0,5}"
}

fn button() -> impl Strategy<Value = Button<Number>> {
    let action = prop_oneof![
        6 => Just(Action::Postback(Number(0))),
        1 => Just(Action::Link("https://example.com/".to_owned())),
        1 => Just(Action::Call("+34600123456".to_owned())),
        1 => Just(Action::Copy("AB-12".to_owned())),
        1 => Just(Action::WebApp("https://example.com/app".to_owned())),
    ];
    (title(), action).prop_map(|(title, action)| {
        let mut button = Button::carrying(title, Number(0));
        button.action = action;
        button
    })
}

fn question(most: usize) -> impl Strategy<Value = Question<Number>> {
    (text(), vec(button(), 1..most)).prop_map(|(text, buttons)| Question { text, buttons })
}

fn list() -> impl Strategy<Value = List<Number>> {
    let row = (title(), option::of(title()));
    let row = row.prop_map(|(title, description)| Row { title, description, payload: Number(0) });
    let section = (title(), vec(row, 1..60)).prop_map(|(title, rows)| Section { title, rows });
    let lines = (title(), option::of(title()), option::of(title()));
    (text(), lines, vec(section, 1..12)).prop_map(|(text, (button, header, footer), sections)| List {
        text,
        button,
        header,
        footer,
        sections,
    })
}

fn kind() -> impl Strategy<Value = MediaKind> {
    prop::sample::select(vec![
        MediaKind::Image,
        MediaKind::Video,
        MediaKind::Audio,
        MediaKind::Voice,
        MediaKind::Document,
        MediaKind::Sticker,
        MediaKind::Animation,
    ])
}

fn source() -> Source {
    Source::from("https://example.com/rome.jpg")
}

fn media() -> impl Strategy<Value = Media<Number>> {
    (kind(), option::of(text()), vec(button(), 0..6)).prop_map(|(kind, caption, buttons)| Media {
        kind,
        source: source(),
        caption,
        buttons,
    })
}

fn album() -> impl Strategy<Value = Album<Number>> {
    let items = vec(prop::sample::select(vec![MediaKind::Image, MediaKind::Video]), 1..25);
    (items, option::of(text())).prop_map(|(kinds, caption)| Album {
        items: kinds.into_iter().map(|kind| (kind, source())).collect(),
        caption,
    })
}

fn carousel() -> impl Strategy<Value = Carousel<Number>> {
    let card = (title(), option::of(title()), any::<bool>(), any::<bool>(), vec(button(), 0..5));
    let card = card.prop_map(|(title, subtitle, image, url, buttons)| Card {
        title,
        subtitle,
        image: image.then(source),
        url: url.then(|| "https://example.com/".to_owned()),
        buttons,
    });
    (option::of(text()), vec(card, 1..15), any::<bool>(), any::<bool>()).prop_map(
        |(text, mut cards, square, pictures)| {
            if pictures {
                cards.iter_mut().for_each(|card| card.image = Some(source()));
            }
            Carousel { text, cards, square }
        },
    )
}

fn link() -> impl Strategy<Value = Link<Number>> {
    (title(), option::of(title()), any::<bool>(), title()).prop_map(|(title, subtitle, image, button)| Link {
        title,
        subtitle,
        image: image.then(source),
        url: "https://example.com/".to_owned(),
        button,
    })
}

/// Gives every choice a number of its own.
fn numbered(mut message: Message<Number>) -> Message<Number> {
    let mut next = 0..;
    let mut number = |buttons: &mut Vec<Button<Number>>| {
        for button in buttons {
            if let Action::Postback(payload) = &mut button.action {
                payload.0 = next.next().unwrap_or_default();
            }
        }
    };
    match &mut message {
        Message::Buttons(question) | Message::QuickReplies(question) => number(&mut question.buttons),
        Message::Media(media) => number(&mut media.buttons),
        Message::Carousel(carousel) => carousel.cards.iter_mut().for_each(|card| number(&mut card.buttons)),
        Message::List(list) => {
            let rows = list.sections.iter_mut().flat_map(|section| &mut section.rows);
            rows.enumerate().for_each(|(at, row)| row.payload = Number(at));
        }
        _ => {}
    }
    message
}
