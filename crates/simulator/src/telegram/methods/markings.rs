//! What is done to messages, and shown beside them.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::telegram::{Telegram, call::Parameters, content::Content, keyboard::Markup, refusal::Refusal};

/// <https://core.telegram.org/bots/api#sendchataction>
const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// "The status is set for 5 seconds or less."
const ACTION: SignedDuration = SignedDuration::from_secs(5);

/// "A message can only be deleted if it was sent less than 48 hours ago."
const DELETABLE: SignedDuration = SignedDuration::from_hours(48);

/// <https://core.telegram.org/bots/api#reactiontypeemoji>
const REACTIONS: &str = "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 \
                         🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 \
                         🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡";

/// Whether it is an emoji that can be put on messages.
pub(in crate::telegram) fn is_reaction(emoji: &str) -> bool {
    REACTIONS.split_whitespace().any(|reaction| reaction == emoji)
}

impl Telegram {
    pub(super) fn show_action(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let chat = self.reach(with)?;
        if !ACTIONS.contains(&&*with.text("action").unwrap_or_default()) {
            return Err(Refusal::bad("wrong parameter action in request"));
        }
        self.chat_mut(chat).busy = Some(now + ACTION);
        Ok(true.into())
    }

    pub(super) fn delete(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let chat = self.reach(with)?;
        let id = self.message_of(chat, with, "message to delete")?;
        let bot = self.directory.bot();
        let place = self.chat_mut(chat);
        let can = place
            .message(id)
            .is_some_and(|it| now.duration_since(it.at) < DELETABLE && (it.from == bot || chat > 0));
        if !can {
            return Err(Refusal::bad("message can't be deleted"));
        }
        place.messages.retain(|message| message.id != id);
        Ok(true.into())
    }

    /// "If some of the specified messages can't be found, they are skipped."
    pub(super) fn delete_several(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let chat = self.reach(with)?;
        let ids = with.nested("message_ids", "message identifiers")?.unwrap_or_default();
        let ids: Vec<i64> = ids.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        if !(1..=100).contains(&ids.len()) {
            return Err(Refusal::bad("there must be 1 to 100 message identifiers"));
        }
        let bot = self.directory.bot();
        self.chat_mut(chat).messages.retain(|it| {
            let can = now.duration_since(it.at) < DELETABLE && (it.from == bot || chat > 0);
            !(can && ids.contains(&it.id))
        });
        Ok(true.into())
    }

    /// <https://core.telegram.org/bots/api#setmessagereaction>: a bot has one reaction on a message at most.
    pub(super) fn react(&mut self, with: &Parameters) -> Result<Value, Refusal> {
        let chat = self.reach(with)?;
        let id = self.message_of(chat, with, "message to react")?;
        let reactions = with.objects("reaction", "reaction types")?;
        let emoji = match reactions.as_slice() {
            [] => None,
            [reaction] => Some(reaction.text("emoji").unwrap_or_default().into_owned()),
            _ => return Err(Refusal::bad("REACTIONS_TOO_MANY")),
        };
        if emoji.as_ref().is_some_and(|emoji| !is_reaction(emoji)) {
            return Err(Refusal::bad("REACTION_INVALID"));
        }
        let bot = self.directory.bot();
        if let Some(message) = self.chat_mut(chat).message_mut(id) {
            match emoji {
                Some(emoji) => drop(message.reactions.insert(bot, emoji)),
                None => drop(message.reactions.remove(&bot)),
            }
        }
        Ok(true.into())
    }

    /// In the group it would have to be an administrator, which it is not.
    pub(super) fn pin(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let chat = self.may_pin(with)?;
        let id = self.message_of(chat, with, "message to pin")?;
        if let Some(message) = self.chat_mut(chat).message_mut(id) {
            message.pinned = true;
        }
        let bot = self.directory.bot();
        self.write(chat, bot, Content::Pinned(id), now, |_| {});
        Ok(true.into())
    }

    pub(super) fn unpin(&mut self, with: &Parameters) -> Result<Value, Refusal> {
        let chat = self.may_pin(with)?;
        let latest = || self.chats.get(&chat)?.messages.iter().rfind(|message| message.pinned);
        let id = with.integer("message_id").or_else(|| latest().map(|message| message.id));
        let message = id.and_then(|id| self.chat_mut(chat).message_mut(id));
        message.ok_or_else(|| Refusal::bad("message to unpin not found"))?.pinned = false;
        Ok(true.into())
    }

    pub(super) fn unpin_all(&mut self, with: &Parameters) -> Result<Value, Refusal> {
        let chat = self.may_pin(with)?;
        self.chat_mut(chat).messages.iter_mut().for_each(|message| message.pinned = false);
        Ok(true.into())
    }

    fn may_pin(&self, with: &Parameters) -> Result<i64, Refusal> {
        let chat = self.reach(with)?;
        if chat < 0 {
            return Err(Refusal::bad("not enough rights to manage pinned messages in the chat"));
        }
        Ok(chat)
    }

    pub(super) fn stop_poll(&mut self, with: &Parameters) -> Result<Value, Refusal> {
        let chat = self.reach(with)?;
        let id = self.message_of(chat, with, "message with poll to stop")?;
        let keyboard = Markup::inline(with)?;
        let message = self.chat_mut(chat).message_mut(id);
        let Some((Content::Poll(poll), shown)) = message.map(|it| (&mut it.content, &mut it.keyboard)) else {
            return Err(Refusal::bad("message is not a poll"));
        };
        if poll.closed {
            return Err(Refusal::bad("poll has already been closed"));
        }
        (poll.closed, *shown) = (true, keyboard);
        Ok(poll.json())
    }
}
