//! The database, as configured.

use std::sync::Arc;

use tertulia_core::{Error, Result};
use tertulia_store::{Caretaker, Records, Store};

use crate::config::{Database, DatabaseUrl};

/// Opens the database; a SQLite file, or the tables on a PostgreSQL server, are made if they are not there.
pub(crate) async fn open(database: &Database) -> Result<Arc<dyn Store>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(Arc::new(tertulia_store::Sqlite::open(path, options(database))?)),
        #[cfg(not(feature = "sqlite"))]
        DatabaseUrl::Sqlite(_) => {
            Err(Error::terminal("this build leaves out the feature `sqlite` (`database.url`)"))
        }
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            use secrecy::ExposeSecret as _;
            use tertulia_store::{Postgres, PostgresOptions};

            let mut options = PostgresOptions::default();
            options.connections = usize::try_from(database.connections).unwrap_or(usize::MAX);
            Ok(Arc::new(Postgres::open(url.expose_secret(), options).await?))
        }
        #[cfg(not(feature = "postgres"))]
        DatabaseUrl::Postgres(_) => {
            Err(Error::terminal("this build leaves out the feature `postgres` (`database.url`)"))
        }
    }
}

/// Opens the database to look at it. A running bot does not notice.
pub(crate) fn records(database: &Database) -> Result<Box<dyn Records>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(Box::new(tertulia_store::SqliteReader::open(path)?)),
        _ => Err(not_here()),
    }
}

/// Opens the database to put it right, while no bot runs on it.
pub(crate) fn caretaker(database: &Database) -> Result<Box<dyn Caretaker>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(Box::new(tertulia_store::SqliteCaretaker::open(path)?)),
        _ => Err(not_here()),
    }
}

/// Brings the database up to date: the version it had, and the one it has.
pub(crate) fn migrate(database: &Database) -> Result<(i64, i64)> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(tertulia_store::Sqlite::migrate(path, options(database))?),
        _ => Err(not_here()),
    }
}

fn not_here() -> Error {
    Error::terminal("this build cannot open that kind of database (`database.url`)")
}

#[cfg(feature = "sqlite")]
fn options(database: &Database) -> tertulia_store::SqliteOptions {
    use tertulia_store::{SqliteOptions, Synchronous};

    use crate::config::SqliteSynchronous;

    let synchronous = match database.sqlite_synchronous {
        SqliteSynchronous::Full => Synchronous::Full,
        SqliteSynchronous::Normal => Synchronous::Normal,
    };
    let Database { min_free, ballast, .. } = *database;
    SqliteOptions { synchronous, min_free, ballast, ..SqliteOptions::default() }
}
