//! The note in a database that is being copied to: what comes from where, and how far it got.
//!
//! It is written together with each page of rows, so that a copy which was killed goes on behind the last page. As long as it is
//! there no bot starts on the database.

use serde::{Deserialize, Serialize};

use super::cell::Cell;

/// The key of the note in `meta`.
pub(crate) const KEY: &str = "copy";

/// What comes from where, and how far it got.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Mark {
    pub(crate) origin: Origin,
    /// The table whose rows were copied last.
    pub(crate) table: usize,
    /// The key of the last row of it, if there was one.
    pub(crate) after: Option<Vec<Cell>>,
    /// How many rows were copied, of all tables.
    pub(crate) rows: u64,
}

/// What is copied. A copy goes on only with the very same.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Origin {
    /// The source, without any secret.
    pub(crate) place: String,
    /// How many processes had run on it: no bot may have changed it since.
    pub(crate) runs: i64,
    /// The tables that the program knew.
    pub(crate) tables: String,
}

impl Mark {
    pub(crate) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub(crate) fn write(&self) -> Result<String, crate::StoreError> {
        serde_json::to_string(self).map_err(|error| crate::StoreError::Unusable(error.to_string()))
    }
}

/// Why a database with such a note cannot be worked with.
pub(crate) fn unfinished(place: &str) -> String {
    format!(
        "{place} holds an unfinished copy of another database: run `db copy` once more, which goes on with it, or remove what is \
         there"
    )
}
