//! What blocks did outside, kept in the store.

use std::sync::Arc;

use tertulia_core::{Error, Journal, journal::Recorded};
use tertulia_store::Store;

/// Records in the store, under the number of the event.
pub(crate) struct StoreJournal(pub(crate) Arc<dyn Store>);

impl Journal for StoreJournal {
    fn recall<'a>(&'a self, turn: &'a str, name: &'a str) -> Recorded<'a, Option<String>> {
        Box::pin(async move { Ok(self.0.recall(event(turn)?, name.to_owned()).await?) })
    }

    fn record<'a>(&'a self, turn: &'a str, name: &'a str, value: String) -> Recorded<'a, ()> {
        Box::pin(async move { Ok(self.0.record(event(turn)?, name.to_owned(), value).await?) })
    }
}

/// The number of a turn's event: the id of a turn begins with it.
fn event(turn: &str) -> Result<i64, Error> {
    let number = turn.split('-').next().unwrap_or(turn);
    number.parse().map_err(|_| Error::terminal(format!("`{turn}` is no turn of this store")))
}
