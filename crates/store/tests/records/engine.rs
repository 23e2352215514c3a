//! The engines, as operators open them.

use std::time::Duration;

use tertulia_store::{
    Caretaker, PostgresCaretaker, PostgresReader, Records, Sqlite, SqliteCaretaker, SqliteOptions,
    SqliteReader, Store,
};

use super::server::Schema;

const FILE: &str = "bot.db";

/// Nobody is taken for dead unless a test has it so.
pub(crate) const LEASE: Duration = Duration::from_secs(600);

/// A database.
pub(crate) enum Engine {
    Sqlite(tempfile::TempDir),
    Postgres(Schema),
}

impl Engine {
    pub(crate) async fn store(&self) -> Box<dyn Store> {
        match self {
            Self::Sqlite(folder) => {
                Box::new(Sqlite::open(folder.path().join(FILE), SqliteOptions::default()).unwrap())
            }
            Self::Postgres(schema) => Box::new(schema.process().await),
        }
    }

    pub(crate) async fn records(&self) -> Box<dyn Records> {
        match self {
            Self::Sqlite(folder) => Box::new(SqliteReader::open(folder.path().join(FILE)).unwrap()),
            Self::Postgres(schema) => {
                Box::new(PostgresReader::open(&schema.url, schema.options(LEASE)).await.unwrap())
            }
        }
    }

    pub(crate) async fn caretaker(&self) -> Box<dyn Caretaker> {
        match self {
            Self::Sqlite(folder) => Box::new(SqliteCaretaker::open(folder.path().join(FILE)).unwrap()),
            Self::Postgres(schema) => Box::new(schema.caretaker().await),
        }
    }
}

impl Schema {
    /// What an operator puts it right with.
    pub(crate) async fn caretaker(&self) -> PostgresCaretaker {
        PostgresCaretaker::open(&self.url, self.options(LEASE)).await.unwrap()
    }
}
