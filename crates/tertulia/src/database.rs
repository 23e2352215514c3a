//! The database, as configured.

use std::sync::Arc;

#[cfg(not(all(feature = "postgres", feature = "sqlite")))]
use tertulia_core::Error;
use tertulia_core::Result;
use tertulia_store::Store;

use crate::config::{Database, DatabaseUrl};

/// Opens the database; a SQLite file, or the tables on a PostgreSQL server, are made if they are not there.
pub(crate) async fn open(database: &Database) -> Result<Arc<dyn Store>> {
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
