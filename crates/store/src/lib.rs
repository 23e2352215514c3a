//! The durable queues and state of Tertulia: one contract, several engines.
//!
//! [`Store`] is shaped by batches, because many operations share one durable commit:
//!
//! ```text
//! webhook → ingest → claim → (the turn) → finish → (the call) → settle
//! ```
//!
//! What is claimed is a conversation, not an event: one owner at a time, events in order. Whoever finishes
//! shows the *fence* it was given; after another has claimed the conversation, the fence no longer fits.

mod chat_log;
mod contract;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub mod copy;
mod error;
#[cfg(feature = "memory")]
mod memory;
mod outlet;
#[cfg(feature = "postgres")]
mod postgres;
mod records;
#[cfg(any(feature = "memory", feature = "postgres", feature = "sqlite"))]
mod rules;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "suite")]
pub mod suite;

pub use chat_log::{LogEntry, Speaker};
pub use contract::{
    AccountId, Aftermath, Arrival, Claim, Conclusion, DeadLetter, Depth, Done, Finish, Finished, Future,
    Ingested, Letter, OutboxRow, Reader, Received, Reconciled, Retention, Settled, Settlement, Store, Upload,
};
pub use error::StoreError;
#[cfg(feature = "memory")]
pub use memory::{Dead, Memory, Sent, Watermarks};
pub use outlet::{Outlet, Room};
#[cfg(feature = "postgres")]
pub use postgres::{Postgres, PostgresCaretaker, PostgresOptions, PostgresReader};
pub use records::{Caretaker, Discarded, Queue, QueueSummary, Record, Records, Retried, Upkeep};
#[cfg(feature = "sqlite")]
pub use sqlite::{Sqlite, SqliteCaretaker, SqliteOptions, SqliteReader, Synchronous, free_space};
