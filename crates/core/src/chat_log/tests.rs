//! What is noted of events and messages.

use jiff::Timestamp;
use serde_json::value::RawValue;

use crate::{
    Attachment, Attachments, Button, Event, EventKind, Message,
    event::File,
    message::{Carousel, Media, Question},
    payload::{QualifiedPayload, Terms, Unsealed},
};

use super::*;

fn event(kind: EventKind) -> Event {
    Event::new(kind, Timestamp::UNIX_EPOCH, RawValue::NULL.to_owned())
}

#[test]
fn what_is_sent_is_told_by_its_kind_and_name() {
    let file = File { name: Some("cat.png".into()), url: Some("https://secret".into()), ..File::default() };
    let mut sent = Attachments::new([Attachment::Image(file)]).unwrap();
    sent.caption = Some("my cat".into());
    let heard = Remark::heard(&event(EventKind::Attachments(sent))).unwrap();
    assert_eq!((&*heard.kind, &*heard.name, &*heard.text), ("image", "cat.png", "my cat"));
}

#[test]
fn what_nobody_said_is_not_told() {
    assert_eq!(Remark::heard(&event(EventKind::Takeover)), None);
    assert_eq!(said(&Message::Typing(std::time::Duration::from_secs(1))), None);
}

#[test]
fn choices_are_told_with_what_they_carry() {
    let payload = |route: &str, params: Option<&str>| {
        Unsealed::Payload(QualifiedPayload {
            route: route.into(),
            params: params.map(Into::into),
            terms: Terms::default(),
        })
    };
    let button = |title: &str, carried| Button {
        title: title.to_owned(),
        action: crate::message::Action::Postback(carried),
        extras: crate::message::Extras::default(),
    };
    let buttons = vec![
        button("Yes", payload("/yes", None)),
        button("Buy", payload("shop/buy@2", Some(r#"{"sku":7}"#))),
    ];
    let said = said(&Message::QuickReplies(Question { text: "Well?".into(), buttons })).unwrap();
    assert_eq!((&*said.kind, &*said.text), ("quick_reply", "Well?"));
    let choices: Vec<_> = said.choices.iter().map(|it| (&*it.title, &*it.payload)).collect();
    assert_eq!(choices, [("Yes", "/yes"), ("Buy", r#"shop/buy {"sku":7}"#)]);
}

#[test]
fn pictures_and_cards_have_words_too() {
    let picture = Media {
        kind: crate::message::MediaKind::Image,
        source: "https://example.org/cat.png".into(),
        caption: Some("A cat".into()),
        buttons: Vec::new(),
    };
    let words = |message| said(&message).map(|said| (said.name, said.text)).unwrap();
    assert_eq!(words(Message::Media(picture)), ("https://example.org/cat.png".into(), "A cat".into()));
    let cards = Carousel { text: Some("Choose".into()), cards: Vec::new(), square: false };
    assert_eq!(words(Message::Carousel(cards)).1, "Choose");
}
