//! What operators see and change, on every engine.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "these are tests")]

#[cfg(feature = "postgres")]
mod alike;
#[cfg(feature = "postgres")]
mod beside;
#[cfg(feature = "postgres")]
mod engine;
#[cfg(feature = "postgres")]
mod forgotten;
mod people;
#[cfg(feature = "postgres")]
#[path = "../postgres/server.rs"]
mod server;
mod sqlite;
