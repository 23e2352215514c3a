//! Kinds of blocks. An argument says which kinds can give it: `FromTurn<block::Regex>`.

use std::{panic, sync::Arc};

use crate::body::{Body, DynBody, Erased};

/// A kind of block. A block of a kind is declared with the method of that name on
/// [`Context`](crate::Context).
pub trait Kind: 'static {
    #[doc(hidden)]
    const RANK: Rank;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal),* $(,)?) => {
        /// The kinds in the order in which their blocks are asked.
        #[doc(hidden)]
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum Rank { $($kind),* }

        impl Rank {
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$kind),*];

            /// The name of the method that declares such a block.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Debug)]
            #[non_exhaustive]
            pub struct $kind;

            impl Kind for $kind {
                const RANK: Rank = Rank::$kind;
            }
        )*
    };
}

kinds! {
    /// Before any other block, whatever the event.
    BeforeAnything "before_anything",
    /// The event came by a link or ad that carries a value.
    DeepLink "deep_link",
    /// A button with a payload of that name was pressed.
    Postback "postback",
    /// A button was pressed whose payload no `postback` took.
    AnyPostback "any_postback",
    /// A command such as `/help`.
    Command "command",
    /// A place was sent.
    Location "location",
    /// A card of an address book was sent.
    Contact "contact",
    /// Something else than a text was sent.
    AnyAttachment "any_attachment",
    /// A text that a regular expression finds something in.
    Regex "regex",
    /// A text that is one of these words.
    Keyword "keyword",
    /// The most likely intent of a text is one of these.
    Intent "intent",
    /// A text has an intent.
    AnyIntent "any_intent",
    /// A text speaks of one of these.
    Entity "entity",
    /// A text with a number in it.
    AnyNumber "any_number",
    /// Any text.
    AnyText "any_text",
    /// The bot was added to a group, or is no longer in it.
    Membership "membership",
    /// The person agreed to get messages now and then, or wants no more.
    RecurringNotification "recurring_notification",
    /// The person put an emoji on a message, or took it back.
    Reaction "reaction",
    /// The person changed a message.
    Edited "edited",
    /// The person commented on a post.
    Comment "comment",
    /// The person types behind the bot's name in some chat.
    InlineQuery "inline_query",
    /// The person agreed to hear from the bot.
    OptIn "optin",
    /// The bot itself has something to say.
    Event "event",
    /// A message of ours was refused, or did not arrive.
    DeliveryFailed "delivery_failed",
    /// Nobody can tell whether a message of ours arrived.
    DeliveryUnknown "delivery_unknown",
    /// Nothing else took the event.
    EverythingElse "everything_else",
    /// The question of an answer is put.
    Ask "ask",
    /// The conversation came to the context.
    OnEnter "on_enter",
    /// The conversation leaves the context.
    OnExit "on_exit",
    /// An event is about to be handed to another context.
    BeforeDelegate "before_delegate",
    /// An event was handed to the context.
    OnDelegate "on_delegate",
    /// Nothing was heard from the person for too long, and the context is left; see
    /// [`Context::times_out`](crate::Context::times_out).
    TimesOut "times_out",
    /// A form is filled in; see [`Context::form`](crate::Context::form).
    Form "form",
    /// The person says or presses something while the conversation pauses, app-wide.
    WhilePaused "while_paused",
    /// Before the blocks of every turn, app-wide.
    BeforeBlocks "before_blocks",
    /// After the blocks of every turn, app-wide.
    AfterBlocks "after_blocks",
    /// It is about to be asked what a text means, app-wide.
    BeforeNlu "before_nlu",
    /// It was asked what a text means, app-wide.
    AfterNlu "after_nlu",
    /// The conversation is about to leave a context, app-wide.
    BeforeExit "before_exit",
    /// A press that no block may see is to be answered: what this block says takes the place of the default answer,
    /// unless it ends with [`pass`](crate::pass). If it says nothing, the default is said, for a press never ends in
    /// silence. [`Verdict`](crate::Verdict) tells why no block may see it.
    OnStale "on_stale",
    /// The event was set aside after an error.
    OnError "on_error",
    /// After the other blocks, unless one of them ended with `halt()`.
    AfterAll "after_all",
}

/// A block as declared.
#[derive(Clone)]
pub(crate) struct Block {
    pub(crate) rank: Rank,
    pub(crate) pattern: Pattern,
    pub(crate) body: Arc<dyn DynBody>,
    pub(crate) at: &'static panic::Location<'static>,
    /// The payload type that names a typed postback.
    pub(crate) typed: Option<Typed>,
    /// Whether it serves sub contexts and answers too.
    pub(crate) deep: bool,
}

impl Block {
    #[track_caller]
    pub(crate) fn new<K: Kind, M: 'static>(pattern: Pattern, body: impl Body<K, M>) -> Self {
        let body = Arc::new(Erased::<_, K, M>::new(body));
        Self { rank: K::RANK, pattern, body, at: panic::Location::caller(), typed: None, deep: false }
    }
}

/// What a block matches within its kind.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    Any,
    Names(Vec<String>),
    Regex(Result<regex::Regex, regex::Error>),
}

/// The payload type of a block declared with [`Context::on`](crate::Context::on).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typed {
    pub(crate) id: std::any::TypeId,
    pub(crate) sealed: bool,
    pub(crate) version: u32,
}

/// One name or several: `"yes"`, `["yes", "yep"]`.
#[derive(Clone, Debug)]
pub struct Names(pub(crate) Vec<String>);

impl From<&str> for Names {
    fn from(name: &str) -> Self {
        Self(vec![name.to_owned()])
    }
}

impl From<String> for Names {
    fn from(name: String) -> Self {
        Self(vec![name])
    }
}

impl<S: Into<String>, const N: usize> From<[S; N]> for Names {
    fn from(names: [S; N]) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

impl<S: Into<String>> From<Vec<S>> for Names {
    fn from(names: Vec<S>) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

impl From<&[&str]> for Names {
    fn from(names: &[&str]) -> Self {
        Self(names.iter().map(|&name| name.to_owned()).collect())
    }
}
