//! Telegram as phones show it.

mod bubble;
mod composer;
mod touch;

pub(super) use touch::Touch;

use jiff::Timestamp;

use super::{
    Telegram,
    chat::{Chat, GROUP, TITLE},
    message::Message,
};
use crate::{Person, view};

impl Telegram {
    /// The private chat with the bot, and the group if it is there.
    pub(super) fn phone(&self, person: &Person, now: Timestamp) -> Vec<view::Chat> {
        let id = self.directory.id_of(person);
        let empty = Chat::new(id);
        let private = self.chats.get(&id).unwrap_or(&empty);
        let chats = std::iter::once(private).chain(self.chats.get(&GROUP));
        chats.map(|chat| self.seen(chat, id, person, now)).collect()
    }

    fn seen(&self, chat: &Chat, id: i64, person: &Person, now: Timestamp) -> view::Chat {
        let notice = chat.notice(id, now);
        view::Chat {
            id: chat.id.to_string(),
            title: if chat.is_group() { TITLE.to_owned() } else { self.directory.name.clone() },
            group: chat.is_group(),
            bubbles: self.bubbles(chat),
            typing: chat.busy.is_some_and(|until| now < until),
            blocked: chat.closed,
            window: None,
            notice: notice.map(|notice| view::Notice { text: notice.text.clone(), alert: notice.alert }),
            composer: self.composer(chat, id, person),
        }
    }

    /// An album is one bubble.
    fn bubbles(&self, chat: &Chat) -> Vec<view::Bubble> {
        let together = |one: &Message, other: &Message| one.album.is_some() && one.album == other.album;
        chat.messages.chunk_by(together).filter_map(|messages| self.bubble_of(chat, messages)).collect()
    }
}
