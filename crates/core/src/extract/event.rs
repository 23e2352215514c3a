//! What stands around the event: the link it came by, the person's language, the time.

use std::ops::Deref;

use jiff::Timestamp;

use crate::{
    EventKind, Result, Turn,
    block::{self, Kind},
    event::Undelivered,
};

use super::{FromTurn, absent};

/// The value of the link or ad that brought the person here.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "taken apart in arguments: `DeepLink(value): DeepLink`")]
pub struct DeepLink(pub String);

macro_rules! deep_link {
    ($($kind:ident),*) => { $(
        impl FromTurn<block::$kind> for DeepLink {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                turn.event().deep_link.clone().map(Self).ok_or_else(|| absent("deep link"))
            }
        }
    )* };
}
deep_link!(BeforeAnything, DeepLink, Postback, AnyPostback, Command, EverythingElse, AfterAll);

macro_rules! undelivered {
    ($($kind:ident),*) => { $(
        impl FromTurn<block::$kind> for Undelivered {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                match &turn.event().kind {
                    EventKind::DeliveryFailed(lost) | EventKind::DeliveryUnknown(lost) => Ok(lost.clone()),
                    _ => Err(absent("message that did not arrive")),
                }
            }
        }
    )* };
}
undelivered!(DeliveryFailed, DeliveryUnknown);

/// The person's language, as a BCP 47 tag such as `es` or `pt-BR`: what was chosen with
/// [`User::set_locale`](super::User::set_locale), else what the platform tells, else the app's default.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "taken apart in arguments: `Locale(tag): Locale`")]
pub struct Locale(pub String);

impl<K: Kind> FromTurn<K> for Locale {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(Self(turn.locale()))
    }
}

/// The time of the turn. Use it instead of the system's, so that tests can turn the hands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "taken apart in arguments: `Now(now): Now`")]
pub struct Now(pub Timestamp);

impl Deref for Now {
    type Target = Timestamp;

    fn deref(&self) -> &Timestamp {
        &self.0
    }
}

impl<K: Kind> FromTurn<K> for Now {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(Self(turn.now()))
    }
}
