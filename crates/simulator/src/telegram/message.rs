//! Messages.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{chat::Chat, content::Content, directory::Directory, keyboard::InlineKeyboard};

/// A message as a chat keeps it.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) id: i64,
    /// The bot, or a person.
    pub(super) from: i64,
    pub(super) at: Timestamp,
    pub(super) edited: Option<Timestamp>,
    pub(super) content: Content,
    pub(super) keyboard: Option<InlineKeyboard>,
    /// The message that it visibly answers.
    pub(super) quotes: Option<i64>,
    /// Who put which emoji on it.
    pub(super) reactions: BTreeMap<i64, String>,
    pub(super) pinned: bool,
    /// The album that it is part of.
    pub(super) album: Option<String>,
    /// Whether the person chose it among what the bot answered elsewhere.
    pub(super) inline: bool,
    /// Whose message is repeated.
    pub(super) origin: Option<(i64, Timestamp)>,
    /// Whether it came with a keyboard in the place of the letters: then it cannot be edited.
    pub(super) fixed: bool,
}

impl Message {
    pub(super) fn new(id: i64, from: i64, at: Timestamp, content: Content) -> Self {
        Self {
            id,
            from,
            at,
            edited: None,
            content,
            keyboard: None,
            quotes: None,
            reactions: BTreeMap::new(),
            pinned: false,
            album: None,
            inline: false,
            origin: None,
            fixed: false,
        }
    }

    /// <https://core.telegram.org/bots/api#message>, with the message that it answers.
    pub(super) fn json(&self, chat: &Chat, directory: &Directory) -> Value {
        let mut message = self.alone(chat, directory);
        let other = |id: i64| chat.message(id).map(|other| Value::Object(other.alone(chat, directory)));
        if let Some(quoted) = self.quotes.and_then(other) {
            message.insert("reply_to_message".to_owned(), quoted);
        }
        if let Content::Pinned(id) = self.content {
            let gone = || json!({ "chat": chat.json(directory), "message_id": id, "date": 0 });
            message.insert("pinned_message".to_owned(), other(id).unwrap_or_else(gone));
        }
        message.into()
    }

    fn alone(&self, chat: &Chat, directory: &Directory) -> Map<String, Value> {
        let mut message = Map::new();
        let mut add = |field: &str, value: Value| drop(message.insert(field.to_owned(), value));
        add("message_id", self.id.into());
        add("from", directory.user(self.from));
        add("chat", chat.json(directory));
        add("date", self.at.as_second().into());
        if let Some(edited) = self.edited {
            add("edit_date", edited.as_second().into());
        }
        if let Some(album) = &self.album {
            add("media_group_id", album.clone().into());
        }
        if self.inline {
            add("via_bot", directory.user(directory.bot()));
        }
        if let Some((from, at)) = self.origin {
            let origin =
                json!({ "type": "user", "date": at.as_second(), "sender_user": directory.user(from) });
            add("forward_origin", origin);
        }
        if self.content == Content::Joined {
            add("new_chat_members", json!([directory.user(directory.bot())]));
        }
        if let Some(keyboard) = &self.keyboard {
            add("reply_markup", keyboard.json());
        }
        self.content.write(&mut message);
        message
    }
}
