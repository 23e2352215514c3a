//! Where the bot under trial keeps everything.

use std::{fmt, str::FromStr};

use tokio_postgres::NoTls;

/// The server that is used unless `TERTULIA_TEST_POSTGRES` names another one.
const SERVER: &str = "postgres://root@127.0.0.1:5432/test";

/// What the bot keeps everything in.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Engine {
    /// A file, for one process.
    Sqlite,
    /// A database of its own on that server, for any number of processes.
    Postgres(Server),
}

/// A PostgreSQL server on which databases may be made, as a URL.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Server {
    url: String,
}

impl Engine {
    /// A database on the server that `TERTULIA_TEST_POSTGRES` names, or else on this machine's.
    ///
    /// # Errors
    ///
    /// If the variable holds no URL of a server.
    pub fn postgres() -> Result<Self, String> {
        let url = std::env::var("TERTULIA_TEST_POSTGRES").unwrap_or_else(|_| SERVER.to_owned());
        url.parse().map(Self::Postgres)
    }

    /// Whether a bot could work with it now.
    ///
    /// # Errors
    ///
    /// Which server does not answer, and why.
    pub async fn is_there(&self) -> Result<(), String> {
        let Self::Postgres(Server { url }) = self else { return Ok(()) };
        match tokio_postgres::connect(url, NoTls).await {
            Ok(_) => Ok(()),
            Err(error) => Err(format!("no PostgreSQL at {url} (TERTULIA_TEST_POSTGRES): {error}")),
        }
    }
}

/// `sqlite`, `postgres`, or the URL of a server.
impl FromStr for Engine {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "sqlite" => Ok(Self::Sqlite),
            "postgres" => Self::postgres(),
            url => url.parse().map(Self::Postgres),
        }
    }
}

impl FromStr for Server {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        let rest = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://"));
        let base = rest.and_then(|rest| rest.split('?').next());
        match base.and_then(|base| base.split_once('/')) {
            Some((_, database)) if !database.is_empty() => Ok(Self { url: url.to_owned() }),
            _ => Err(format!("{url:?} is no server: postgres://user@host/database")),
        }
    }
}

impl Server {
    /// The address of a database on it, for those of that name.
    pub(crate) fn database(&self, database: &str, name: &str) -> String {
        let (base, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (host, _) = base.rsplit_once('/').unwrap_or((base, ""));
        let mark = if query.is_empty() { "" } else { "&" };
        format!("{host}/{database}?{query}{mark}application_name={name}")
    }

    /// The address that it was given.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_read_and_its_databases_are_addressed() {
        let Ok(Engine::Postgres(server)) = "postgres://me@localhost:5433/test?sslmode=disable".parse() else {
            panic!("it is a server")
        };
        let url = server.database("trial", "run_1");
        assert_eq!(url, "postgres://me@localhost:5433/trial?sslmode=disable&application_name=run_1");
        let Ok(Engine::Postgres(server)) = "postgresql:///test?host=/run/postgresql".parse() else {
            panic!("it is a socket")
        };
        assert_eq!(server.database("t", "r"), "postgresql:///t?host=/run/postgresql&application_name=r");
        assert_eq!("sqlite".parse(), Ok(Engine::Sqlite));
        for text in ["", "mysql", "postgres://", "postgres://localhost", "postgres://localhost/"] {
            assert!(text.parse::<Engine>().is_err(), "{text}");
        }
    }
}
