//! What an operator can choose.

use std::time::Duration;

/// How a PostgreSQL database is worked with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PostgresOptions {
    /// How many connections do work at most. One more waits for news.
    pub connections: usize,
    /// The schema that holds the tables. It is made if it is not there.
    pub schema: String,
    /// A process that has not shown for so long that it is alive loses its conversations and accounts to others.
    pub lease: Duration,
}

/// 8 connections, the schema `tertulia`, and 10 s.
impl Default for PostgresOptions {
    fn default() -> Self {
        Self { connections: 8, schema: "tertulia".into(), lease: Duration::from_secs(10) }
    }
}
