//! Why a store did not do what it was asked to.

/// The store did not do it, and nothing of it is kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Not now: the disk is full, the database is away or busy. Trying again later may help.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// The database is not one of ours, or of a newer version, or broken.
    #[error("the database cannot be used: {0}")]
    Unusable(String),
    /// Another process works on the database, and it is for one alone.
    #[error("the database cannot be used: {0}")]
    InUse(String),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
}
