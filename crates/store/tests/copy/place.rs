//! Databases that are copied.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::Connection;
use serde_json::Value;
use tertulia_store::{
    PostgresReader, Records, Sqlite, SqliteOptions, SqliteReader,
    copy::{Copied, CopyError, Location, copy},
};

use super::server::Schema;

/// Nobody is taken for dead unless a test has it so.
const LEASE: Duration = Duration::from_secs(600);

/// A file in a folder of its own, which is gone with the value.
pub(crate) struct File {
    folder: tempfile::TempDir,
}

impl File {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("bot.db")
    }

    pub(crate) fn location(&self) -> Location {
        Location::Sqlite(self.path())
    }

    pub(crate) fn store(&self) -> Sqlite {
        Sqlite::open(self.path(), SqliteOptions::default()).unwrap()
    }

    pub(crate) async fn exports(&self) -> Vec<Value> {
        exports(&SqliteReader::open(self.path()).unwrap()).await
    }

    /// Does something to the file from outside.
    pub(crate) fn execute(&self, sql: &str) {
        Connection::open(self.path()).unwrap().execute_batch(sql).unwrap();
    }

    /// Every row there is, but what the file says of itself.
    pub(crate) fn rows(&self) -> Vec<String> {
        rows(&self.path())
    }
}

impl Schema {
    pub(crate) fn location(&self) -> Location {
        Location::Postgres(self.url.clone().into(), self.options(LEASE))
    }

    pub(crate) async fn exports(&self) -> Vec<Value> {
        exports(&PostgresReader::open(&self.url, self.options(LEASE)).await.unwrap()).await
    }

    /// Whether there are tables.
    pub(crate) async fn is_there(&self) -> bool {
        let found = format!("SELECT 1 FROM pg_namespace WHERE nspname = '{}'", self.name);
        !self.rows(&found).await.is_empty()
    }
}

/// Copies, and wants to hear all of it.
pub(crate) async fn copied(from: &Location, to: &Location) -> Result<Copied, CopyError> {
    copy(from, to, &mut |_| ControlFlow::Continue(())).await
}

/// What is kept of everybody.
async fn exports(records: &dyn Records) -> Vec<Value> {
    let mut exports = Vec::new();
    for number in 1..20 {
        exports.extend(records.export(number).await.ok());
    }
    exports
}

fn rows(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let tables =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_stat1' ORDER BY name";
    let mut rows = Vec::new();
    for table in names(tables) {
        let columns = names(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"));
        let quoted: Vec<_> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        let only = if table == "meta" { "WHERE key <> 'run'" } else { "" };
        let select = format!("SELECT {} FROM \"{table}\" {only} ORDER BY 1", quoted.join(" || ',' || "));
        rows.extend(names(&select).iter().map(|row| format!("{table}: {row}")));
    }
    rows
}
