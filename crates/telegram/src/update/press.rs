//! Presses of inline buttons.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::EventKind;

use super::{
    happened::{Details, Happened},
    lenient,
    message::Message,
    user::User,
};

/// <https://core.telegram.org/bots/api#callbackquery>
#[derive(Default, Deserialize)]
#[serde(default)]
struct CallbackQuery {
    #[serde(deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    from: Option<User>,
    // Of a message that is too old only chat and id are left.
    #[serde(deserialize_with = "lenient")]
    message: Option<Message>,
    #[serde(deserialize_with = "lenient")]
    data: Option<String>,
}

/// Reads a press. Its place is that of the message with the button; a button of an inline message, which is
/// in a chat the bot does not know, leads to the private chat. The time of the message is not that of the
/// press, so a press has none.
pub(super) fn read(raw: &RawValue) -> Happened {
    let press: CallbackQuery = serde_json::from_str(raw.get()).unwrap_or_default();
    let sender = press.from.and_then(User::into_sender);
    let placed = press.message.and_then(|message| Some((message.place()?, message.id())));
    let (chat, message_id) = placed.unwrap_or_default();
    let kind = match press.data {
        Some(data) if sender.is_some() => EventKind::Postback(data),
        // The button of a game, which has no data.
        _ => EventKind::Other("callback_query".to_owned()),
    };
    let details = Details {
        kind,
        at: Timestamp::UNIX_EPOCH,
        deep_link: None,
        message_id: message_id.map(|id| id.to_string()),
        press_id: press.id,
        addressed: true,
    };
    Happened { sender, chat, details, migration: None }
}
