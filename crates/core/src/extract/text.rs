//! What was written.

use crate::{Result, Turn, block};

use super::{FromTurn, absent};

/// The text: as written, the caption of what was sent, or in a `command` block what follows the command.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "taken apart in arguments: `Text(text): Text`")]
pub struct Text(pub String);

impl FromTurn<block::Command> for Text {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        let command = turn.event().command().ok_or_else(|| absent("command"))?;
        Ok(Self(command.argument.clone()))
    }
}

macro_rules! text {
    ($($kind:ident),*) => { $(
        impl FromTurn<block::$kind> for Text {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                turn.event().text().map(|text| Self(text.to_owned())).ok_or_else(|| absent("text"))
            }
        }
    )* };
}
text!(
    BeforeAnything,
    DeepLink,
    AnyAttachment,
    Regex,
    Keyword,
    Intent,
    AnyIntent,
    Entity,
    AnyNumber,
    AnyText,
    EverythingElse,
    WhilePaused,
    BeforeNlu,
    AfterNlu,
    AfterAll
);
