//! The database, as configured.

use std::sync::Arc;

use tertulia_core::{Error, Result};
use tertulia_store::Store;

use crate::config::{Database, DatabaseUrl};

/// Opens the database; a SQLite file is made if it is not there.
pub(crate) fn open(database: &Database) -> Result<Arc<dyn Store>> {
    match &database.url {
        #[cfg(feature = "sqlite")]
        DatabaseUrl::Sqlite(path) => {
            use tertulia_store::{Sqlite, SqliteOptions, Synchronous};

            use crate::config::SqliteSynchronous;

            let synchronous = match database.sqlite_synchronous {
                SqliteSynchronous::Full => Synchronous::Full,
                SqliteSynchronous::Normal => Synchronous::Normal,
            };
            let Database { min_free, ballast, .. } = *database;
            let options = SqliteOptions { synchronous, min_free, ballast, ..SqliteOptions::default() };
            Ok(Arc::new(Sqlite::open(path, options)?))
        }
        #[cfg(not(feature = "sqlite"))]
        DatabaseUrl::Sqlite(_) => {
            Err(Error::terminal("this build leaves out the feature `sqlite` (`database.url`)"))
        }
        DatabaseUrl::Postgres(_) => Err(Error::terminal(
            "this version keeps everything in SQLite; set `database.url` to `sqlite://…`",
        )),
    }
}
