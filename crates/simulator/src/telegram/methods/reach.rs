//! Which chat, and which message, a call is about.

use crate::telegram::{
    Telegram,
    call::Parameters,
    chat::{Chat, GROUP},
    refusal::Refusal,
};

impl Telegram {
    /// The chat of a call, if the bot may do something there.
    pub(super) fn reach(&self, with: &Parameters) -> Result<i64, Refusal> {
        self.reach_by("chat_id", with)
    }

    pub(super) fn reach_by(&self, field: &str, with: &Parameters) -> Result<i64, Refusal> {
        let Some(given) = with.text(field) else { return Err(Refusal::bad(format!("{field} is empty"))) };
        if with.text("business_connection_id").is_some() {
            return Err(Refusal::bad("business connection not found"));
        }
        if with.integer("message_thread_id").is_some_and(|thread| thread != 0) {
            return Err(Refusal::bad("message thread not found"));
        }
        let id = given.trim().parse().map_err(|_| Refusal::bad("chat not found"))?;
        match self.chats.get(&id) {
            Some(chat) if chat.open && !chat.closed => Ok(id),
            Some(chat) if !chat.open => {
                Err(Refusal::forbidden("bot can't initiate conversation with a user"))
            }
            Some(_) if id == GROUP => Err(Refusal::forbidden("bot was kicked from the supergroup chat")),
            Some(_) => Err(Refusal::forbidden("bot was blocked by the user")),
            None if self.directory.person(id).is_some() => {
                Err(Refusal::forbidden("bot can't initiate conversation with a user"))
            }
            None => Err(Refusal::bad("chat not found")),
        }
    }

    pub(super) fn chat_mut(&mut self, id: i64) -> &mut Chat {
        self.chats.entry(id).or_insert_with(|| Chat::new(id))
    }

    /// The message that a new one answers, if there is one.
    pub(super) fn quoted(&self, chat: i64, with: &Parameters) -> Result<Option<i64>, Refusal> {
        let parameters = with.nested("reply_parameters", "reply parameters")?;
        let within = |field: &str| parameters.as_ref().and_then(|it| it.get(field));
        let nested = within("message_id").and_then(|it| it.as_i64().or_else(|| it.as_str()?.parse().ok()));
        let Some(id) = nested.or_else(|| with.integer("reply_to_message_id")) else { return Ok(None) };
        let there = self.chats.get(&chat).is_some_and(|chat| chat.message(id).is_some());
        let anyway = within("allow_sending_without_reply").and_then(serde_json::Value::as_bool) == Some(true)
            || with.flag("allow_sending_without_reply");
        match there {
            true => Ok(Some(id)),
            false if anyway => Ok(None),
            false => Err(Refusal::bad("message to be replied not found")),
        }
    }

    /// The message of a call that is about one; `what` it is to be, if it is not there.
    pub(super) fn message_of(&self, chat: i64, with: &Parameters, what: &str) -> Result<i64, Refusal> {
        let Some(id) = with.integer("message_id").filter(|id| *id != 0) else {
            return Err(Refusal::bad("message identifier is not specified"));
        };
        let there = self.chats.get(&chat).is_some_and(|chat| chat.message(id).is_some());
        if there { Ok(id) } else { Err(Refusal::bad(format!("{what} not found"))) }
    }
}
