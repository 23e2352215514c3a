//! Chats.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{directory::Directory, keyboard::ReplyKeyboard, message::Message};

/// The id of the group in which everybody is.
pub(super) const GROUP: i64 = -1_001_000_000_001;

/// A private chat, or the group.
#[derive(Debug)]
pub(super) struct Chat {
    /// Of a private chat the person's.
    pub(super) id: i64,
    pub(super) messages: Vec<Message>,
    pub(super) keyboard: Option<ReplyKeyboard>,
    /// What is written in grey where people write, if an answer is asked for.
    pub(super) asked: Option<Option<String>>,
    /// Until when the bot seems to be doing something.
    pub(super) busy: Option<Timestamp>,
    /// Whether somebody wrote, before which the bot may not.
    pub(super) open: bool,
    /// Whether the bot may not write any more: the person blocked it, or it was removed from the group.
    pub(super) closed: bool,
    /// Up to which message people have read.
    pub(super) read: i64,
    /// What stands over the chat of who pressed something.
    pub(super) notices: BTreeMap<i64, Notice>,
    /// The group counts its own messages.
    last: i64,
}

/// The answer to a press.
#[derive(Clone, Debug)]
pub(super) struct Notice {
    pub(super) text: String,
    pub(super) alert: bool,
    pub(super) at: Timestamp,
}

/// How many messages a chat remembers.
const MESSAGES: usize = 2_000;

/// How long a notice is seen that nobody has to close.
const TOAST: SignedDuration = SignedDuration::from_secs(5);

impl Chat {
    pub(super) fn new(id: i64) -> Self {
        Self {
            id,
            messages: Vec::new(),
            keyboard: None,
            asked: None,
            busy: None,
            open: false,
            closed: false,
            read: 0,
            notices: BTreeMap::new(),
            last: 0,
        }
    }

    pub(super) fn is_group(&self) -> bool {
        self.id < 0
    }

    /// The number of a new message of the group.
    pub(super) fn count(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    pub(super) fn add(&mut self, message: Message) {
        if self.messages.len() == MESSAGES {
            self.messages.remove(0);
        }
        self.messages.push(message);
    }

    pub(super) fn message(&self, id: i64) -> Option<&Message> {
        self.messages.iter().rfind(|message| message.id == id)
    }

    pub(super) fn message_mut(&mut self, id: i64) -> Option<&mut Message> {
        self.messages.iter_mut().rfind(|message| message.id == id)
    }

    /// What the person sees over the chat.
    pub(super) fn notice(&self, person: i64, now: Timestamp) -> Option<&Notice> {
        self.notices.get(&person).filter(|notice| notice.alert || now < notice.at + TOAST)
    }

    /// <https://core.telegram.org/bots/api#chat>
    pub(super) fn json(&self, directory: &Directory) -> Value {
        if self.is_group() {
            return json!({ "id": self.id, "type": "supergroup", "title": TITLE });
        }
        directory.private_chat(self.id)
    }
}

/// What the group is called.
pub(super) const TITLE: &str = "La tertulia";
