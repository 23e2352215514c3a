//! The database, as configured.

use std::{path::Path, sync::Arc};

#[cfg(feature = "postgres")]
use secrecy::ExposeSecret as _;
use tertulia_core::{Error, Result};
use tertulia_store::{Caretaker, Records, Store};
#[cfg(any(feature = "sqlite", feature = "postgres"))]
use tertulia_store::{StoreError, copy::Location};

use crate::config::{Database, DatabaseUrl};

/// Opens the database; a SQLite file, or the tables on a PostgreSQL server, are made if they are not there.
pub(crate) async fn open(database: &Database) -> Result<Arc<dyn Store>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            is_possible(path)?;
            Ok(Arc::new(tertulia_store::Sqlite::open(path, options(database)).map_err(with_key)?))
        }
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let mut options = tertulia_store::PostgresOptions::default();
            options.connections = usize::try_from(database.connections).unwrap_or(usize::MAX);
            let opened = tertulia_store::Postgres::open(url.expose_secret(), options).await;
            Ok(Arc::new(opened.map_err(with_key)?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
    }
}

/// Opens the database to look at it. A running bot does not notice.
pub(crate) async fn records(database: &Database) -> Result<Box<dyn Records>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            is_there(path)?;
            Ok(Box::new(tertulia_store::SqliteReader::open(path).map_err(with_key)?))
        }
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let (url, options) = (url.expose_secret(), few_connections());
            Ok(Box::new(tertulia_store::PostgresReader::open(url, options).await.map_err(with_key)?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
    }
}

/// Opens the database to put it right: a file, or if a bot runs on it that bot by its socket; a server beside running
/// bots.
pub(crate) async fn caretaker(database: &Database) -> Result<Box<dyn Caretaker>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            is_there(path)?;
            match tertulia_store::SqliteCaretaker::open(path) {
                Ok(caretaker) => Ok(Box::new(caretaker)),
                #[cfg(unix)]
                Err(StoreError::InUse(_)) => Ok(Box::new(crate::running::RunningBot::new(path)?)),
                Err(error) => Err(with_key(error)),
            }
        }
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let (url, options) = (url.expose_secret(), few_connections());
            Ok(Box::new(tertulia_store::PostgresCaretaker::open(url, options).await.map_err(with_key)?))
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
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
pub(crate) async fn migrate(database: &Database) -> Result<(i64, i64)> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            is_possible(path)?;
            tertulia_store::Sqlite::migrate(path, options(database)).map_err(with_key)
        }
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let (url, options) = (url.expose_secret(), few_connections());
            tertulia_store::Postgres::migrate(url, options).await.map_err(with_key)
        }
        #[cfg(not(all(feature = "sqlite", feature = "postgres")))]
        other => Err(left_out(other)),
    }
}

/// The database that is copied.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) fn source(url: &DatabaseUrl) -> Result<Location> {
    match url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) if !path.is_file() => {
            Err(Error::terminal(format!("there is no database `{}` to be copied (`--from`)", path.display())))
        }
        url => location(url),
    }
}

/// The database that another is copied to.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(crate) fn target(url: &DatabaseUrl) -> Result<Location> {
    if let DatabaseUrl::Sqlite(path) = url {
        is_possible_as("--to", path)?;
    }
    location(url)
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn location(url: &DatabaseUrl) -> Result<Location> {
    match url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => Ok(Location::Sqlite(path.clone())),
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => Ok(Location::Postgres(url.clone(), few_connections())),
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

/// Refuses a place where no SQLite file can be, in better words than SQLite has.
pub(crate) fn is_possible(path: &Path) -> Result<()> {
    is_possible_as("database.url", path)
}

fn is_possible_as(key: &str, path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
    if let Some(folder) = folder {
        let (path, folder) = (path.display(), folder.display());
        let text = format!(
            "there is no folder `{folder}` for the database `{path}`: make it, or name another place (`{key}`)"
        );
        return Err(Error::terminal(text));
    }
    if path.is_dir() {
        let path = path.display();
        return Err(Error::terminal(format!("`{path}` is a folder, and no database: name a file (`{key}`)")));
    }
    Ok(())
}

#[cfg(feature = "sqlite")]
fn is_there(path: &Path) -> Result<()> {
    is_possible(path)?;
    match path.exists() {
        true => Ok(()),
        false => Err(Error::terminal(format!(
            "there is no database `{}` yet: the bot makes it when it starts, as does `migrate`; `database.url` says where it is",
            path.display()
        ))),
    }
}

/// The error, with the key that names the database.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn with_key(error: StoreError) -> Error {
    Error::terminal(format!("{error} (`database.url`)"))
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
