//! A database on a server, for the processes of one trial.

use std::{
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use tokio::time::{sleep, timeout};
use tokio_postgres::{Client, NoTls};

use crate::{Result, engine::Server};

/// How long the server may take to do what a process had asked for that can do nothing more.
const SETTLING: Duration = Duration::from_secs(1);
/// How long somebody who looks waits for a server that is away.
const PATIENCE: Duration = Duration::from_secs(10);

/// A database. It is gone with the value.
#[derive(Debug)]
pub(crate) struct Postgres {
    server: Server,
    name: String,
}

impl Postgres {
    pub(super) async fn make(server: &Server) -> Result<Self> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("trial_{}_{number}", process::id());
        let client = connect(server.url()).await?;
        // What somebody with that number left behind, long ago.
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        client.batch_execute(&format!("CREATE DATABASE {name}")).await?;
        Ok(Self { server: server.clone(), name })
    }

    /// Its address for that run of the bot.
    pub(super) fn url(&self, run: u32) -> String {
        self.server.database(&self.name, &application(run))
    }

    pub(super) async fn rows(&self, sql: &str) -> Result<Vec<(i64, String)>> {
        let rows = self.client().await?.query(sql, &[]).await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// The number of the process, by which its rows are marked: what its session locks.
    pub(super) async fn process(&self, run: u32) -> Result<Option<i64>> {
        let locked = "SELECT l.objid::bigint FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted
                AND a.datname = current_database() AND a.application_name = $1
             ORDER BY 1 DESC LIMIT 1";
        let row = self.client().await?.query_opt(locked, &[&application(run)]).await?;
        Ok(row.map(|row| row.get(0)))
    }

    /// Waits until the server does nothing more that a run had asked for.
    pub(super) async fn settled(&self, run: u32) {
        let begun = Instant::now();
        // Another trial's runs have the same names in another database.
        let active = "SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND application_name = $1 AND state = 'active'";
        while begun.elapsed() < SETTLING {
            let Ok(client) = self.client().await else { return };
            let active = client.query_one(active, &[&application(run)]).await;
            if active.is_ok_and(|row| row.get::<_, i64>(0) == 0) {
                return;
            }
            sleep(Duration::from_millis(5)).await;
        }
    }

    /// The calls that wait for a process to make them.
    pub(super) async fn calls_of(&self, process: Option<i64>) -> Result<Vec<(i64, String)>> {
        let calls = "SELECT o.conversation, o.body FROM outbox o JOIN senders s ON s.account = o.account
             WHERE s.process = $1 ORDER BY o.id";
        let rows = self.client().await?.query(calls, &[&process]).await?;
        Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }

    /// A connection that sees the bot's tables.
    async fn client(&self) -> Result<Client> {
        let url = self.server.database(&self.name, "audit");
        let client = timeout(PATIENCE, async {
            loop {
                match connect(&url).await {
                    Ok(client) => return client,
                    Err(_) => sleep(Duration::from_millis(50)).await,
                }
            }
        });
        let client = client.await.map_err(|_| "the database's server is away")?;
        client.batch_execute("SET search_path = tertulia").await?;
        Ok(client)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let (url, name) = (self.server.url().to_owned(), self.name.clone());
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(async {
                let client = connect(&url).await.ok()?;
                client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.ok()
            })
        });
        // If the server is gone, so is the database; else the next with that number removes it.
        let _ = gone.join();
    }
}

/// How a run's connections are called.
fn application(run: u32) -> String {
    format!("run_{run}")
}

async fn connect(url: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
