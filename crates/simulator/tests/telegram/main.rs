//! A bot on the Telegram of the simulator: in one process, on a clock of its own.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may panic, and says why it is skipped")]

mod cases;
mod groups;
mod hostile;
mod inline;
mod machine;
mod profile;
mod refusals;
mod sending;
mod talking;
mod trouble;
mod wire;
