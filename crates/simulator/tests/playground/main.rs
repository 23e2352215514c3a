//! The playground's server, asked as a browser asks it, without a network.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod bot;
mod guard;
mod page;
mod people;
mod phones;
mod server;
