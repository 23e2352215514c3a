//! Files: those that replies show, and those that people sent.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod api;
mod fetching;
mod network;
mod platforms;
mod sending;
