//! The engines that are held against the one in memory.

use std::fmt;

use rusqlite::Connection;
use tertulia_store::{Sqlite, SqliteOptions, Store, Synchronous};

use super::tables::Tables;

const FILE: &str = "bot.db";

/// A database.
pub(crate) enum Engine {
    Sqlite(tempfile::TempDir),
    #[cfg(feature = "postgres")]
    Postgres(super::server::Schema),
}

impl Engine {
    pub(crate) async fn open(&self) -> Box<dyn Store> {
        match self {
            Self::Sqlite(folder) => {
                let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
                Box::new(Sqlite::open(folder.path().join(FILE), options).unwrap())
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(schema) => Box::new(schema.process().await),
        }
    }

    /// Keeps it from answering. `None` if that cannot be done: then nobody leaves before the answer.
    pub(crate) fn lock(&self) -> Option<Connection> {
        match self {
            Self::Sqlite(folder) => {
                let lock = Connection::open(folder.path().join(FILE)).unwrap();
                lock.execute_batch("BEGIN IMMEDIATE").unwrap();
                Some(lock)
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => None,
        }
    }

    pub(crate) async fn tables(&self) -> Tables {
        match self {
            Self::Sqlite(folder) => Tables::of_sqlite(&folder.path().join(FILE)),
            #[cfg(feature = "postgres")]
            Self::Postgres(schema) => Tables::of_postgres(schema).await,
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite(_) => "SQLite",
            #[cfg(feature = "postgres")]
            Self::Postgres(_) => "PostgreSQL",
        })
    }
}
