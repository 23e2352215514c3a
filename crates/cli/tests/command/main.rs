//! The command, as it is typed.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test may panic and print")]

mod bot;
mod generate;
mod installed;
mod new;
mod playground;
mod run;
mod terminal;
mod words;
