//! Moving everything that a bot keeps from one engine to the other.
#![cfg(all(feature = "sqlite", feature = "postgres"))]
#![allow(clippy::unwrap_used, reason = "these are tests")]

mod going_on;
mod place;
mod refused;
mod seed;
mod stopped;
mod unchanged;

#[path = "../records/people.rs"]
#[allow(dead_code, reason = "other tests need more of it")]
mod people;
#[path = "../postgres/server.rs"]
#[allow(dead_code, reason = "other tests need more of it")]
mod server;
