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

/// One event of every kind that nobody says to the bot, by the name of its block.
fn happenings() -> Vec<(&'static str, EventKind)> {
    use crate::event::*;
    vec![
        ("membership", EventKind::Membership(Membership::New(Group::new("-100")))),
        ("recurring_notification", EventKind::RecurringNotification(RecurringNotification::default())),
        ("reaction", EventKind::Reaction(Reaction::added("7", Some("👍".into())))),
        ("edited", EventKind::Edited(Edited::Text("stop".into()))),
        ("comment", EventKind::Comment(Comment::new("1_2"))),
        ("inline_query", EventKind::InlineQuery(InlineQuery::new("77", "stop"))),
        ("optin", EventKind::OptIn(OptIn::default())),
    ]
}

/// Blocks for everything that is said.
fn talkative(name: &str) -> Context {
    let said = |context: Context| {
        context.regex(".", "regex").keyword("stop", "keyword").any_number("number").any_text("any text")
    };
    said(Context::new(name)).any_attachment("attachment").everything_else("else").any_postback("press")
}

#[test]
fn row_26_and_row_27_each_kind_has_its_block_and_nothing_else_answers_it() {
    let mut chat = Chat::with([talkative("main")
        .membership("membership")
        .recurring_notification("recurring_notification")
        .reaction("reaction")
        .edited("edited")
        .comment("comment")
        .inline_query("inline_query")
        .optin("optin")]);
    for (name, kind) in happenings() {
        assert_eq!(chat.event(event(kind)), handled(&[name]));
    }
    let mut chat = Chat::with([talkative("main")]);
    for (name, kind) in happenings() {
        let ignored = Heard { texts: vec![], verdict: Verdict::Unmatched };
        assert_eq!(chat.event(event(kind)), ignored, "{name}");
    }
}

#[test]
fn each_kind_gives_what_happened() {
    use crate::{Comment, Edited, InlineQuery, Membership, OptIn, Reaction, RecurringNotification};
    let mut chat = Chat::with([Context::new("main")
        .membership(|change: Membership| change.group().id.clone())
        .recurring_notification(|topic: RecurringNotification| topic.granted.to_string())
        .reaction(|reaction: Reaction| format!("{} {}", reaction.emoji.unwrap_or_default(), reaction.added))
        .edited(|edited: Edited, Text(now): Text| format!("{now} {}", edited.location().is_some()))
        .comment(|comment: Comment, text: Option<Text>| format!("{} {}", comment.id, text.is_some()))
        .inline_query(|query: InlineQuery, Text(text): Text| format!("{} {text}", query.id))
        .optin(|opt_in: OptIn| opt_in.value.unwrap_or("nothing".into()))]);
    let expected = ["-100", "false", "👍 true", "stop false", "1_2 false", "77 stop", "nothing"];
    for ((_, kind), expected) in happenings().into_iter().zip(expected) {
        assert_eq!(chat.event(event(kind)), handled(&[expected]));
    }
}

#[test]
fn row_45_what_goes_to_a_context_of_its_own_does_not_move_the_conversation() {
    let contexts = || {
        [
            Context::new("main").keyword("shop", change_to("shop")),
            Context::new("shop").any_text("in the shop"),
            Context::new("aside").membership("aside").comment("aside").inline_query("aside"),
        ]
    };
    let builder = contexts().into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    let mut chat =
        Chat::of(builder.route_inline_query("aside").route_comment("aside").route_membership("aside"));
    chat.says("shop");
    for (name, kind) in happenings() {
        let texts = chat.event(event(kind)).texts;
        let routed = matches!(name, "membership" | "comment" | "inline_query");
        assert_eq!(texts, if routed { vec!["aside"] } else { vec![] }, "{name}");
        assert_eq!(chat.says("where am I?"), ["in the shop"], "after {name}");
    }
    let builder = contexts().into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    let faults = builder.route_comment("asied").build().unwrap_err().to_string();
    assert!(faults.contains("`asied`") && faults.contains("`routes.comment`"), "{faults}");
}

#[test]
fn a_caption_is_no_command() {
    let mut chat = Chat::with([Context::new("main").command("help", "help").everything_else("else")]);
    assert_eq!(chat.event(sent([picture()], Some("/help"))), handled(&["else"]));
}
