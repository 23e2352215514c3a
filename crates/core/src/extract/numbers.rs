//! Numbers in what was written.

use std::ops::Deref;

use crate::{
    Result, Turn, block,
    number::{self, Number},
};

use super::{FromTurn, absent};

/// The numbers in the text, in order, read as in the person's language. There is at least one.
///
/// ```
/// use tertulia_core::{Context, extract::Numbers};
///
/// let context = Context::new("age").any_number(|numbers: Numbers| match numbers[0].to::<u8>() {
///     Some(age) => format!("You are {age}."),
///     None => format!("Nobody is {} years old.", numbers[0]),
/// });
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Numbers(Vec<Number>);

impl Deref for Numbers {
    type Target = [Number];

    fn deref(&self) -> &[Number] {
        &self.0
    }
}

macro_rules! numbers {
    ($($kind:ident),*) => { $(
        impl FromTurn<block::$kind> for Numbers {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                let numbers = turn.event().text().map(|text| number::find(text, &turn.locale()));
                numbers.filter(|numbers| !numbers.is_empty()).map(Self).ok_or_else(|| absent("number"))
            }
        }
    )* };
}
numbers!(
    BeforeAnything,
    AnyAttachment,
    Regex,
    Keyword,
    Intent,
    AnyIntent,
    Entity,
    AnyNumber,
    AnyText,
    EverythingElse,
    AfterAll
);
