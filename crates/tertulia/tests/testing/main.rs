//! Tests of the tests: what authors are told, and when.
#![cfg(feature = "test")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod failing;
mod people;
mod scripts;
mod specs;
