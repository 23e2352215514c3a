//! Messages, and what looks like one.

use jiff::Timestamp;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;
use tertulia_core::EventKind;

use crate::{Bot, limits};

use super::{
    chat::Chat,
    command::{Spoken, deep_link},
    content,
    entity::Entity,
    happened::{Details, Happened, Migration},
    lenient, lenient_list,
    user::User,
};

/// <https://core.telegram.org/bots/api#message>, as far as it matters here.
///
/// The other objects in an update say who, where and when in the same words, so it reads them too.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Message {
    #[serde(deserialize_with = "lenient")]
    message_id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    message_thread_id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    is_topic_message: Option<bool>,
    // Reactions and poll answers call it `user`.
    #[serde(alias = "user", deserialize_with = "lenient")]
    from: Option<User>,
    #[serde(deserialize_with = "lenient")]
    sender_chat: Option<IgnoredAny>,
    #[serde(deserialize_with = "lenient")]
    chat: Option<Chat>,
    #[serde(deserialize_with = "lenient")]
    business_connection_id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    date: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    edit_date: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(deserialize_with = "lenient_list")]
    entities: Vec<Entity>,
    #[serde(deserialize_with = "lenient")]
    caption: Option<String>,
    #[serde(deserialize_with = "lenient_list")]
    caption_entities: Vec<Entity>,
    #[serde(deserialize_with = "lenient")]
    reply_to_message: Option<Answered>,
    #[serde(deserialize_with = "lenient")]
    migrate_to_chat_id: Option<i64>,
    #[serde(deserialize_with = "lenient")]
    migrate_from_chat_id: Option<i64>,
}

/// The message that a message is an answer to.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Answered {
    #[serde(deserialize_with = "lenient")]
    from: Option<User>,
    #[serde(deserialize_with = "lenient")]
    forum_topic_created: Option<IgnoredAny>,
}

/// Reads a new message of any kind.
pub(super) fn read(raw: &RawValue, bot: &Bot) -> Happened {
    let mut message = Message::read(raw);
    let text = message.text.take();
    let spoken = text.as_deref().map_or(Spoken::Nothing, |text| Spoken::read(text, &message.entities, bot));
    let addressed = message.addresses(bot, text.as_deref(), &spoken);
    let can_answer = message.can_be_answered();
    let migration = message.migration().filter(|_| text.is_none());
    let mut happened = message.happened(EventKind::Other("message".to_owned()));
    happened.details.addressed = addressed;
    happened.migration = migration;

    let is_persons = can_answer && happened.sender.is_some();
    let kind = match text {
        Some(text) => EventKind::Text { text, command: spoken.into_command() },
        None => content_kind(raw),
    };
    if is_persons || matches!(kind, EventKind::Other(_)) {
        happened.details.deep_link = match &kind {
            EventKind::Text { command, .. } => command.as_ref().and_then(deep_link),
            _ => None,
        };
        happened.details.kind = kind;
    }
    happened
}

fn content_kind(raw: &RawValue) -> EventKind {
    let fields = serde_json::from_str(raw.get()).unwrap_or_default();
    content::kind(&fields)
}

impl Message {
    /// Reads it; what is no object is a message without anything.
    pub(super) fn read(raw: &RawValue) -> Self {
        serde_json::from_str(raw.get()).unwrap_or_default()
    }

    /// Who, where and when, as an event of this kind.
    pub(super) fn happened(self, kind: EventKind) -> Happened {
        let addressed = self.is_private();
        let chat = self.place().unwrap_or_default();
        // Whoever writes in the name of a chat (a channel, an anonymous administrator) is no person.
        let from = self.from.filter(|_| self.sender_chat.is_none());
        Happened {
            sender: from.and_then(User::into_sender),
            chat,
            details: Details {
                kind,
                at: time(self.edit_date.or(self.date)),
                deep_link: None,
                message_id: self.message_id.map(|id| id.to_string()),
                press_id: None,
                addressed,
            },
            migration: None,
        }
    }

    /// Where it is. `None` if it does not say.
    pub(super) fn place(&self) -> Option<tertulia_core::Chat> {
        // In other groups `message_thread_id` is a chain of replies, which is no place of its own.
        let thread = self.message_thread_id.filter(|_| self.is_topic_message == Some(true));
        self.chat.as_ref()?.place(thread, self.business_connection_id.clone())
    }

    pub(super) fn id(&self) -> Option<i64> {
        self.message_id
    }

    fn can_be_answered(&self) -> bool {
        self.place().is_some() && !self.chat.as_ref().is_some_and(Chat::is_direct_messages)
    }

    /// Whether it tells that a group became a supergroup: the old group is told of the new id, and the new one
    /// of the old.
    fn migration(&self) -> Option<Migration> {
        let chat = self.chat.as_ref()?.group()?;
        let migration = match (self.migrate_from_chat_id, self.migrate_to_chat_id) {
            (Some(from), _) => Migration { from, to: chat },
            (None, Some(to)) => Migration { from: chat, to },
            (None, None) => return None,
        };
        (migration.from != migration.to).then_some(migration)
    }

    fn is_private(&self) -> bool {
        self.chat.as_ref().is_none_or(Chat::is_private)
    }

    /// Whether it is meant for the bot. In a group most messages are not.
    fn addresses(&self, bot: &Bot, text: Option<&str>, spoken: &Spoken) -> bool {
        let marked = match text {
            Some(text) => (text, &self.entities),
            None => (self.caption.as_deref().unwrap_or_default(), &self.caption_entities),
        };
        match spoken {
            _ if self.is_private() => true,
            Spoken::Ours(_) => true,
            Spoken::Theirs => false,
            Spoken::Nothing => self.answers(bot) || mentions(bot, marked.0, marked.1),
        }
    }

    fn answers(&self, bot: &Bot) -> bool {
        let Some(answered) = &self.reply_to_message else { return false };
        // In a topic every message answers the one that opened it, which the bot may have written.
        let opens_topic = answered.forum_topic_created.is_some();
        !opens_topic && answered.from.as_ref().and_then(|user| user.id) == Some(bot.id())
    }
}

/// Whether the text names the bot: by `@name`, or by a link to a bot that has none.
fn mentions(bot: &Bot, text: &str, entities: &[Entity]) -> bool {
    entities.iter().take(limits::ENTITIES).any(|entity| {
        if entity.is("text_mention") {
            return entity.user.as_ref().and_then(|user| user.id) == Some(bot.id());
        }
        let inside = entity.split(text).filter(|_| entity.is("mention")).map(|(_, inside, _)| inside);
        inside.and_then(|inside| bot.is_called(inside.strip_prefix('@')?)) == Some(true)
    })
}

/// Telegram's time, in seconds. What has no time of its own is at the epoch.
fn time(seconds: Option<i64>) -> Timestamp {
    seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}
