//! What the bot asks of a platform.

use serde_json::Value;

use crate::account::{Account, Conversation, Platform};

use super::http::Request;

/// What is asked.
#[derive(Debug)]
pub(super) enum Asked {
    /// To show a message to a person.
    Message(Saying),
    /// Something that leaves no message: to answer a press, to show typing.
    Aside(Platform),
    /// Something that no platform has, or with the wrong credentials.
    Unknown,
}

/// A message to be shown.
#[derive(Debug)]
pub(super) struct Saying {
    /// The run of the bot's process that asks.
    pub(super) run: u32,
    pub(super) conversation: Conversation,
    pub(super) text: String,
    /// The bot's own name for the message, which the platform gives back.
    pub(super) reference: Option<String>,
}

/// The run of the bot's process that asks.
pub(super) fn run(request: &Request) -> Option<u32> {
    request.path.strip_prefix('/')?.split('/').next()?.parse().ok()
}

/// Understands `/{run}/bot{token}/{method}` and `/{run}/v26.0/{account}/messages`.
pub(super) fn read(request: &Request) -> Asked {
    understand(request).unwrap_or(Asked::Unknown)
}

fn understand(request: &Request) -> Option<Asked> {
    let mut path = request.path.strip_prefix('/')?.split('/');
    let (_, second, third) = (path.next()?, path.next()?, path.next()?);
    let run = run(request)?;
    let body: Value = serde_json::from_slice(&request.body).ok()?;
    let account = match second.strip_prefix("bot") {
        Some(token) => Account::with_id(token.split(':').next()?).filter(|account| account.token == token)?,
        None => {
            let token = request.authorization.strip_prefix("Bearer ")?;
            Account::with_id(third).filter(|account| account.token == token)?
        }
    };
    let (person, text, reference) = match account.platform {
        Platform::Telegram => (body["chat_id"].as_u64(), &body["text"], &Value::Null),
        Platform::Messenger => {
            let message = &body["message"];
            (number(&body["recipient"]["id"]), &message["text"], &message["metadata"])
        }
        Platform::WhatsApp => (number(&body["to"]), &body["text"]["body"], &body["biz_opaque_callback_data"]),
    };
    let (Some(person), Some(text)) = (person, text.as_str()) else {
        return Some(Asked::Aside(account.platform));
    };
    // An answer to a press has a text, but no chat.
    let (conversation, reference) = (Conversation { account, person }, reference.as_str().map(str::to_owned));
    Some(Asked::Message(Saying { run, conversation, text: text.to_owned(), reference }))
}

fn number(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}
