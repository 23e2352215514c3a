//! The suite, on SQLite.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

use tertulia_store::{Future, Sqlite, SqliteOptions, Store, suite::Database};

tertulia_store::store_suite!(File::new());

struct File(tempfile::TempDir);

impl File {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
}

impl Database for File {
    fn open(&self) -> Future<'_, Box<dyn Store>> {
        Box::pin(async {
            let store = Sqlite::open(self.0.path().join("bot.db"), SqliteOptions::default())?;
            Ok(Box::new(store) as Box<dyn Store>)
        })
    }
}
