//! The whole runtime in one process, on a clock that does not wait: from webhooks to calls.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod albums;
mod changing;
mod chat_log;
mod deadlines;
mod files;
mod machine;
mod message_ids;
mod reports;
mod roles;
mod spans;
mod speaking_first;
mod stopping;
mod timers;
mod traces;
mod window;
