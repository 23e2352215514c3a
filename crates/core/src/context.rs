//! A context: the blocks that a conversation can reach while it is in it.

mod answer;
mod hooks;
mod inside;
mod kinds;
mod meaning;

use std::{any::TypeId, marker::PhantomData, panic::Location, time::Duration};

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

pub use answer::{Answer, Question};

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
///
/// A context may hold others, to any depth: [`Context::sub_context`] for rooms of their own, and
/// [`Context::answer`] for questions. [`Route`](crate::Route) says how they are reached.
///
/// # The order of blocks
///
/// A kind of a lower rank is asked first; within a rank they are asked in the order of this table. Of a kind, blocks of the
/// context itself go before [`deep`](Context::deep) ones of the contexts around it.
///
/// | rank | block | matches | gives |
/// |---|---|---|---|
/// | 0 | [`before_anything`](Context::before_anything) | every event | what the event has, as `Option<…>` |
/// | 1 | [`deep_link`](Context::deep_link) | an event that came by a link or ad with a value | `DeepLink` |
/// | 2 | [`postback`](Context::postback) | a press, by the name of its payload; a typed title | `Params<T>`, `RawPayload` |
/// | 3 | [`any_postback`](Context::any_postback) | a press that no `postback` took | `RawPayload`, `Params<T>` |
/// | 4 | [`command`](Context::command) | `/name`, by name | `Text`: what follows it |
/// | 5 | [`location`](Context::location) | a place | `Location`, `Attachments` |
/// | 5 | [`contact`](Context::contact) | a card of an address book | `Contact`, `Attachments` |
/// | 5 | [`any_attachment`](Context::any_attachment) | anything but a text | `Attachments`, `Text`: the caption |
/// | 6 | [`regex`](Context::regex) | a text in which it finds something, in order of declaration | `Captures`, `Text`, `Numbers` |
/// | 7 | [`keyword`](Context::keyword) | a text that is one of these | `Text` |
/// | 8 | [`intent`](Context::intent) | a text whose likeliest intent is one of these, in order of declaration | `Intent`, `Entities`, `Text` |
/// | 8 | [`any_intent`](Context::any_intent) | a text with an intent that no `intent` took | `Intent`, `Entities`, `Text` |
/// | 9 | [`entity`](Context::entity) | a text that speaks of one of these, in order of declaration | `Entities`, `Text` |
/// | 10 | [`any_number`](Context::any_number) | a text with a number in it | `Numbers`, `Text` |
/// | 11 | [`any_text`](Context::any_text) | any text | `Text` |
/// | 12 | [`membership`](Context::membership) | the bot was added to a group, or removed | `Membership` |
/// | 13 | [`recurring_notification`](Context::recurring_notification) | consent to regular messages, or its end | `RecurringNotification` |
/// | 13 | [`reaction`](Context::reaction) | an emoji on a message | `Reaction` |
/// | 13 | [`edited`](Context::edited) | a message that was changed | `Edited`, `Text`: the new one |
/// | 13 | [`comment`](Context::comment) | a comment on a post | `Comment`, `Text` |
/// | 13 | [`inline_query`](Context::inline_query) | something typed behind the bot's name | `InlineQuery`, `Text` |
/// | 13 | [`optin`](Context::optin) | consent to hear from the bot | `OptIn` |
/// | 13 | [`event`](Context::event) | something that [the bot itself](crate::Handle) has to say | `Params<T>` |
/// | 13 | [`delivery_failed`](Context::delivery_failed) | a message of ours that did not arrive | `Undelivered` |
/// | 13 | [`delivery_unknown`](Context::delivery_unknown) | a message of ours of which nobody can tell | `Undelivered` |
/// | 14 | [`everything_else`](Context::everything_else) | what somebody says or presses and nothing above took | `Option<Text>`, `Event` |
/// | 15 | [`after_all`](Context::after_all) | every event, unless a block ended with `halt()` or handed it over | what the event has, as `Option<…>` |
///
/// All of them also give what every block gives: see [`extract`](crate::extract). [`on`](Context::on) is `postback` for a type.
///
/// Of no rank are the blocks that no event is offered to: [`ask`](Context::ask) puts the question of an answer,
/// [`on_enter`](Context::on_enter) and [`on_exit`](Context::on_exit) run when the conversation comes and goes,
/// [`before_delegate`](Context::before_delegate) and [`on_delegate`](Context::on_delegate) when an event is handed over,
/// [`times_out`](Context::times_out) when nobody says anything, and the block of a [`form`](Context::form) when it is filled in.
#[must_use = "a context does nothing until it is given to the app"]
pub struct Context<S = Place> {
    pub(crate) declared: Declared,
    shape: PhantomData<fn() -> S>,
}

