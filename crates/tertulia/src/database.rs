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

/// Opens the database to put it right: the file, or if a bot runs on it, that bot by its socket.
pub(crate) async fn caretaker(database: &Database) -> Result<Box<dyn Caretaker>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => match tertulia_store::SqliteCaretaker::open(path) {
            Ok(caretaker) => Ok(Box::new(caretaker)),
            #[cfg(unix)]
            Err(tertulia_store::StoreError::InUse(_)) => Ok(Box::new(crate::running::RunningBot::new(path)?)),
            Err(error) => Err(error.into()),
        },
        _ => Err(not_here()),
    }
}

/// The socket by which operators reach a bot that runs on the database. `None` where none is needed, or none can be: the
/// bot runs without it.
#[cfg(all(unix, feature = "sqlite"))]
pub(crate) fn socket(database: &Database) -> Option<tertulia_runtime::AdminSocket> {
    let DatabaseUrl::Sqlite(path) = &database.url else { return None };
    let path = tertulia_runtime::AdminSocket::beside(path);
    match tertulia_runtime::AdminSocket::bind(&path) {
        Ok(socket) => Some(socket),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "commands that change something have to wait until the bot is stopped");
            None
        }
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
