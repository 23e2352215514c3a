//! Doing something outside once, however often the block runs.

use std::{future::Future, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};

use crate::{Error, Result, Turn, block::Kind, journal::Journal};

use super::FromTurn;

/// Does something outside, such as charging a card, once, though the block may run again after an error or crash.
///
/// What it resulted in is stored as soon as it is there, and given again when the block runs again. If the process
/// ends between the effect and the storing, the effect is repeated: give the other side [`Once::key`] as an
/// idempotency key where it takes one.
///
/// ```
/// use tertulia_core::{Context, Result, extract::Once};
///
/// # async fn charge(_: u32, _: &str) -> Result<String> { Ok(String::new()) }
/// let context = Context::new("shop").postback("buy", async |once: Once| -> Result<String> {
///     let key = once.key("charge");
///     let receipt = once.run("charge", async move || charge(500, &key).await).await?;
///     Ok(format!("Paid: {receipt}"))
/// });
/// ```
#[derive(Clone)]
pub struct Once {
    turn: String,
    journal: Arc<dyn Journal>,
}

impl Once {
    /// Runs `effect`, unless it ran to its end for this event before: then this gives what it resulted in.
    ///
    /// # Errors
    ///
    /// The error of `effect`, which then runs again with the block; or that the result cannot be stored.
    pub async fn run<T, E, F>(&self, name: &str, effect: impl FnOnce() -> F + Send) -> Result<T>
    where
        T: DeserializeOwned + Serialize + Send,
        E: Into<Error>,
        F: Future<Output = Result<T, E>> + Send,
    {
        if let Some(stored) = self.journal.recall(&self.turn, name).await? {
            return Ok(serde_json::from_str(&stored)?);
        }
        let result = effect().await.map_err(Into::into)?;
        self.journal.record(&self.turn, name, serde_json::to_string(&result)?).await?;
        Ok(result)
    }

    /// A key for the other side: the same whenever the block runs again for this event, and no other.
    pub fn key(&self, name: &str) -> String {
        format!("{}-{name}", self.turn)
    }
}

impl<K: Kind> FromTurn<K> for Once {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(Self { turn: turn.id().to_owned(), journal: Arc::clone(turn.journal()) })
    }
}

impl std::fmt::Debug for Once {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Once").field("turn", &self.turn).finish_non_exhaustive()
    }
}
