//! What stands around whatever is sent: where it goes, what it answers, how it is said.

use serde::Serialize;
use serde_json::{Map, Value};
use tertulia_core::{
    Call,
    adapter::{Envelope, Undeliverable},
};

use super::{manner::Manner, markup::Markup, target::Target};

/// The envelope, in the Bot API's words.
pub(super) struct Sending<'a> {
    pub(super) target: Target<'a>,
    pub(super) manner: Manner<'a>,
    quotes: Option<ReplyParameters>,
}

/// <https://core.telegram.org/bots/api#replyparameters>
#[derive(Clone, Copy, Serialize)]
struct ReplyParameters {
    message_id: i64,
    /// The message may be gone by now; what is said is said all the same.
    allow_sending_without_reply: bool,
}

/// The body of a sending method.
#[derive(Serialize)]
struct Body<'a, C> {
    #[serde(flatten)]
    target: &'a Target<'a>,
    #[serde(flatten)]
    content: &'a C,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_parameters: Option<ReplyParameters>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Markup<'a>>,
}

impl<'a> Sending<'a> {
    /// An id that is none of Telegram's is of another platform's message, which nothing here can refer to.
    pub(super) fn new(envelope: &Envelope<'a>) -> Result<Self, Undeliverable> {
        let quotes = envelope.quotes.and_then(|id| id.parse().ok());
        Ok(Self {
            target: Target::of(envelope.to)?,
            manner: Manner::new(envelope.extras),
            quotes: quotes
                .map(|message_id| ReplyParameters { message_id, allow_sending_without_reply: true }),
        })
    }

    /// Whether something visibly answers a message.
    pub(super) fn quotes(&self) -> bool {
        self.quotes.is_some()
    }

    /// The call with that content, and what stands below it.
    pub(super) fn call(&self, method: &str, content: &impl Serialize, markup: Option<Markup<'_>>) -> Call {
        let reply_markup =
            markup.or_else(|| self.manner.removal(method).filter(|_| self.target.takes_keyboards()));
        let Self { target, quotes, .. } = self;
        let body = Body { target, content, reply_parameters: *quotes, reply_markup };
        let mut fields = self.manner.fields(method, target.is_private()).peekable();
        if fields.peek().is_none() {
            return Call::new(method, &body);
        }
        // The author's fields go before ours.
        let mut whole = object(&body);
        whole.extend(fields.map(|(field, value)| (field.clone(), value.clone())));
        Call::new(method, &whole)
    }
}

/// The fields of a body.
pub(super) fn object(body: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(body) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}
