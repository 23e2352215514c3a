//! What a context was handed when the conversation came to it.

use serde::de::DeserializeOwned;

use crate::{Error, Result, Turn, block::Kind};

use super::FromTurn;

/// The parameters of the block's context: what `change_to("shop").with(…)`, `ask` or `delegate_to` handed over, read
/// into `T`.
///
/// A [`deep`](crate::Context::deep) block gets those of its own context if the conversation came by it, else those of
/// the context that it serves.
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use tertulia_core::{Context, change_to, extract::Given};
///
/// #[derive(Deserialize, Serialize)]
/// struct Table {
///     seats: u32,
/// }
///
/// let main = Context::new("main").keyword("book", || change_to("booking").with(Table { seats: 4 }));
/// let booking = Context::new("booking")
///     .any_text(|Given(table): Given<Table>| format!("A table for {}.", table.seats));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "taken apart in arguments: `Given(p): Given<T>`")]
pub struct Given<T>(pub T);

impl<K: Kind, T: DeserializeOwned + Send> FromTurn<K> for Given<T> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        T::deserialize(turn.given()).map(Self).map_err(|error| {
            Error::rejected(format!("the context was not entered with such parameters: {error}"))
        })
    }
}