/// A context that people stay in. The other shape is [`Question`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Place;

/// What was declared, whatever its shape.
pub(crate) struct Declared {
    pub(crate) name: String,
    pub(crate) at: &'static Location<'static>,
    /// Whether it waits for the answer to a question.
    pub(crate) is_answer: bool,
    pub(crate) blocks: Vec<Block>,
    pub(crate) children: Vec<Self>,
    /// The names it had before, with the line of each.
    pub(crate) aliases: Vec<(String, &'static Location<'static>)>,
    pub(crate) expires_after: Option<Duration>,
    pub(crate) times_out: Option<Duration>,
    /// A `deep()` that no block followed yet.
    pub(crate) deep: Option<&'static Location<'static>>,
}

impl Context {
    /// A context without blocks. Its name is made of `a-z`, `0-9` and `_`; `main` is the default context.
    #[track_caller]
    pub fn new(name: impl Into<String>) -> Self {
        Self::declare(name.into(), false)
    }
}

/// Blocks, in the order in which they are asked.
impl<S> Context<S> {
    /// Runs first, whatever the event. Matching goes on, unless it ends with `halt()` or goes somewhere.
    ///
    /// It gives what every block gives, and as `Option<…>` what the event may have.
    ///
    /// Rank 0; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: everything that is reported
    /// - Telegram: everything that is reported
    /// - WhatsApp: everything that is reported
    ///
    /// ```
    /// use tertulia_core::{Context, Flow, Text, halt, pass};
    ///
    /// fn guard(text: Option<Text>) -> Flow {
    ///     if text.is_some_and(|Text(text)| text.contains("spam")) { halt() } else { pass() }
    /// }
    ///
    /// let main = Context::new("main").before_anything(guard).any_text("Hello!");
    /// ```
    #[track_caller]
    pub fn before_anything<M: 'static>(self, body: impl Body<BeforeAnything, M>) -> Self {
        self.add::<BeforeAnything, M>(Pattern::Any, body)
    }

    /// The event came by a link that carries a value: Messenger's `ref`, Telegram's `start` and `startgroup`, a
    /// WhatsApp ad. An event that carries one asks this block first.
    ///
    /// It gives the value as [`DeepLink`](crate::DeepLink). A value that begins with the name of a context which has
    /// such a block goes there, wherever the conversation is: `profile_sign_up` to `profile/sign_up`, else to
    /// `profile`.
    ///
    /// Rank 1; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: the `ref` of an `m.me` link, a code or an ad, alone or with the first press or message
    /// - Telegram: `/start value`, and in groups `/startgroup value`
    /// - WhatsApp: the id of the ad or post (`referral.source_id`) with the first message
    ///
    /// ```
    /// use tertulia_core::{Context, DeepLink};
    ///
    /// // https://t.me/a_bot?start=shop_apples
    /// let shop = Context::new("shop").deep_link(|DeepLink(from): DeepLink| format!("You come from {from}."));
    /// ```
    #[track_caller]
    pub fn deep_link<M: 'static>(self, body: impl Body<DeepLink, M>) -> Self {
        self.add::<DeepLink, M>(Pattern::Any, body)
    }

    /// A button, quick reply, list row or menu entry with one of these payloads was pressed. Names match
    /// whatever their case.
    ///
    /// It gives the parameters as [`Params<T>`](crate::Params), and the name as [`RawPayload`](crate::RawPayload).
    ///
    /// Rank 2; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a button, quick reply, menu entry or ice breaker
    /// - Telegram: a button below a message (`callback_query`)
    /// - WhatsApp: a reply button, a row of a list, or a quick reply of a template
    ///
    /// ```
    /// use serde_json::Value;
    /// use tertulia_core::{Context, Params};
    ///
    /// let main = Context::new("main")
    ///     .postback(["yes", "yep"], "Awesome!")
    ///     .postback("buy", |Params(order): Params<Value>| format!("{} is yours.", order["sku"]));
    /// ```
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
        if let Some(block) = self.declared.blocks.last_mut() {
            block.typed = Some(Typed {
                id: TypeId::of::<A::Payload>(),
                sealed: A::Payload::SEALED,
                version: A::Payload::VERSION,
            });
        }
        self
    }

    /// A button was pressed whose payload no `postback` of this context takes.
    ///
    /// It gives the name as [`RawPayload`](crate::RawPayload), and the parameters as [`Params<T>`](crate::Params).
    ///
    /// Rank 3; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: as `postback`
    /// - Telegram: as `postback`
    /// - WhatsApp: as `postback`
    ///
    /// ```
    /// use tertulia_core::{Context, RawPayload};
    ///
    /// let main = Context::new("main").any_postback(|payload: RawPayload| format!("{payload}? Not yet."));
    /// ```
    #[track_caller]
    pub fn any_postback<M: 'static>(self, body: impl Body<AnyPostback, M>) -> Self {
        self.add::<AnyPostback, M>(Pattern::Any, body)
    }

    /// A command such as `/help`, by name without the slash: a Telegram command for this bot, or the same typed
    /// on a platform that has no commands.
    ///
    /// It gives what follows the command as [`Text`](crate::Text). Those of the default context interrupt a question
    /// anywhere, which is then put again.
    ///
    /// Rank 4; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text that begins with `/name`
    /// - Telegram: a command at the beginning of a text, for this bot: `/name`, `/name@this_bot`
    /// - WhatsApp: a text that begins with `/name`
    ///
    /// ```
    /// use tertulia_core::{Context, Text};
    ///
    /// let main = Context::new("main")
    ///     .command(["help", "start"], "Say what you need.")
    ///     .command("echo", |Text(rest): Text| rest);
    /// ```
    #[track_caller]
    pub fn command<M: 'static>(self, names: impl Into<Names>, body: impl Body<Command, M>) -> Self {
        self.add::<Command, M>(Pattern::Names(names.into().0), body)
    }

    /// A text in which the regular expression finds something. It sees the text as written, and its time grows
    /// with the length of the text alone.
    ///
    /// It gives every match as [`Captures`](crate::Captures), and the text as [`Text`](crate::Text). Several that match are
    /// asked in the order in which they are declared.
    ///
    /// Rank 6; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text
    /// - Telegram: a text or caption
    /// - WhatsApp: a text or caption
    ///
    /// ```
    /// use tertulia_core::{Captures, Context};
    ///
    /// let shop = Context::new("shop")
    ///     .regex(r"(?i)^order (\d+)$", |found: Captures| format!("Order {} is on its way.", &found[1]));
    /// ```
    #[track_caller]
    pub fn regex<M: 'static>(self, pattern: &str, body: impl Body<RegexKind, M>) -> Self {
        self.add::<RegexKind, M>(Pattern::Regex(Regex::new(pattern)), body)
    }

    /// A text that is one of these words or phrases, whatever its case and the space around it.
    ///
    /// It gives the text as written as [`Text`](crate::Text).
    ///
    /// Rank 7; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text
    /// - Telegram: a text or caption
    /// - WhatsApp: a text or caption
    ///
    /// ```
    /// use tertulia_core::{Context, User};
    ///
    /// let main = Context::new("main")
    ///     .keyword(["hi", "good morning"], |user: User| format!("Hello {}!", user.name().unwrap_or("there")));
    /// ```
    #[track_caller]
    pub fn keyword<M: 'static>(self, words: impl Into<Names>, body: impl Body<Keyword, M>) -> Self {
        self.add::<Keyword, M>(Pattern::Names(words.into().0), body)
    }

    /// Any text. In a group, only what is said to the bot: by a mention, a reply, or by who was asked a question.
    ///
    /// It gives the text as [`Text`](crate::Text).
    ///
    /// Rank 11; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text
    /// - Telegram: a text or caption
    /// - WhatsApp: a text or caption
    ///
    /// ```
    /// use tertulia_core::{Context, Text};
    ///
    /// let parrot = Context::new("parrot").any_text(|Text(text): Text| text);
    /// ```
    #[track_caller]
    pub fn any_text<M: 'static>(self, body: impl Body<AnyText, M>) -> Self {
        self.add::<AnyText, M>(Pattern::Any, body)
    }

    /// A message of this conversation was refused by the platform, or will not arrive.
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: the call was refused
    /// - Telegram: the call was refused
    /// - WhatsApp: the call was refused, or a status `failed` came later
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
    ///
    /// Rank 13; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a call without an answer, and no echo within 15 seconds
    /// - Telegram: a call without an answer
    /// - WhatsApp: a call without an answer, and no status within 15 seconds
    #[track_caller]
    pub fn delivery_unknown<M: 'static>(self, body: impl Body<DeliveryUnknown, M>) -> Self {
        self.add::<DeliveryUnknown, M>(Pattern::Any, body)
    }

    /// A press or message that no other block takes. In a group, only what is said to the bot.
    ///
    /// It gives the text, if there is one, as `Option<Text>`, and what came as [`Event`](crate::Event).
    ///
    /// Rank 14; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a press or message of any kind
    /// - Telegram: a press or message of any kind
    /// - WhatsApp: a press or message of any kind
    ///
    /// ```
    /// use tertulia_core::{Context, Text};
    ///
    /// let main = Context::new("main").everything_else(|text: Option<Text>| match text {
    ///     Some(Text(text)) => format!("What is \"{text}\"?"),
    ///     None => "What is this?".to_owned(),
    /// });
    /// ```
    #[track_caller]
    pub fn everything_else<M: 'static>(self, body: impl Body<EverythingElse, M>) -> Self {
        self.add::<EverythingElse, M>(Pattern::Any, body)
    }

    /// Runs last, whatever the event, unless a block ended with `halt()` or handed the event to another context.
    ///
    /// Rank 15; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: everything that is reported
    /// - Telegram: everything that is reported
    /// - WhatsApp: everything that is reported
    ///
    /// ```
    /// use tertulia_core::{Context, Event};
    ///
    /// let main = Context::new("main").after_all(|event: Event| println!("{event:?}")).any_text("Hello!");
    /// ```
    #[track_caller]
    pub fn after_all<M: 'static>(self, body: impl Body<AfterAll, M>) -> Self {
        self.add::<AfterAll, M>(Pattern::Any, body)
    }
}

impl<S> Context<S> {
    #[track_caller]
    fn declare(name: String, is_answer: bool) -> Self {
        let declared = Declared {
            name,
            at: Location::caller(),
            is_answer,
            blocks: Vec::new(),
            children: Vec::new(),
            aliases: Vec::new(),
            expires_after: None,
            times_out: None,
            deep: None,
        };
        Self { declared, shape: PhantomData }
    }

    #[track_caller]
    pub(crate) fn add<K: Kind, M: 'static>(mut self, pattern: Pattern, body: impl Body<K, M>) -> Self {
        let deep = self.declared.deep.take().is_some();
        self.declared.blocks.push(Block { deep, ..Block::new::<K, M>(pattern, body) });
        self
    }
}

impl<S> std::fmt::Debug for Context<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Declared { name, blocks, children, .. } = &self.declared;
        let inside: Vec<_> = children.iter().map(|child| &child.name).collect();
        f.debug_struct("Context")
            .field("name", name)
            .field("blocks", &blocks.len())
            .field("inside", &inside)
            .finish()
    }
}

#[cfg(test)]
mod tests;
