//! What the text means.

use std::ops::Deref;

use crate::{
    Result, Turn, block,
    nlu::{Entity, Intent, Understanding},
};

use super::{FromTurn, absent};

/// What the text speaks of, in its order. There is at least one.
///
/// ```
/// use tertulia_core::{Context, extract::Entities};
///
/// let context = Context::new("shop").intent("order", |found: Option<Entities>| match found {
///     Some(found) => format!("{} it is.", found.first("color").unwrap_or("No colour")),
///     None => "Which colour?".to_owned(),
/// });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Entities(Vec<Entity>);

impl Entities {
    /// The value of the first one of that name: `date`, `color`, or of a role: `city:destination`.
    pub fn first(&self, named: &str) -> Option<&str> {
        self.all(named).next()
    }

    /// The values of all of that name.
    pub fn all(&self, named: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |entity| entity.is(named)).map(|entity| entity.value.as_str())
    }
}

impl Deref for Entities {
    type Target = [Entity];

    fn deref(&self) -> &[Entity] {
        &self.0
    }
}

macro_rules! meaning {
    ($($kind:ident),*) => { $(
        impl FromTurn<block::$kind> for Understanding {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                turn.understanding().cloned().ok_or_else(|| absent("meaning"))
            }
        }

        impl FromTurn<block::$kind> for Intent {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                let intent = turn.understanding().and_then(|meaning| meaning.intents.first());
                intent.cloned().ok_or_else(|| absent("intent"))
            }
        }

        impl FromTurn<block::$kind> for Entities {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                let entities = turn.understanding().map(|meaning| meaning.entities.clone());
                entities.filter(|entities| !entities.is_empty()).map(Self).ok_or_else(|| absent("entity"))
            }
        }
    )* };
}
// Behind the blocks for meanings the recogniser was asked, if there are such blocks.
meaning!(Intent, AnyIntent, Entity, AnyNumber, AnyText, EverythingElse);
