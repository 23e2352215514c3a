//! Why work inside a transaction failed.

use rusqlite::ErrorCode;

use crate::StoreError;

/// Work failed, so its transaction is rolled back.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    text: String,
    /// Whether the database itself is broken, so that trying again cannot help.
    broken: bool,
    /// Whether there is no room on the disk.
    pub(super) full: bool,
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let broken = matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase));
        Self { text: error.to_string(), broken, full: code == Some(ErrorCode::DiskFull) }
    }
}

impl From<getrandom::Error> for Failure {
    fn from(error: getrandom::Error) -> Self {
        Self { text: format!("no random numbers: {error}"), broken: false, full: false }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        if failure.broken { Self::Unusable(failure.text) } else { Self::Unavailable(failure.text) }
    }
}
