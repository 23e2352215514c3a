//! The command, as it is typed.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test may panic and print")]

mod bot;
mod generate;
mod new;
mod run;
mod words;
