//! Where the bot may write: <https://core.telegram.org/bots/api#chatmemberupdated>.

use serde_json::{Value, json};

use super::Here;
use crate::{
    act::Refused,
    telegram::{Telegram, chat::Chat, content::Content},
    world::Update,
};

impl Telegram {
    /// Who does something in the group brings the bot there, if it was not there yet.
    pub(super) fn enter(&mut self, here: Here) -> Vec<Update> {
        if here.chat == here.person || self.chats.contains_key(&here.chat) {
            return Vec::new();
        }
        self.chats.insert(here.chat, Chat::new(here.chat));
        self.join(here, "left")
    }

    /// The person wants nothing of the bot any more, or removes it from the group.
    pub(super) fn close(&mut self, here: Here) -> Result<Vec<Update>, Refused> {
        let chat = self.chats.entry(here.chat).or_insert_with(|| Chat::new(here.chat));
        if std::mem::replace(&mut chat.closed, true) {
            return Err(Refused::new("the bot is gone already"));
        }
        Ok(self.member(here, "member", "kicked").into_iter().collect())
    }

    pub(super) fn reopen(&mut self, here: Here) -> Result<Vec<Update>, Refused> {
        match self.chats.get_mut(&here.chat).filter(|chat| chat.closed) {
            Some(chat) => chat.closed = false,
            None => return Err(Refused::new("the bot is not blocked")),
        }
        if here.chat == here.person {
            return Ok(self.member(here, "kicked", "member").into_iter().collect());
        }
        Ok(self.join(here, "kicked"))
    }

    fn join(&mut self, here: Here, before: &str) -> Vec<Update> {
        let member = self.member(here, before, "member");
        let id = self.write(here.chat, here.person, Content::Joined, here.now, |_| {});
        let joined = self.told(here.chat, id, "message");
        member.into_iter().chain(joined).collect()
    }

    fn member(&mut self, here: Here, before: &str, after: &str) -> Option<Update> {
        let bot = self.directory.user(self.directory.bot());
        let status = |status: &str| -> Value {
            match status {
                "kicked" => json!({ "status": status, "user": bot, "until_date": 0 }),
                _ => json!({ "status": status, "user": bot }),
            }
        };
        let chat = self.chats.get(&here.chat)?.json(&self.directory);
        let about = json!({
            "chat": chat, "from": self.directory.user(here.person), "date": here.now.as_second(),
            "old_chat_member": status(before), "new_chat_member": status(after),
        });
        self.update("my_chat_member", about)
    }
}
