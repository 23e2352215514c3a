//! Updates collected by other projects.

use tertulia_core::{EventKind, Parsed};

use crate::{
    specs,
    support::{json_files, parse, telegram},
};

/// What a sample whose name begins so is: the more special names first.
const KINDS: &[(&str, Expected)] = &[
    ("callback_query.data", Expected::Postback),
    ("message.text_command", Expected::Command),
    ("message.text", Expected::Text),
    ("message.contact", Expected::Sent("contact")),
    ("message.document", Expected::Sent("document")),
    ("message.location", Expected::Sent("location")),
    ("message.photo", Expected::Sent("image")),
    ("message.poll", Expected::Message("poll")),
    ("message.sticker", Expected::Sent("sticker")),
    ("message.voice", Expected::Sent("voice")),
    ("message.group_chat_created", Expected::Other("group_chat_created")),
    ("message.left_chat_member", Expected::Other("left_chat_member")),
    ("message.message_auto_delete_timer_changed", Expected::Other("message_auto_delete_timer_changed")),
    // In these, both ids are the same: nothing moves.
    ("message.migrate_from_chat_id", Expected::Other("migrate_from_chat_id")),
    ("message.migrate_to_chat_id__java-telegrambots-2", Expected::Moved("-552721116", "-1001308316775")),
    ("message.migrate_to_chat_id", Expected::Other("migrate_to_chat_id")),
    ("message.new_chat_members", Expected::Other("new_chat_members")),
    ("message.proximity_alert_triggered", Expected::Other("proximity_alert_triggered")),
    ("message.video_chat_ended", Expected::Other("video_chat_ended")),
    ("message.video_chat_participants_invited", Expected::Other("video_chat_participants_invited")),
    ("message.video_chat_started", Expected::Other("video_chat_started")),
    ("message.write_access_allowed", Expected::Other("write_access_allowed")),
    ("channel_post", Expected::Other("channel_post")),
    ("chat_join_request", Expected::Other("chat_join_request")),
    ("chosen_inline_result", Expected::Other("chosen_inline_result")),
    ("edited_channel_post", Expected::Other("edited_channel_post")),
    ("edited_message", Expected::Edited),
    ("inline_query", Expected::InlineQuery),
    ("poll_answer", Expected::Other("poll_answer")),
    ("poll", Expected::Other("poll")),
    ("pre_checkout_query", Expected::Other("pre_checkout_query")),
    ("shipping_query", Expected::Other("shipping_query")),
];

#[derive(Clone, Copy, Debug, PartialEq)]
enum Expected {
    Postback,
    Command,
    Text,
    Edited,
    InlineQuery,
    Sent(&'static str),
    Message(&'static str),
    Other(&'static str),
    Moved(&'static str, &'static str),
}

impl Expected {
    fn fits(self, kind: &EventKind) -> bool {
        match kind {
            EventKind::Postback(_) => self == Self::Postback,
            EventKind::Text { command: Some(_), .. } => self == Self::Command,
            EventKind::Text { command: None, .. } => self == Self::Text,
            EventKind::Edited(_) => self == Self::Edited,
            EventKind::InlineQuery(_) => self == Self::InlineQuery,
            EventKind::Attachments(sent) => matches!(self, Self::Sent(kind) if kind == sent[0].kind()),
            EventKind::OtherMessage(name) => matches!(self, Self::Message(expected) if expected == name),
            EventKind::Other(name) => matches!(self, Self::Other(expected) if expected == name),
            _ => false,
        }
    }
}

#[test]
fn samples() {
    let Some(specs) = specs::folder() else { return };
    let folder = specs.join("../samples/telegram");
    let names = json_files(&folder);
    assert!(!names.is_empty(), "no samples in {}", folder.display());
    for name in names {
        let body = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
        let expected = KINDS.iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, kind)| *kind);
        let expected = expected.unwrap_or_else(|| panic!("{name} is not in the table"));
        let incoming = match parse(&telegram(), &body) {
            Parsed::Event(incoming) => incoming,
            Parsed::Moved(moved) => {
                let Expected::Moved(from, to) = expected else { panic!("{name}: {moved:?}") };
                assert_eq!((moved.from.as_str(), moved.to.as_str()), (from, to), "{name}");
                continue;
            }
            other => panic!("{name}: {other:?}"),
        };
        assert!(expected.fits(&incoming.event.kind), "{name}: {:?}", incoming.event.kind);
        let turn = incoming.event.starts_turn();
        assert!(incoming.sender.is_some() || !turn, "{name}: somebody starts a turn");
        assert_eq!(incoming.event.raw(), String::from_utf8(body).unwrap().trim(), "{name}");
    }
}
