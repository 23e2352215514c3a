//! A bot on the simulated Messenger and WhatsApp: unmodified, in one process, without a network.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod alone;
mod blocking;
mod files;
mod machine;
mod profile;
mod saying;
mod telling;
