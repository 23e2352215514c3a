//! What goes to `messages`: reference/send-api (v25.0).

use serde_json::Value;

use crate::graph::{Checked, Field};

use super::message;

/// What a call sends.
pub(in crate::messenger) enum Send<'a> {
    Message { recipient: Recipient<'a>, leave: Leave },
    Action { recipient: Recipient<'a>, action: Action<'a> },
}

/// Whom it goes to.
#[derive(Clone, Copy)]
pub(in crate::messenger) enum Recipient<'a> {
    Id(&'a str),
    /// Whoever wrote that comment, used that checkbox, or wrote that post.
    Other,
}

/// Why it may be sent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::messenger) enum Leave {
    /// The person wrote within 24 hours.
    Window,
    /// A human answers, or asks for feedback, within 7 days.
    Tag,
    /// Meta has approved what is said.
    Utility,
}

/// What is done in passing.
#[derive(Clone, Copy)]
pub(in crate::messenger) enum Action<'a> {
    Typing(bool),
    Seen,
    React { message: &'a str, emoji: Option<&'a str> },
}

const FIELDS: [&str; 11] = [
    "recipient",
    "message",
    "messaging_type",
    "tag",
    "notification_type",
    "sender_action",
    "persona_id",
    "reply_to",
    "thread_control",
    "payload",
    "access_token",
];

pub(in crate::messenger) fn send(body: &Value) -> Checked<Send<'_>> {
    let body = Field::body(body);
    body.only(&FIELDS)?;
    let recipient = recipient(&body.need("recipient")?)?;
    if let Some(action) = body.get("sender_action") {
        if body.get("message").is_some() {
            return Err(action.wrong("cannot be sent together with a message"));
        }
        return Ok(Send::Action { recipient, action: self::action(&body, &action)? });
    }
    let message = body.need("message")?;
    let kind = message::message(&message)?;
    if let Some(kind) = body.get("notification_type") {
        kind.one_of(&["REGULAR", "SILENT_PUSH", "NO_PUSH"])?;
    }
    if let Some(persona) = body.get("persona_id") {
        persona.text(100)?;
    }
    if let Some(reply_to) = body.get("reply_to") {
        reply_to.need("mid")?.text(500)?;
    }
    Ok(Send::Message { recipient, leave: leave(&body, kind)? })
}

fn recipient<'a>(recipient: &Field<'a>) -> Checked<Recipient<'a>> {
    // Tokens of recurring notifications are none any more since 2026-02-10.
    recipient.only(&["id", "user_ref", "comment_id", "post_id"])?;
    let (name, id) = recipient.exactly_one(&["id", "user_ref", "comment_id", "post_id"])?;
    let id = id.text(500)?;
    Ok(if name == "id" { Recipient::Id(id) } else { Recipient::Other })
}

fn action<'a>(body: &Field<'a>, action: &Field<'a>) -> Checked<Action<'a>> {
    let name = action.one_of(&["typing_on", "typing_off", "mark_seen", "react", "unreact"])?;
    Ok(match name {
        "typing_on" | "typing_off" => Action::Typing(name == "typing_on"),
        "mark_seen" => Action::Seen,
        _ => {
            let payload = body.need("payload")?;
            let message = payload.need("message_id")?.text(500)?;
            let emoji = if name == "react" { Some(payload.need("reaction")?.text(20)?) } else { None };
            Action::React { message, emoji }
        }
    })
}

fn leave(body: &Field<'_>, kind: message::Kind) -> Checked<Leave> {
    let messaging_type = body.need("messaging_type")?;
    let name = messaging_type.one_of(&["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"])?;
    if kind == message::Kind::Utility && name != "UTILITY" {
        return Err(messaging_type.wrong("must be UTILITY for a template"));
    }
    let Some(tag) = body.get("tag") else {
        return match name {
            "MESSAGE_TAG" => body.need("tag").map(|_| Leave::Tag),
            "UTILITY" => Ok(Leave::Utility),
            _ => Ok(Leave::Window),
        };
    };
    if name != "MESSAGE_TAG" {
        return Err(tag.wrong("needs the messaging_type MESSAGE_TAG"));
    }
    // The other tags are refused since 2026-04-27.
    let tag_name = tag.one_of(&["HUMAN_AGENT", "CUSTOMER_FEEDBACK"])?;
    if tag_name == "CUSTOMER_FEEDBACK" && kind != message::Kind::Feedback {
        return Err(tag.wrong("CUSTOMER_FEEDBACK goes with the customer feedback template only"));
    }
    Ok(Leave::Tag)
}
