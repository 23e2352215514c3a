//! What a message without text is.

use tertulia_core::EventKind;

use super::{attachment, fields::Fields};

/// What people send. Where Telegram sets two of these "for backward compatibility" (an animation is a
/// document too, a venue a location), the one that says more comes first.
const CONTENT: &[&str] = &[
    "animation",
    "live_photo",
    "venue",
    "paid_media",
    "photo",
    "video",
    "video_note",
    "voice",
    "audio",
    "document",
    "sticker",
    "story",
    "contact",
    "location",
    "poll",
    "dice",
    "game",
    "checklist",
    "rich_message",
    "widget",
    "invoice",
    "giveaway",
    "giveaway_winners",
];

/// Service messages that come with older fields beside them, which are not the name to go by.
const SERVICE: &[&str] = &[
    "new_chat_members",
    "left_chat_member",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
];

/// What a message says about itself rather than in itself.
const ABOUT: &[&str] = &[
    "author_signature",
    "business_connection_id",
    "caption",
    "caption_entities",
    "chat",
    "date",
    "direct_messages_topic",
    "edit_date",
    "effect_id",
    "entities",
    "ephemeral_message_id",
    "external_reply",
    "forward_date",
    "forward_from",
    "forward_from_chat",
    "forward_from_message_id",
    "forward_origin",
    "forward_sender_name",
    "forward_signature",
    "from",
    "guest_bot_caller_chat",
    "guest_bot_caller_user",
    "guest_query_id",
    "has_media_spoiler",
    "has_protected_content",
    "is_automatic_forward",
    "is_from_offline",
    "is_paid_post",
    "is_topic_message",
    "link_preview_options",
    "media_group_id",
    "message_id",
    "message_thread_id",
    "paid_star_count",
    "quote",
    "receiver_user",
    "reply_markup",
    "reply_to_checklist_task_id",
    "reply_to_message",
    "reply_to_poll_option_id",
    "reply_to_story",
    "sender_boost_count",
    "sender_business_bot",
    "sender_chat",
    "sender_tag",
    "show_caption_above_media",
    "suggested_post_info",
    "text",
    "via_bot",
];

/// The kind of a message without text, by the name of the field that holds what is in it.
///
/// A field that is not known counts as a service message, as most that were ever added are: to answer
/// "somebody changed the background" would be worse than to say nothing to a new kind of picture.
pub(super) fn kind(message: &Fields<'_>) -> EventKind {
    let found = |names: &[&'static str]| names.iter().copied().find(|name| message.has(name));
    if let Some(name) = found(CONTENT) {
        return match attachment::read(message, name) {
            Some(sent) => EventKind::Attachments(sent),
            None => EventKind::OtherMessage(name.to_owned()),
        };
    }
    let service = found(SERVICE).or_else(|| {
        let mut names = message.iter().map(|(name, _)| name);
        names.find(|name| !ABOUT.contains(name))
    });
    EventKind::Other(service.unwrap_or("message").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> EventKind {
        kind(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn content_is_named_by_what_says_most() {
        let sent = |json: &str| match of(json) {
            EventKind::Attachments(sent) => sent[0].kind().to_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(sent(r#"{"document": {}, "animation": {}}"#), "animation");
        assert_eq!(sent(r#"{"photo": null, "voice": {}}"#), "voice");
        assert_eq!(sent(r#"{"document": {}, "photo": 7}"#), "image", "of an unknown shape");
        let place = r#"{"location": {"latitude": 1, "longitude": 2}, "#;
        assert_eq!(of(&format!(r#"{place}"venue": {{}}}}"#)), EventKind::OtherMessage("venue".into()));
        assert_eq!(sent(&format!(r#"{place}"venue": null}}"#)), "location");
    }

    #[test]
    fn service_is_named_by_todays_word() {
        let json = r#"{"new_chat_participant": {}, "new_chat_member": {}, "new_chat_members": []}"#;
        assert_eq!(of(json), EventKind::Other("new_chat_members".into()));
        assert_eq!(of(r#"{"date": 1, "chat_haunted": {}}"#), EventKind::Other("chat_haunted".into()));
        assert_eq!(of(r#"{"date": 1}"#), EventKind::Other("message".into()));
    }

    #[test]
    fn no_name_is_in_two_tables() {
        let mut names: Vec<_> = [CONTENT, SERVICE, ABOUT].concat();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
