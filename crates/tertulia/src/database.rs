//! The database, as configured.

use std::sync::Arc;

#[cfg(feature = "postgres")]
use secrecy::ExposeSecret as _;
#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
use tertulia_core::Error;
use tertulia_core::Result;
use tertulia_store::{Caretaker, Records, Store};

use crate::config::{Database, DatabaseUrl};

/// Opens the database; a SQLite file, or the tables on a PostgreSQL server, are made if they are not there.
pub(crate) async fn open(database: &Database) -> Result<Arc<dyn Store>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(Arc::new(tertulia_store::Sqlite::open(path, options(database))?)),
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let mut options = tertulia_store::PostgresOptions::default();
            options.connections = usize::try_from(database.connections).unwrap_or(usize::MAX);
            Ok(Arc::new(tertulia_store::Postgres::open(url.expose_secret(), options).await?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
    }
}

/// Opens the database to look at it. A running bot does not notice.
pub(crate) async fn records(database: &Database) -> Result<Box<dyn Records>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(Box::new(tertulia_store::SqliteReader::open(path)?)),
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let (url, options) = (url.expose_secret(), few_connections());
            Ok(Box::new(tertulia_store::PostgresReader::open(url, options).await?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
    }
}

/// Opens the database to put it right: a file while no bot runs on it, a server also beside running bots.
pub(crate) async fn caretaker(database: &Database) -> Result<Box<dyn Caretaker>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(Box::new(tertulia_store::SqliteCaretaker::open(path)?)),
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let (url, options) = (url.expose_secret(), few_connections());
            Ok(Box::new(tertulia_store::PostgresCaretaker::open(url, options).await?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
    }
}

/// Brings the database up to date: the version it had, and the one it has.
pub(crate) async fn migrate(database: &Database) -> Result<(i64, i64)> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(tertulia_store::Sqlite::migrate(path, options(database))?),
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            Ok(tertulia_store::Postgres::migrate(url.expose_secret(), few_connections()).await?)
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
    }
}

#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
fn left_out(url: &DatabaseUrl) -> Error {
    let feature = match url {
        DatabaseUrl::Sqlite(_) => "sqlite",
        DatabaseUrl::Postgres(_) => "postgres",
    };
    Error::terminal(format!("this build leaves out the feature `{feature}` (`database.url`)"))
}

/// A command does one thing at a time.
#[cfg(feature = "postgres")]
fn few_connections() -> tertulia_store::PostgresOptions {
    let mut options = tertulia_store::PostgresOptions::default();
    options.connections = 1;
    options
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
