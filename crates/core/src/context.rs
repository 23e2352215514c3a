//! A context: the blocks that a conversation can reach while it is in it.

mod kinds;
mod meaning;

use std::{any::TypeId, panic::Location};

use regex::Regex;

use crate::{
    Payload,
    block::{
        AfterAll, AnyPostback, AnyText, BeforeAnything, Block, Command, DeepLink, DeliveryFailed,
        DeliveryUnknown, EverythingElse, Keyword, Kind, Names, Pattern, Postback, Regex as RegexKind, Typed,
    },
    body::Body,
    payload::Leads,
};

/// A room of the conversation, with blocks that say what happens in it.
///
/// Which block takes an event does not depend on the order in which they are declared: kinds are asked in the
/// fixed order in which the methods stand here, and within a kind every pattern is unique. Regular expressions
/// alone are tried as declared. The first block that matches takes the event, unless it ends with
/// [`pass`](crate::pass).
///
/// ```
/// use tertulia_core::{Button, Context, Reply};
///
/// let main = Context::new("main")
///     .postback("get_started", |reply: Reply| {
///         reply.quick_reply("Is it clear to you how postbacks work?", [
///             Button::postback("Of course!", "yes"),
///             Button::postback("Not really", "no"),
///         ])
///     })
///     .postback("yes", "Awesome!")
///     .postback("no", "No problem, continue reading.")
///     .everything_else("Sorry, I did not get that.");
/// ```
#[must_use = "a context does nothing until it is given to the app"]
pub struct Context {
    pub(crate) name: String,
    pub(crate) at: &'static Location<'static>,
    pub(crate) blocks: Vec<Block>,
}

impl Context {
    /// A context without blocks. Its name is made of `a-z`, `0-9` and `_`; `main` is the default context.
    #[track_caller]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), at: Location::caller(), blocks: Vec::new() }
    }

    /// Runs first, whatever the event. Matching goes on, unless it ends with `halt()` or goes somewhere.
    #[track_caller]
    pub fn before_anything<M: 'static>(self, body: impl Body<BeforeAnything, M>) -> Self {
        self.add::<BeforeAnything, M>(Pattern::Any, body)
    }

    /// The event came by a link that carries a value: Messenger's `ref`, Telegram's `start` and `startgroup`, a
    /// WhatsApp ad. An event that carries one asks this block first.
    #[track_caller]
    pub fn deep_link<M: 'static>(self, body: impl Body<DeepLink, M>) -> Self {
        self.add::<DeepLink, M>(Pattern::Any, body)
    }

    /// A button, quick reply, list row or menu entry with one of these payloads was pressed. Names match
    /// whatever their case.
    #[track_caller]
    pub fn postback<M: 'static>(self, names: impl Into<Names>, body: impl Body<Postback, M>) -> Self {
        self.add::<Postback, M>(Pattern::Names(names.into().0), body)
    }

    /// A button with a typed payload was pressed: the type of the block's first argument says which.
    ///
    /// ```
    /// # extern crate tertulia_core as tertulia;
    /// use serde::{Deserialize, Serialize};
    /// use tertulia_core::{Button, Context, Payload, Reply};
    ///
    /// #[derive(Payload, Serialize, Deserialize)]
    /// struct Buy {
    ///     sku: String,
    /// }
    ///
    /// fn buy(order: Buy) -> String {
    ///     format!("{} is yours.", order.sku)
    /// }
    ///
    /// let shop = Context::new("shop").on(buy).everything_else(|reply: Reply| {
    ///     reply.button("What will it be?", [Button::new("An apple", Buy { sku: "apple".into() })])
    /// });
    /// ```
    #[track_caller]
    pub fn on<A: Leads + 'static, M: 'static>(mut self, body: impl Body<Postback, (A, M)>) -> Self {
        let names = A::Payload::NAMES.iter().map(|&name| name.to_owned()).collect();
        self = self.add::<Postback, (A, M)>(Pattern::Names(names), body);
        if let Some(block) = self.blocks.last_mut() {
            block.typed = Some(Typed {
                id: TypeId::of::<A::Payload>(),
                sealed: A::Payload::SEALED,
                version: A::Payload::VERSION,
            });
        }
        self
    }

    /// A button was pressed whose payload no `postback` of this context takes.
    #[track_caller]
    pub fn any_postback<M: 'static>(self, body: impl Body<AnyPostback, M>) -> Self {
        self.add::<AnyPostback, M>(Pattern::Any, body)
    }

    /// A command such as `/help`, by name without the slash: a Telegram command for this bot, or the same typed
    /// on a platform that has no commands.
    #[track_caller]
    pub fn command<M: 'static>(self, names: impl Into<Names>, body: impl Body<Command, M>) -> Self {
        self.add::<Command, M>(Pattern::Names(names.into().0), body)
    }

    /// A text in which the regular expression finds something. It sees the text as written, and its time grows
    /// with the length of the text alone.
    #[track_caller]
    pub fn regex<M: 'static>(self, pattern: &str, body: impl Body<RegexKind, M>) -> Self {
        self.add::<RegexKind, M>(Pattern::Regex(Regex::new(pattern)), body)
    }

    /// A text that is one of these words or phrases, whatever its case and the space around it.
    #[track_caller]
    pub fn keyword<M: 'static>(self, words: impl Into<Names>, body: impl Body<Keyword, M>) -> Self {
        self.add::<Keyword, M>(Pattern::Names(words.into().0), body)
    }

    /// Any text. In a group, only what is said to the bot.
    #[track_caller]
    pub fn any_text<M: 'static>(self, body: impl Body<AnyText, M>) -> Self {
        self.add::<AnyText, M>(Pattern::Any, body)
    }

    /// A message of this conversation was refused by the platform, or will not arrive.
    ///
    /// ```
    /// use tertulia_core::{Context, event::Undelivered};
    ///
    /// let context = Context::new("main").delivery_failed(|lost: Undelivered| eprintln!("{}", lost.reason));
    /// ```
    #[track_caller]
    pub fn delivery_failed<M: 'static>(self, body: impl Body<DeliveryFailed, M>) -> Self {
        self.add::<DeliveryFailed, M>(Pattern::Any, body)
    }

    /// Nobody can tell whether a message of this conversation arrived that was not to be sent twice; see
    /// [`Reply::maybe_never`](crate::Reply::maybe_never).
    #[track_caller]
    pub fn delivery_unknown<M: 'static>(self, body: impl Body<DeliveryUnknown, M>) -> Self {
        self.add::<DeliveryUnknown, M>(Pattern::Any, body)
    }

    /// A press or message that no other block takes. In a group, only what is said to the bot.
    #[track_caller]
    pub fn everything_else<M: 'static>(self, body: impl Body<EverythingElse, M>) -> Self {
        self.add::<EverythingElse, M>(Pattern::Any, body)
    }

    /// Runs last, whatever the event, unless a block ended with `halt()`.
    #[track_caller]
    pub fn after_all<M: 'static>(self, body: impl Body<AfterAll, M>) -> Self {
        self.add::<AfterAll, M>(Pattern::Any, body)
    }

    #[track_caller]
    pub(crate) fn add<K: Kind, M: 'static>(mut self, pattern: Pattern, body: impl Body<K, M>) -> Self {
        self.blocks.push(Block::new::<K, M>(pattern, body));
        self
    }
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context").field("name", &self.name).field("blocks", &self.blocks.len()).finish()
    }
}
