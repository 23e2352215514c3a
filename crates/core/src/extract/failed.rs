//! Why an event was set aside.

use crate::{Result, Turn, block};

use super::{FromTurn, absent};

/// Why the event was set aside: the text of the error that its blocks ended with.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "taken apart in arguments: `Failed(why): Failed`")]
pub struct Failed(pub String);

impl FromTurn<block::OnError> for Failed {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        turn.failure().map(|why| Self(why.to_owned())).ok_or_else(|| absent("failure"))
    }
}
