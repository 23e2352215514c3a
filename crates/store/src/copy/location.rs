//! Where a database is, for who copies one.

use std::fmt;
#[cfg(feature = "sqlite")]
use std::path::PathBuf;

#[cfg(feature = "postgres")]
use secrecy::{ExposeSecret as _, SecretString};

use super::{shape, side::Side, tables::Column};
use crate::StoreError;

/// Where a database is. Shown without its password.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Location {
    /// A file.
    #[cfg(feature = "sqlite")]
    Sqlite(PathBuf),
    /// A server, and how it is worked with.
    #[cfg(feature = "postgres")]
    Postgres(SecretString, crate::PostgresOptions),
}

/// A database that was opened for a copy.
pub(crate) struct Opened {
    pub(crate) side: Box<dyn Side>,
    /// Where it is, the same however that is written, and without any secret.
    pub(crate) place: String,
}

impl Location {
    /// Opens the database that is read.
    pub(crate) async fn source(&self) -> Result<Opened, StoreError> {
        let side: Box<dyn Side> = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(path) => Box::new(crate::sqlite::SqliteSide::source(path)?),
            #[cfg(feature = "postgres")]
            Self::Postgres(url, options) => {
                Box::new(crate::postgres::PostgresSide::source(url.expose_secret(), options.clone()).await?)
            }
        };
        self.opened(side).await
    }

    /// Opens the database that is written, and makes its tables.
    pub(crate) async fn target(&self) -> Result<Opened, StoreError> {
        let side: Box<dyn Side> = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(path) => Box::new(crate::sqlite::SqliteSide::target(path)?),
            #[cfg(feature = "postgres")]
            Self::Postgres(url, options) => {
                Box::new(crate::postgres::PostgresSide::target(url.expose_secret(), options.clone()).await?)
            }
        };
        self.opened(side).await
    }

    /// Opens the database that would be written, and changes nothing. `None` if there is none yet.
    pub(crate) async fn look(&self) -> Result<Option<Opened>, StoreError> {
        let side: Option<Box<dyn Side>> = match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(path) => crate::sqlite::SqliteSide::look(path)?.map(|side| Box::new(side) as _),
            #[cfg(feature = "postgres")]
            Self::Postgres(url, options) => {
                let side = crate::postgres::PostgresSide::look(url.expose_secret(), options.clone()).await?;
                side.map(|side| Box::new(side) as _)
            }
        };
        match side {
            Some(side) => self.opened(side).await.map(Some),
            None => Ok(None),
        }
    }

    async fn opened(&self, mut side: Box<dyn Side>) -> Result<Opened, StoreError> {
        let place = self.place()?;
        shape::check(&mut *side, &place, self.names()).await?;
        Ok(Opened { side, place })
    }

    /// Where it is, the same however that is written, and without any secret.
    pub(crate) fn place(&self) -> Result<String, StoreError> {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(path) => {
                let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                Ok(format!("sqlite://{}", path.canonicalize().unwrap_or(path).display()))
            }
            #[cfg(feature = "postgres")]
            Self::Postgres(url, options) => crate::postgres::place(url.expose_secret(), &options.schema),
        }
    }

    /// What the engine calls columns.
    fn names(&self) -> fn(&Column) -> &'static str {
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(_) => |column| column.sqlite,
            #[cfg(feature = "postgres")]
            Self::Postgres(..) => |column| column.postgres,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place() {
            Ok(place) => f.write_str(&place),
            Err(error) => error.fmt(f),
        }
    }
}
