//! What came in: one event, the same for every platform.

mod album;
mod attachment;
mod command;
mod comment;
mod contact;
mod edited;
mod inline_query;
mod location;
mod membership;
mod opt_in;
mod own;
mod reaction;
mod speech;
mod timer;

pub use attachment::{Attachment, Attachments, File, Sticker};
pub use command::Command;
pub use comment::Comment;
pub use contact::Contact;
pub use edited::Edited;
pub use inline_query::InlineQuery;
pub use location::Location;
pub use membership::{Group, Membership};
pub use opt_in::{OptIn, RecurringNotification};
pub use own::OwnEvent;
pub use reaction::Reaction;
pub use speech::Speech;
pub use timer::{Timer, TimerPurpose};

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// One thing that happened in a conversation: a press, a text, a command.
///
/// Cheap to clone. What this version has no word for is still there, in [`Event::raw`].
#[derive(Clone, Debug, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// When it happened, by the platform's clock.
    #[serde(with = "jiff::fmt::serde::timestamp::millisecond::required")]
    pub at: Timestamp,
    /// The value of the link, ad or code that brought the person here: Messenger's `ref`, Telegram's
    /// `start` and `startgroup` parameter, the source of a WhatsApp ad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deep_link: Option<String>,
    /// The platform's id of the message that came in, whose button was pressed, or that was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// What has to be answered at once, outside the conversation: Telegram's `callback_query.id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press_id: Option<String>,
    /// Whether the bot is spoken to: always in private, in a group by a command, mention, reply or press.
    #[serde(default = "yes")]
    pub addressed: bool,
    /// Whether the bot may answer freely for a time from then on, on a platform that sets one; see
    /// [`Window`](crate::plan::Window).
    #[serde(default, skip_serializing_if = "is_false")]
    pub opens_window: bool,
    raw: Arc<RawValue>,
}

/// What kind of thing happened.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A button, quick reply, list row or menu entry was pressed. Holds the payload as it came.
    Postback(String),
    /// A text was written.
    Text {
        /// The text as written.
        text: String,
        /// The command it begins with, if it is one and meant for this bot.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        command: Option<Command>,
    },
    /// Something was sent that is no text: pictures, a voice message, a place, a card of an address book.
    Attachments(Attachments),
    /// The person came by a link or ad and did nothing else yet; see [`Event::deep_link`].
    Referral,
    /// The bot was added to a group, or is no longer in it.
    Membership(Membership),
    /// The person agreed to get messages now and then, or wants no more.
    RecurringNotification(RecurringNotification),
    /// The person put an emoji on a message, or took it back.
    Reaction(Reaction),
    /// The person changed a message.
    Edited(Edited),
    /// The person commented on a post.
    Comment(Comment),
    /// The person types behind the bot's name in some chat.
    InlineQuery(InlineQuery),
    /// The person agreed to hear from the bot.
    OptIn(OptIn),
    /// Somebody else wrote to the person in the bot's name: a human in the page's inbox or in the WhatsApp Business app,
    /// or another app. No block is asked; the conversation pauses, see [`pause`](crate::pause).
    Takeover,
    /// A message of ours was refused, or the platform told later that it will not arrive.
    DeliveryFailed(Undelivered),
    /// Nobody can tell whether a message of ours arrived, and it was not to be sent twice.
    DeliveryUnknown(Undelivered),
    /// The bot itself has something to say.
    Own(OwnEvent),
    /// Something was said to the person through a handle.
    Speech(Box<Speech>),
    /// A time has come that the conversation waited for.
    Timer(Timer),
    /// A message that is none of the above, by the platform's name for it: a poll, an order, a game.
    OtherMessage(String),
    /// Anything else the platform reports, by the platform's name for it. Starts no turn.
    Other(String),
}

/// A message of ours that did not arrive, or of which nobody can tell.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Undelivered {
    /// Why, in the platform's words.
    pub reason: String,
    /// The message as it was to be sent: the platform's own JSON.
    pub message: String,
}

impl Event {
    /// An event; the rest is filled in by the adapter that makes it.
    pub fn new(kind: EventKind, at: Timestamp, raw: impl Into<Arc<RawValue>>) -> Self {
        Self {
            kind,
            at,
            deep_link: None,
            message_id: None,
            press_id: None,
            addressed: true,
            opens_window: false,
            raw: raw.into(),
        }
    }

