//! What went wrong elsewhere, and must not here.

use tertulia_core::{
    Button, Card, Carousel, Contact, List, Location, Media, Message, Question, RichText, Row, Section,
    message::{MediaKind, Source},
    payload::{Keyring, Maker, QualifiedPayload, Sealing, Terms},
    plan::{Capabilities, Part, Policy},
};

use crate::{Number, limits::beyond, platforms, turned};

fn picture() -> Source {
    Source::from("https://example.com/rome.jpg")
}

fn buttons(count: usize, title: &str) -> Message<Number> {
    let button = |number| Button::carrying(format!("{title} {number}"), Number(number));
    Message::Buttons(Question { text: "Which?".into(), buttons: (0..count).map(button).collect() })
}

fn parts(message: &Message<Number>, capabilities: &Capabilities) -> Vec<Part<Number>> {
    turned(message, Policy::Fit, capabilities).remove(0).steps.into_iter().map(|step| step.part).collect()
}

#[test]
fn row_36_a_button_carries_its_payload_on_every_platform() {
    for (platform, capabilities) in platforms() {
        let parts = parts(&buttons(2, "Choice"), capabilities);
        let [Part::Buttons { question, .. }] = &parts[..] else { panic!("{platform}: {parts:?}") };
        let carried: Vec<_> = question.buttons.iter().map(|button| button.payload().copied()).collect();
        assert_eq!(carried, [Some(Number(0)), Some(Number(1))], "{platform}");
    }
}

#[test]
fn row_38_a_video_is_shown_on_every_platform() {
    for kind in [MediaKind::Video, MediaKind::Audio, MediaKind::Document, MediaKind::Image] {
        let media =
            Message::Media(Media { kind, source: picture(), caption: Some("Rome".into()), buttons: vec![] });
        for (platform, capabilities) in platforms() {
            let is_it = |part: &Part<Number>| matches!(part, Part::Media(shown) if shown.kind == kind);
            assert!(parts(&media, capabilities).iter().any(is_it), "{platform}: {}", kind.name());
        }
    }
}

#[test]
fn row_39_no_reply_is_nothing_but_a_line_in_the_log() {
    let card = |number: usize| Card {
        title: format!("City {number}"),
        subtitle: None,
        image: Some(picture()),
        url: None,
        buttons: vec![Button::carrying("Book", Number(number))],
    };
    let mut contact = Contact::default();
    contact.name = Some("Ana".into());
    contact.phones = vec!["+34600123456".into()];
    let row = Row { title: "Tea".to_owned(), description: None, payload: Number(0) };
    let list = List {
        text: "Which?".into(),
        button: "Open".to_owned(),
        header: None,
        footer: None,
        sections: vec![Section { title: String::new(), rows: vec![row] }],
    };
    let messages: Vec<Message<Number>> = vec![
        Message::List(list),
        Message::Text(RichText::html("<b>bold</b>").unwrap()),
        Message::Contact(contact),
        Message::Location(Location::new(41.9, 12.5).unwrap()),
        Message::Media(Media {
            kind: MediaKind::Document,
            source: picture(),
            caption: None,
            buttons: vec![],
        }),
        Message::Carousel(Carousel { text: None, cards: (0..3).map(card).collect(), square: false }),
    ];
    for (platform, capabilities) in platforms() {
        for message in &messages {
            let parts = parts(message, capabilities);
            assert!(!parts.is_empty(), "{platform}: {message:?}");
            assert!(parts.iter().all(|part| beyond(part, capabilities).is_empty()), "{platform}: {parts:?}");
        }
    }
}

#[test]
fn row_40_what_is_too_much_for_whatsapp_is_not_passed_through() {
    let (_, capabilities) = platforms()[1];
    let message = buttons(5, "A title that has so many characters");
    let keyring = Keyring::new(&["a key of thirty-two bytes, or so".into()]).unwrap();
    let maker =
        Maker { chat: 1, user: 7, turn: "1", now: std::time::SystemTime::UNIX_EPOCH.try_into().unwrap() };
    let mut sealing = Sealing::new(&keyring, maker);
    for part in parts(&message, capabilities) {
        let beyond = beyond(&part, capabilities);
        assert!(beyond.is_empty(), "{beyond:?}");
        let params = Some(format!("{{\"note\":\"{}\"}}", "n".repeat(400)));
        let payload = QualifiedPayload { route: "/buy".to_owned(), params, terms: Terms::default() };
        let sealed = part.try_map(capabilities, |_, limit| {
            let wire = sealing.write(&payload, limit);
            if wire.len() <= limit { Ok(wire) } else { Err(wire) }
        });
        assert!(sealed.is_ok_and(|part| part.choices().len() == 5));
    }
}
