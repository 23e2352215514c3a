//! The database, as configured.

use std::{path::Path, sync::Arc};

use tertulia_core::{Error, Result};
use tertulia_store::{Caretaker, Records, Store, StoreError};

use crate::config::{Database, DatabaseUrl};

/// Opens the database; a SQLite file, or the tables on a PostgreSQL server, are made if they are not there.
pub(crate) async fn open(database: &Database) -> Result<Arc<dyn Store>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            is_possible(path)?;
            Ok(Arc::new(tertulia_store::Sqlite::open(path, options(database)).map_err(with_key)?))
        }
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
            Ok(Arc::new(Postgres::open(url.expose_secret(), options).await.map_err(with_key)?))
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
        DatabaseUrl::Sqlite(path) => Ok(Box::new(reader(path)?)),
        _ => Err(not_here()),
    }
}

/// Opens the database to put it right, while no bot runs on it.
pub(crate) fn caretaker(database: &Database) -> Result<Box<dyn Caretaker>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            is_there(path)?;
            Ok(Box::new(tertulia_store::SqliteCaretaker::open(path).map_err(with_key)?))
        }
        _ => Err(not_here()),
    }
}

/// Brings the database up to date: the version it had, and the one it has.
pub(crate) fn migrate(database: &Database) -> Result<(i64, i64)> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            is_possible(path)?;
            tertulia_store::Sqlite::migrate(path, options(database)).map_err(with_key)
        }
        _ => Err(not_here()),
    }
}

/// Opens a SQLite file to look at it.
#[cfg(feature = "sqlite")]
pub(crate) fn reader(path: &Path) -> Result<tertulia_store::SqliteReader> {
    is_there(path)?;
    tertulia_store::SqliteReader::open(path).map_err(with_key)
}

/// Refuses a place where no SQLite file can be, in better words than SQLite has.
pub(crate) fn is_possible(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
    if let Some(folder) = folder {
        let (path, folder) = (path.display(), folder.display());
        let text = format!(
            "there is no folder `{folder}` for the database `{path}`: make it, or name another place (`database.url`)"
        );
        return Err(Error::terminal(text));
    }
    if path.is_dir() {
        let path = path.display();
        return Err(Error::terminal(format!(
            "`{path}` is a folder, and no database: name a file (`database.url`)"
        )));
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
fn with_key(error: StoreError) -> Error {
    Error::terminal(format!("{error} (`database.url`)"))
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
