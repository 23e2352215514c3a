//! What can be said on Telegram alone, and how.
//!
//! [`TelegramReply`] adds it to [`Reply`], [`TelegramButton`] to [`Button`](tertulia_core::Button):
//!
//! ```
//! use tertulia_core::{Button, Reply};
//! use tertulia_telegram::reply::{Dice, Poll, TelegramButton as _, TelegramReply as _};
//!
//! fn ask(reply: Reply) {
//!     reply.telegram(|t| t.columns(2).silent()).quick_reply("Delete it?", [
//!         Button::postback("Delete", "delete").telegram(|b| b.danger()),
//!         Button::postback("Keep", "keep"),
//!     ]);
//!     reply.telegram_poll(Poll::new("When?", ["Monday", "Tuesday"]).elsewhere("Monday or Tuesday?"));
//!     reply.telegram_dice(Dice::Darts);
//! }
//! ```
//!
//! On other platforms a message is said in the manner that all have; what is no such message is not said, but for its
//! `elsewhere`.

mod action;
mod button;
mod dice;
mod inline;
mod manner;
mod poll;

pub use action::ChatAction;
pub use button::{Look, TelegramButton};
pub use dice::Dice;
pub use inline::{InlineResult, InlineResults};
pub use manner::Manner;
pub use poll::Poll;

use serde_json::{Map, Value, json};
use tertulia_core::{Message, Native, Platform, Reply};

use crate::call::{SEND_CHAT_ACTION, SET_REACTION};

/// What Telegram alone has, on [`Reply`].
pub trait TelegramReply: sealed::Sealed {
    /// Says on Telegram in a manner of its own what is said through the reply this gives: without a sound, with so many
    /// buttons in a row. Elsewhere it is said as always.
    #[must_use]
    fn telegram(&self, manner: impl FnOnce(Manner) -> Manner) -> Self;

    /// Answers an inline query with results to choose from. What is wrong in them fails the turn, with this line; so does
    /// an event that is no inline query.
    #[track_caller]
    fn inline_results(&self, results: InlineResults) -> Self;

    /// Shows a poll or a quiz.
    #[track_caller]
    fn telegram_poll(&self, poll: Poll) -> Self;

    /// Throws a die, a dart, a ball. What comes of it only Telegram knows.
    #[track_caller]
    fn telegram_dice(&self, dice: Dice) -> Self;

    /// Puts an emoji on the message that came in or whose button was pressed, or on that of [`Reply::reply_to`]. It
    /// replaces the one that the bot put there before. Telegram takes only those of its list of reactions.
    #[track_caller]
    fn telegram_reaction(&self, emoji: &str) -> Self;

    /// Takes the emoji away again.
    #[track_caller]
    fn telegram_no_reaction(&self) -> Self;

    /// Shows for up to 5 seconds, or until the next message, that something is on its way. For writing there is
    /// [`Reply::typing`], which lasts as long as you say, on every platform.
    #[track_caller]
    fn telegram_action(&self, action: ChatAction) -> Self;
}

impl<To: Clone> TelegramReply for Reply<To> {
    fn telegram(&self, manner: impl FnOnce(Manner) -> Manner) -> Self {
        manner(Manner::default()).apply(self)
    }

    #[track_caller]
    fn inline_results(&self, results: InlineResults) -> Self {
        refuse(self, results.faults());
        self.say(Message::Native(results.into_native()))
    }

    #[track_caller]
    fn telegram_poll(&self, poll: Poll) -> Self {
        refuse(self, poll.faults());
        self.say(Message::Native(poll.into_native()))
    }

    #[track_caller]
    fn telegram_dice(&self, dice: Dice) -> Self {
        self.say(call("sendDice", json!({ "emoji": dice.emoji() })))
    }

    #[track_caller]
    fn telegram_reaction(&self, emoji: &str) -> Self {
        let reaction = json!([{ "type": "emoji", "emoji": emoji }]);
        self.say(call(SET_REACTION, json!({ "reaction": reaction })))
    }

    #[track_caller]
    fn telegram_no_reaction(&self) -> Self {
        self.say(call(SET_REACTION, json!({ "reaction": [] })))
    }

    #[track_caller]
    fn telegram_action(&self, action: ChatAction) -> Self {
        self.say(call(SEND_CHAT_ACTION, json!({ "action": action.name() })))
    }
}

mod sealed {
    pub trait Sealed {}

    impl<To: Clone> Sealed for tertulia_core::Reply<To> {}
    impl Sealed for tertulia_core::Button {}
}

#[track_caller]
fn refuse<To: Clone>(reply: &Reply<To>, faults: Vec<String>) {
    for fault in faults {
        reply.refuse(fault);
    }
}

/// A call of that method with those fields, as a message.
fn call(method: &str, fields: Value) -> Message {
    Message::Native(native(method, fields))
}

/// A call of that method with those fields.
fn native(method: &str, fields: Value) -> Native {
    let fields = match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Native::new(Platform::TELEGRAM, method, fields)
}
