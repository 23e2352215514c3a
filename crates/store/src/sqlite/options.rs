//! What an operator can choose.

/// How a SQLite database is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct SqliteOptions {
    /// What a commit waits for.
    pub synchronous: Synchronous,
    /// Under how many free bytes nothing new is taken in. What is waiting still goes out.
    pub min_free: u64,
    /// How many bytes are reserved beside the database, to be given up when the disk is full. Zero for none.
    pub ballast: u64,
    /// The most pages the database may have, so that a test can fill it up.
    #[doc(hidden)]
    pub max_page_count: Option<u32>,
}

/// What a commit waits for; see SQLite's [`PRAGMA synchronous`](https://www.sqlite.org/pragma.html#pragma_synchronous).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Synchronous {
    /// For the disk: what was committed outlives a loss of power.
    #[default]
    Full,
    /// For the operating system: what was committed outlives the process, but the last commits may be lost
    /// with the power.
    Normal,
}

impl Synchronous {
    /// The word of the pragma.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Normal => "NORMAL",
        }
    }
}
