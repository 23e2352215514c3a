//! The proof that the pipeline loses nothing, repeats nothing and reorders nothing.
//!
//! A bot on the real facade runs as a process of its own ([`trials`] hold it against kills, faults, full disks).
//! The platforms around it are fakes, which deliver again what was not acknowledged, and make trouble. What they
//! and the people did and saw stands in a ledger, outside of the system under trial. In the end the
//! [`audit`](fn@audit) compares it with what the bot has kept.

mod account;
mod audit;
mod bench;
mod bot;
mod chance;
mod database;
mod doors;
mod engine;
mod fakes;
mod ledger;
mod load;
mod mount;
pub mod mutants;
mod post;
mod postman;
mod said;
mod server;
mod tally;
pub mod trials;
mod webhook;

pub use account::{Account, Conversation, Platform, bot_secrets};
pub use audit::{Evidence, Figures, Finding, Invariant, Violation, audit};
pub use database::{End, read as read_database};
pub use engine::{Engine, Server};
pub use fakes::Fault;
pub use ledger::{Entry, Ledger, Line, Meaning, read as read_ledger};
pub use mount::Skipped;
pub use tally::Tally;
pub use webhook::Webhook;

/// What goes wrong with a trial itself.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
