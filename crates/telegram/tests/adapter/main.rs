//! The adapter as the runtime uses it: bytes in, events out; parts in, calls out.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "these are tests, and a skipped one says why")]

mod answers;
mod fixtures;
mod golden;
mod hostile;
mod limits;
mod profile;
mod rows;
mod rows_of_replies;
mod samples;
mod secrets;
mod specs;
mod support;
mod turn;
mod webhook;
mod wire;