    /// The platform's own JSON: the update, the `messaging` item or the message, as it was received. Of an album, the list
    /// of its updates.
    pub fn raw(&self) -> &str {
        self.raw.get()
    }

    /// What was written: the text, or the caption of what was sent.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            EventKind::Text { text, .. } => Some(text),
            EventKind::Attachments(sent) => sent.caption.as_deref(),
            _ => None,
        }
    }

    /// What was sent besides text.
    pub fn attachments(&self) -> Option<&Attachments> {
        match &self.kind {
            EventKind::Attachments(sent) => Some(sent),
            _ => None,
        }
    }

    /// The payload as it came, if the event is a press.
    pub fn payload(&self) -> Option<&str> {
        match &self.kind {
            EventKind::Postback(payload) => Some(payload),
            _ => None,
        }
    }

    /// The command, if the text is one.
    pub fn command(&self) -> Option<&Command> {
        match &self.kind {
            EventKind::Text { command, .. } => command.as_ref(),
            _ => None,
        }
    }

    /// An event of our own making: a message did not arrive.
    pub fn undelivered(kind: EventKind, at: Timestamp) -> Self {
        Self { addressed: false, ..Self::new(kind, at, RawValue::NULL.to_owned()) }
    }

    /// An event of our own making: a time has come.
    pub fn timer(timer: Timer, at: Timestamp) -> Self {
        Self { addressed: false, ..Self::new(EventKind::Timer(timer), at, RawValue::NULL.to_owned()) }
    }

    /// An event of our own making: the bot has something to say.
    pub fn own(event: OwnEvent, at: Timestamp) -> Self {
        Self { addressed: false, ..Self::new(EventKind::Own(event), at, RawValue::NULL.to_owned()) }
    }

    /// An event of our own making: something was said to the person.
    pub fn speech(speech: Speech, at: Timestamp) -> Self {
        let kind = EventKind::Speech(Box::new(speech));
        Self { addressed: false, ..Self::new(kind, at, RawValue::NULL.to_owned()) }
    }

    /// Whether somebody said or pressed something and waits for an answer: `everything_else` is asked about that
    /// alone.
    pub fn expects_answer(&self) -> bool {
        self.is_said() && self.addressed
    }

    /// Whether it is something that a person says or presses, to the bot or to others.
    pub(crate) fn is_said(&self) -> bool {
        matches!(
            self.kind,
            EventKind::Postback(_)
                | EventKind::Text { .. }
                | EventKind::Attachments(_)
                | EventKind::OtherMessage(_)
        )
    }

    /// The group that the bot was added to, if that is what happened.
    pub fn joined(&self) -> Option<&Group> {
        match &self.kind {
            EventKind::Membership(Membership::New(group)) => Some(group),
            _ => None,
        }
    }

    /// When nobody waits for its answer any more: an inline query has 10 seconds, then the person is shown no results.
    ///
    /// Source: observed; Telegram documents no time, and gives up queries that were not delivered after 30 seconds.
    pub fn deadline(&self) -> Option<Timestamp> {
        let time = match self.kind {
            EventKind::InlineQuery(_) => Duration::from_secs(10),
            _ => return None,
        };
        Some(self.at.checked_add(time).unwrap_or(Timestamp::MAX))
    }

    /// Whether blocks are asked about it. Receipts, echoes and kinds without a block of their own are not.
    pub fn starts_turn(&self) -> bool {
        !matches!(self.kind, EventKind::Other(_))
    }
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it")]
fn is_false(it: &bool) -> bool {
    !it
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_survives_the_inbox() {
        let raw = RawValue::from_string(r#"{"b":1, "a":[ ]}"#.to_owned()).unwrap();
        let mut event = Event::new(EventKind::Postback("/yes".into()), Timestamp::UNIX_EPOCH, raw);
        event.press_id = Some("4382".into());
        let read: Event = serde_json::from_str(&serde_json::to_string(&event).unwrap()).unwrap();
        assert_eq!(read.raw(), r#"{"b":1, "a":[ ]}"#, "the raw JSON is kept byte for byte");
        assert_eq!((read.payload(), read.press_id.as_deref()), (Some("/yes"), Some("4382")));
    }
}
