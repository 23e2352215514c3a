//! The bot as it runs: its own process, signed webhooks in, API calls out to a fake on loopback.
#![allow(
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may panic and print"
)]

mod api;
mod chat;
mod client;
mod commands;
mod copy;
mod defects;
mod delivery;
mod every_command;
mod input;
mod operations;
mod person;
mod platform;
mod process;
mod replay;
mod reports;
mod seed;
mod shared_work;
#[path = "../specs/mod.rs"]
mod specs;

use api::Api;
use person::Person;
use process::Bot;
