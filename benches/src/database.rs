//! Where a server under measurement keeps everything: in a file, or in a database of its own on a PostgreSQL server.

use std::{
    io, process,
    sync::atomic::{AtomicU64, Ordering},
};

use tokio_postgres::{Client, NoTls};

/// A database, by the address that a bot is given. One on a server has to be dropped in the end.
pub(crate) struct Database {
    pub(crate) address: String,
    server: Option<(String, String)>,
}

impl Database {
    /// A file in the folder of the bot.
    pub(crate) fn file() -> Self {
        Self { address: "sqlite://bench.db".to_owned(), server: None }
    }

    /// A new database on a server.
    pub(crate) async fn on(server: &str) -> io::Result<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let name = format!("bench_{}_{}", process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let (base, query) = server.split_once('?').unwrap_or((server, ""));
        let host = base.rsplit_once('/').map(|(host, _)| host).filter(|host| host.contains("//"));
        let host = host.ok_or_else(|| io::Error::other("`--postgres` is postgres://user@host/database"))?;
        let client = connect(server).await?;
        client.batch_execute(&format!("CREATE DATABASE {name}")).await.map_err(io::Error::other)?;
        let address = format!("{host}/{name}?{query}").trim_end_matches('?').to_owned();
        Ok(Self { address, server: Some((server.to_owned(), name)) })
    }

    /// Removes it, once no bot uses it any more.
    pub(crate) async fn remove(self) -> io::Result<()> {
        let Some((server, name)) = self.server else { return Ok(()) };
        let client = connect(&server).await?;
        client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await.map_err(io::Error::other)
    }
}

async fn connect(url: &str) -> io::Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.map_err(io::Error::other)?;
    tokio::spawn(connection);
    Ok(client)
}
