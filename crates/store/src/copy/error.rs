//! Why nothing was copied, or not all.

use crate::StoreError;

/// Why nothing was copied, or not all. The source is never changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CopyError {
    /// The source cannot be read, or a bot runs on it.
    #[error("the source: {0}")]
    Source(StoreError),
    /// The target cannot be written, or a bot runs on it.
    #[error("the target: {0}")]
    Target(StoreError),
    /// Nothing would be moved.
    #[error("source and target are the same, {0}: name another target")]
    Same(String),
    /// Something is there already.
    #[error(
        "the target, {place}, is not empty: there are rows in `{table}`, and nothing is written over. Name an empty \
         database"
    )]
    NotEmpty {
        /// The target.
        place: String,
        /// The first table with rows.
        table: &'static str,
    },
    /// The copy that the target holds a part of cannot be gone on with.
    #[error("the target, {place}, holds an unfinished copy {why}. Remove what is there, and begin anew")]
    OtherCopy {
        /// The target.
        place: String,
        /// What is different.
        why: String,
    },
    /// A bot was started while its database was copied, so that the copy is not what the bot has by now.
    #[error(
        "a bot was started on {0} while it was copied: stop it, remove what is in the target, and begin anew"
    )]
    Started(String),
    /// What arrived is not what was sent.
    #[error(
        "the table `{table}` did not arrive as it was: {sent} rows with checksum {sent_checksum} in the source, {arrived} rows \
         with {arrived_checksum} in the target. Do not use the target; remove what is there, and begin anew"
    )]
    Differs {
        /// The table.
        table: &'static str,
        /// How many rows the source has.
        sent: u64,
        /// What they are told by.
        sent_checksum: String,
        /// How many rows the target has.
        arrived: u64,
        /// What they are told by.
        arrived_checksum: String,
    },
    /// Whoever was told of the progress wanted no more.
    #[error("the copy was stopped; the same command goes on with it")]
    Stopped,
}
