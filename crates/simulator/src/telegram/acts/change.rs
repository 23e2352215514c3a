//! What people change afterwards.

use serde_json::{Value, json};

use super::Here;
use crate::{
    act::Refused,
    telegram::{Telegram, content::Content, methods::is_reaction, text::Formatted},
    world::Update,
};

impl Telegram {
    pub(super) fn rewrite(&mut self, here: Here, bubble: &str, text: &str) -> Result<Vec<Update>, Refused> {
        let id = self.bubble(here, bubble)?;
        let said = Formatted::typed(text);
        let message = self.chats.get_mut(&here.chat).and_then(|chat| chat.message_mut(id));
        let own = message.filter(|message| message.from == here.person && !message.inline);
        let own = own.ok_or_else(|| Refused::new("only own messages can be changed"))?;
        match &mut own.content {
            Content::Text(_) if !(1..=4096).contains(&said.length()) => {
                return Err(Refused::new("a message has 1 to 4096 characters"));
            }
            Content::Media { .. } if said.length() > 1024 => {
                return Err(Refused::new("a caption has up to 1024 characters"));
            }
            Content::Text(text) | Content::Media { caption: text, .. } => *text = said,
            _ => return Err(Refused::new("there is no text in it")),
        }
        own.edited = Some(here.now);
        Ok(self.told(here.chat, id, "edited_message").into_iter().collect())
    }

    /// Bots are told of reactions in private chats, and where they are administrators, which this one is not.
    pub(super) fn put_reaction(
        &mut self,
        here: Here,
        bubble: &str,
        emoji: Option<&str>,
    ) -> Result<Vec<Update>, Refused> {
        if let Some(emoji) = emoji.filter(|emoji| !is_reaction(emoji)) {
            return Err(Refused::new(format!("`{emoji}` is no reaction on Telegram")));
        }
        let id = self.bubble(here, bubble)?;
        let gone = || Refused::new("there is no such message");
        let message =
            self.chats.get_mut(&here.chat).and_then(|chat| chat.message_mut(id)).ok_or_else(gone)?;
        let before = match emoji {
            Some(emoji) => message.reactions.insert(here.person, emoji.to_owned()),
            None => message.reactions.remove(&here.person),
        };
        if before.as_deref() == emoji || here.chat != here.person {
            return Ok(Vec::new());
        }
        let about = json!({
            "chat": self.directory.private_chat(here.chat), "message_id": id,
            "user": self.directory.user(here.person), "date": here.now.as_second(),
            "old_reaction": reaction(before.as_deref()), "new_reaction": reaction(emoji),
        });
        Ok(self.update("message_reaction", about).into_iter().collect())
    }
}

/// <https://core.telegram.org/bots/api#reactiontypeemoji>: none, or one.
fn reaction(emoji: Option<&str>) -> Value {
    emoji.map(|emoji| json!({ "type": "emoji", "emoji": emoji })).into_iter().collect()
}
