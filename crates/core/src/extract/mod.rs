//! What a block takes: its arguments, each taken from the turn by its type.
//!
//! | argument | in blocks of kind | what it is |
//! |---|---|---|
//! | [`Reply`], [`User`], [`Event`], [`Platform`], [`Locale`], [`Now`], [`Handle`](crate::Handle) | every | |
//! | [`Session<T>`](Session), [`UserData<T>`](UserData) | every | what is remembered of the conversation, of the person |
//! | [`Data<T>`](Data), [`Given<T>`](Given) | every | what is shared, or handed over |
//! | [`Once`] | every | what is done outside, once |
//! | [`Download`] | every | the bytes of what people sent |
//! | [`Params<T>`](Params), [`RawPayload`], payload types | `postback`, `any_postback` | what the button carried |
//! | [`Text`] | `command`, `any_attachment`, `regex`, `keyword`, `any_text`, `everything_else` | what was written |
//! | [`Location`], [`Contact`] | the blocks of that name, `any_attachment` | a place, a card of an address book |
//! | [`Attachments`] | `any_attachment`, and blocks that a caption may lead to | what was sent |
//! | [`Intent`], [`Entities`], [`Understanding`] | `intent`, `any_intent`, `entity`, and those after them | what the text means |
//! | [`Captures`] | `regex` | what was found |
//! | [`Numbers`] | `any_number`, and where `Text` is what was written | the numbers in it |
//! | [`Membership`], [`RecurringNotification`], [`Reaction`], [`Edited`], [`Comment`], [`InlineQuery`], [`OptIn`] | the block of that name | what happened |
//! | [`ReplyGroup`] | `membership` | the handle on messages to the group |
//! | [`Editable<T>`](Editable) | `before_nlu`, `after_nlu` | what is understood, and what it means |
//! | [`DeepLink`] | `deep_link` | what the link carried |
//! | [`Failed`], [`Verdict`](crate::Verdict) | `on_error`, `on_stale` | why the event was set aside, or the press is stale |
//! | `Option<A>` | where `A` is | `None` if the event does not give it |
//!
//! For types of your own there are `#[derive(FromTurn)]` on structs of these, and the trait itself.

mod arguments;
mod attachments;
mod captures;
mod data;
mod download;
mod editable;
mod event;
mod failed;
mod given;
mod happened;
mod meaning;
mod numbers;
mod once;
mod params;
mod remembered;
mod reply_group;
mod session;
mod text;
mod user;
mod user_data;
mod verdict;

pub use crate::nlu::{Intent, Understanding};
pub use arguments::Arguments;
pub use captures::{Captures, Match};
pub use data::Data;
pub(crate) use data::DataMap;
pub use download::Download;
pub use editable::Editable;
pub use event::{DeepLink, Locale, Now};
pub use failed::Failed;
pub use given::Given;
pub use meaning::Entities;
pub use numbers::Numbers;
pub use once::Once;
pub(crate) use params::Press;
pub use params::{Params, RawPayload};
use remembered::Remembered;
pub use remembered::SessionData;
pub(crate) use remembered::{Kept, SessionStore};
pub use reply_group::ReplyGroup;
pub use session::Session;
pub use text::Text;
pub use user::User;
pub use user_data::UserData;

use std::{any::TypeId, future::Future};

pub use crate::event::{
    Attachments, Comment, Contact, Edited, InlineQuery, Location, Membership, OptIn, Reaction,
    RecurringNotification,
};

use crate::{Error, Event, Flow, Message, Platform, Reply, Result, Translated, Turn, block::Kind};

/// Something a block of kind `K` can take as an argument.
///
/// ```
/// use tertulia_core::{Context, Error, Result, Turn, block::Kind, extract::FromTurn};
///
/// struct Shouted(String);
///
/// impl<K: Kind> FromTurn<K> for Shouted {
///     async fn from_turn(turn: &Turn) -> Result<Self> {
///         let text = turn.event().text().ok_or_else(|| Error::rejected("no text"))?;
///         Ok(Self(text.to_uppercase()))
///     }
/// }
///
/// let context = Context::new("main").any_text(|Shouted(text): Shouted| text);
/// ```
#[diagnostic::on_unimplemented(
    message = "a `{K}` block cannot take `{Self}`",
    label = "this kind of block does not give `{Self}`",
    note = "every block gives `Reply`, `User`, `Session<T>`, `UserData<T>`, `Data<T>`, `Given<T>`, `Event`, `Platform`, `Locale`, `Now`",
    note = "blocks for a press also give `Params<T>` and `RawPayload`, and `.on(…)` the payload's own type",
    note = "blocks for what was sent also give `Attachments`, `Location` and `Contact`; `reaction`, `edited` and their like the `Reaction`, the `Edited` …",
    note = "blocks for a text also give `Text` and `Numbers`, `regex` blocks `Captures`, `deep_link` blocks `DeepLink`, `membership` blocks `ReplyGroup`, `delivery_failed` and `delivery_unknown` blocks `Undelivered`",
    note = "a type of your own can be taken if it implements `FromTurn`; for a struct of these, derive it"
)]
pub trait FromTurn<K: Kind>: Sized {
    /// Takes it from the turn.
    ///
    /// # Errors
    ///
    /// [`Error::rejected`] if this event does not give it: matching goes on with the next block. Any other
    /// error fails the turn.
    fn from_turn(turn: &Turn) -> impl Future<Output = Result<Self>> + Send;

    /// Tells what the app has to have, so that start-up can check it.
    fn needs(needs: &mut Needs) {
        let _ = needs;
    }
}

/// What a block needs of the app, told when the app is built.
#[derive(Debug, Default)]
pub struct Needs {
    pub(crate) data: Vec<(TypeId, &'static str)>,
    pub(crate) sessions: Vec<SessionNeed>,
    /// Texts that are known to be said.
    pub(crate) texts: Vec<Translated>,
    /// What is known to be said, if the block is a value and no function, or asks a question of a form.
    pub(crate) says: Vec<Message>,
    /// What the block ends with, if it is a value and no function, or a step of a form.
    pub(crate) ends: Option<Flow>,
}

/// A session that a block takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SessionNeed {
    pub(crate) id: TypeId,
    pub(crate) type_name: &'static str,
    pub(crate) name: &'static str,
    /// The argument that takes it: `Session`, `UserData`.
    pub(crate) of: &'static str,
}

impl<K: Kind> FromTurn<K> for Reply {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(turn.reply().clone())
    }
}

impl<K: Kind> FromTurn<K> for Event {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(turn.event().clone())
    }
}

impl<K: Kind> FromTurn<K> for Platform {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(turn.platform())
    }
}

impl<K: Kind, A: FromTurn<K>> FromTurn<K> for Option<A> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        match A::from_turn(turn).await {
            Ok(argument) => Ok(Some(argument)),
            Err(error) if error.kind() == crate::ErrorKind::Rejected => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn needs(needs: &mut Needs) {
        A::needs(needs);
    }
}

/// The event is not of the kind that gives `what`.
fn absent(what: &str) -> Error {
    Error::rejected(format!("the event has no {what}"))
}
