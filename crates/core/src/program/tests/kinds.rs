//! Events that are neither texts nor presses. The numbers are rows of what the reference got wrong.

use super::*;
use crate::{Attachment, Attachments, Contact, Location, event::File};

fn sent(attachments: impl IntoIterator<Item = Attachment>, caption: Option<&str>) -> Event {
    let mut sent = Attachments::new(attachments).unwrap();
    sent.caption = caption.map(str::to_owned);
    event(EventKind::Attachments(sent))
}

fn place() -> Attachment {
    Attachment::Location(Location::new(40.4158, -3.7075).unwrap())
}

fn card() -> Attachment {
    Attachment::Contact(Contact { phones: vec!["600".into()], ..Contact::default() })
}

fn picture() -> Attachment {
    Attachment::Image(File { id: Some("AgAC".into()), ..File::default() })
}

#[test]
fn row_44_a_location_arrives_as_one() {
    let mut chat = Chat::with([Context::new("main")
        .any_attachment("something")
        .location(|place: Location| format!("{} {}", place.latitude, place.longitude))
        .contact(|card: Contact| card.phones[0].clone())]);
    assert_eq!(chat.event(sent([place()], None)), handled(&["40.4158 -3.7075"]));
    assert_eq!(chat.event(sent([card()], None)), handled(&["600"]));
    assert_eq!(chat.event(sent([picture()], None)), handled(&["something"]));
    // Messenger puts several things into one message.
    assert_eq!(chat.event(sent([picture(), place()], None)), handled(&["40.4158 -3.7075"]));
}

#[test]
fn row_52_a_sticker_arrives_with_its_id() {
    let mut chat = Chat::with([Context::new("main").any_attachment(|sent: Attachments| match &sent[0] {
        Attachment::Sticker(sticker) => sticker.file.id.clone().unwrap(),
        other => other.kind().to_owned(),
    })]);
    let mut sticker = crate::event::Sticker::default();
    sticker.file.id = Some("CAAC".into());
    assert_eq!(chat.event(sent([Attachment::Sticker(sticker)], None)), handled(&["CAAC"]));
    assert_eq!(chat.event(sent([place()], None)), handled(&["location"]), "nobody else takes it");
}

#[test]
fn a_caption_is_the_text_of_what_no_block_for_attachments_takes() {
    let texts = || {
        Context::new("main")
            .keyword("receipt", |sent: Option<Attachments>| format!("receipt {}", sent.is_some()))
            .any_text(|Text(text): Text| text)
            .everything_else("what is that?")
    };
    let mut chat = Chat::with([texts()]);
    assert_eq!(chat.event(sent([picture()], Some("Receipt"))), handled(&["receipt true"]));
    assert_eq!(chat.event(sent([picture()], Some("my cat"))), handled(&["my cat"]));
    assert_eq!(chat.event(sent([picture()], None)), handled(&["what is that?"]));
    assert_eq!(chat.says("receipt"), ["receipt false"]);

    let mut chat = Chat::with([texts().any_attachment(|text: Option<Text>, sent: Attachments| {
        format!("{}, {}", sent[0].kind(), text.map_or_else(|| "mute".into(), |Text(text)| text))
    })]);
    assert_eq!(chat.event(sent([picture()], Some("Receipt"))), handled(&["image, Receipt"]));
    assert_eq!(chat.event(sent([picture()], None)), handled(&["image, mute"]));
}

#[test]
fn row_43_a_number_is_read_as_in_the_persons_language() {
    let main = || {
        Context::new("main")
            .any_text("no number")
            .any_number(|numbers: crate::Numbers| {
                let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
                numbers.join(" ")
            })
            .keyword("7", "seven")
    };
    let mut chat = Chat::of(ProgramBuilder::new().context(main()).default_locale("en"));
    assert_eq!(chat.says("-1,234.5 and 2"), ["-1234.5 2"]);
    assert_eq!(chat.says("b2b"), ["no number"]);
    assert_eq!(chat.says("7"), ["seven"]);
    let mut overheard = written("see you at 5");
    overheard.addressed = false;
    assert_eq!(chat.event(overheard).texts, [""; 0]);
    assert_eq!(chat.event(sent([picture()], Some("20 apples"))), handled(&["20"]));
    let mut chat = Chat::of(ProgramBuilder::new().context(main()).default_locale("es"));
    assert_eq!(chat.says("1.234,5"), ["1234.5"]);
}

#[test]
fn a_caption_is_no_command() {
    let mut chat = Chat::with([Context::new("main").command("help", "help").everything_else("else")]);
    assert_eq!(chat.event(sent([picture()], Some("/help"))), handled(&["else"]));
}
