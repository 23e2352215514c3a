//! The suite on PostgreSQL, and what only many processes on one database can show.
#![cfg(feature = "postgres")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

mod database;
mod plans;
mod processes;
mod restart;
mod server;
mod trouble;

use self::server::Schema;

tertulia_store::store_suite! {
    match Schema::new().await {
        Some(schema) => schema,
        None => return,
    }
}
