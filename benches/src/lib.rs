//! How fast the whole system is: a bot as its own process, under webhooks, beside a bare server that does the same.
//!
//! ```text
//! crowd ── presses a button ── webhook ──→ server (ours, or the bare one)
//!   ↑                                         │
//!   └── both messages counted ── fake Bot API ←┘
//! ```
//!
//! Crowd and fake API are one thread, which does as little as it can: it shares the machine with what it measures.

mod api;
mod arguments;
mod crowd;
mod database;
mod disk;
mod ledger;
mod percentile;
mod press;
mod report;
mod round;
mod server;
mod start;
mod usage;
mod wire;

pub use arguments::{Arguments, USAGE};
pub use crowd::Pace;
pub use disk::sync_time;
pub use ledger::Faults;
pub use report::Report;
pub use round::{Length, Load, Round, round};
pub use server::{Programs, Side};
pub use start::start_times;
