//! What a block takes: its arguments, each taken from the turn by its type.
//!
//! | argument | in blocks of kind | what it is |
//! |---|---|---|
//! | [`Reply`], [`User`], [`Event`], [`Platform`], [`Locale`], [`Now`] | every | |
//! | [`Session<T>`](Session), [`Data<T>`](Data), [`Given<T>`](Given) | every | what is remembered, shared, or handed over |
//! | [`Params<T>`](Params), [`RawPayload`], payload types | `postback`, `any_postback` | what the button carried |
//! | [`Text`] | `command`, `regex`, `keyword`, `any_text`, `everything_else` | what was written |
//! | [`Captures`] | `regex` | what was found |
//! | [`DeepLink`] | `deep_link` | what the link carried |
//! | `Option<A>` | where `A` is | `None` if the event does not give it |
//!
//! For types of your own there are `#[derive(FromTurn)]` on structs of these, and the trait itself.

mod captures;
mod data;
mod event;
mod given;
mod params;
mod session;
mod text;
mod user;

pub use captures::{Captures, Match};
pub use data::Data;
pub(crate) use data::DataMap;
pub use event::{DeepLink, Locale, Now};
pub use given::Given;
pub(crate) use params::Press;
pub use params::{Params, RawPayload};
pub(crate) use session::SessionStore;
pub use session::{Session, SessionData};
pub use text::Text;
pub use user::User;

use std::{any::TypeId, future::Future};

use crate::{Error, Event, Platform, Reply, Result, Turn, block::Kind};

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
    label = "`{Self}` is not something a `{K}` block can take",
    note = "every block takes `Reply`, `User`, `Session<T>`, `Data<T>`, `Given<T>`, `Event`, `Platform`, `Locale`, `Now`; `postback` also its payload type, `Params<T>`, `RawPayload`; `regex` also `Captures`; blocks of text also `Text`; `deep_link` also `DeepLink`",
    note = "to take a type of your own, implement `FromTurn<K>` for it, or derive it on a struct of these"
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
}

/// A session that a block takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SessionNeed {
    pub(crate) id: TypeId,
    pub(crate) type_name: &'static str,
    pub(crate) name: &'static str,
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

impl<K: Kind> FromTurn<K> for () {
    async fn from_turn(_: &Turn) -> Result<Self> {
        Ok(())
    }
}

macro_rules! tuples {
    ($($arg:ident),*) => {
        impl<K: Kind, $($arg: FromTurn<K> + Send),*> FromTurn<K> for ($($arg,)*) {
            #[expect(non_snake_case, reason = "one variable per type parameter")]
            async fn from_turn(turn: &Turn) -> Result<Self> {
                $(let $arg = $arg::from_turn(turn).await?;)*
                Ok(($($arg,)*))
            }

            fn needs(needs: &mut Needs) {
                $($arg::needs(needs);)*
            }
        }
    };
}
tuples!(A);
tuples!(A, B);
tuples!(A, B, C);
tuples!(A, B, C, D);
tuples!(A, B, C, D, E);
tuples!(A, B, C, D, E, F);
tuples!(A, B, C, D, E, F, G);
tuples!(A, B, C, D, E, F, G, H);
