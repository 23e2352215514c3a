//! `[database]`: where everything is kept.

use std::path::PathBuf;

use secrecy::SecretString;

use super::fields::Fields;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
use super::source::{self, Resolved, Source};
use super::value::{self, Parsed};

/// Where everything is kept.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    /// Which database.
    pub(crate) url: DatabaseUrl,
    /// How many connections to PostgreSQL work at most.
    pub(crate) connections: u32,
    /// How often SQLite waits for the disk.
    pub(crate) sqlite_synchronous: SqliteSynchronous,
    /// Free disk under which new events are refused, in bytes.
    pub(crate) min_free: u64,
    /// Size of the file that is freed when the disk is full, in bytes.
    pub(crate) ballast: u64,
}

/// Which database.
#[derive(Clone, Debug)]
pub(crate) enum DatabaseUrl {
    /// A file on this machine. A relative path begins at the working directory.
    Sqlite(PathBuf),
    /// A PostgreSQL server: the whole URL, as it may hold a password.
    Postgres(SecretString),
}

/// How often SQLite waits for the disk (<https://sqlite.org/pragma.html#pragma_synchronous>).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum SqliteSynchronous {
    /// At each commit: nothing that was acknowledged is lost.
    Full,
    /// Now and then: a power failure may take the last moments along.
    Normal,
}

impl Database {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            url: fields.value("database.url", url),
            connections: fields.value("database.connections", value::count),
            sqlite_synchronous: fields.value("database.sqlite_synchronous", synchronous),
            min_free: fields.value("database.min_free", value::size),
            ballast: fields.value("database.ballast", value::size),
        }
    }
}

impl DatabaseUrl {
    /// A database that a command is given as it is written in `database.url`, also where that stands elsewhere.
    ///
    /// # Errors
    /// What is wrong, as it follows the name of the flag. It does not show what was written.
    #[cfg(any(feature = "postgres", feature = "sqlite"))]
    pub(crate) fn of_argument(written: &str) -> Result<Self, String> {
        let variables = super::variables().collect();
        let source = Source { variables: &variables, read: &source::read_file };
        let (Resolved::Literal(text) | Resolved::Variable(text) | Resolved::File(text)) =
            source.resolve(written)?;
        Ok(url(&text)?)
    }
}

fn url(text: &str) -> Parsed<DatabaseUrl> {
    if let Some(path) = text.strip_prefix("sqlite://") {
        return sqlite_path(path).map(DatabaseUrl::Sqlite);
    }
    match text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://")) {
        Some("") => Err("has no server after ://"),
        Some(_) => Ok(DatabaseUrl::Postgres(text.into())),
        None => Err("begins with neither sqlite:// nor postgres://"),
    }
}

/// SQLite itself would read some names as something else than a file.
fn sqlite_path(path: &str) -> Parsed<PathBuf> {
    if path.is_empty() || path.ends_with('/') {
        Err("has no file name after sqlite://")
    } else if path.starts_with(':') || path.starts_with("file:") {
        Err("is not a file; what is kept in memory would be lost")
    } else if path.contains(['?', '\0']) {
        Err("has parameters, which a file name cannot have")
    } else {
        Ok(path.into())
    }
}

fn synchronous(text: &str) -> Parsed<SqliteSynchronous> {
    match text {
        "full" => Ok(SqliteSynchronous::Full),
        "normal" => Ok(SqliteSynchronous::Normal),
        _ => Err("is neither full nor normal"),
    }
}
