//! Why work inside a transaction failed.

use std::error::Error as _;

use deadpool_postgres::PoolError;
use tokio_postgres::error::SqlState;

use crate::StoreError;

/// Work failed, so its transaction is rolled back.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    text: String,
    /// Whether the same work may succeed at once: it met other work, or its connection was a dead one.
    pub(super) passing: bool,
    /// Whether no work can be done now, whatever it is.
    away: bool,
    /// Whether trying again cannot help.
    unusable: bool,
}

impl Failure {
    /// The database took too long.
    pub(super) fn late() -> Self {
        Self {
            text: "the database does not answer in time".into(),
            passing: false,
            away: true,
            unusable: false,
        }
    }

    /// It has to be found out first what was kept when a connection broke.
    pub(super) fn doubtful() -> Self {
        Self {
            text: "the connection to the database broke, and what had been begun is begun anew".into(),
            passing: false,
            away: true,
            unusable: false,
        }
    }

    /// It met other work.
    pub(super) fn met() -> Self {
        Self { text: "another process changed the same".into(), passing: true, away: false, unusable: false }
    }

    /// If it met other work: what that is, as far as an operator can be told. It was waited for already.
    pub(super) fn explained(self, text: impl FnOnce() -> String) -> Self {
        if self.passing && !self.away { Self { text: text(), passing: false, ..self } } else { self }
    }

    /// Whether no work can be done now, whatever it is.
    pub(super) fn is_away(&self) -> bool {
        self.away
    }

    /// This database is none that could be worked with.
    pub(super) fn unusable(text: impl Into<String>) -> Self {
        Self { text: text.into(), passing: false, away: false, unusable: true }
    }
}

impl From<tokio_postgres::Error> for Failure {
    fn from(error: tokio_postgres::Error) -> Self {
        let code = error.code();
        let met = [
            &SqlState::T_R_DEADLOCK_DETECTED,
            &SqlState::T_R_SERIALIZATION_FAILURE,
            &SqlState::LOCK_NOT_AVAILABLE,
            // Whom it is about was forgotten meanwhile; looked up again, they are somebody new.
            &SqlState::FOREIGN_KEY_VIOLATION,
        ];
        // It never got to the server, or the connection broke, also because the server ends.
        let ends = [&SqlState::ADMIN_SHUTDOWN, &SqlState::CRASH_SHUTDOWN, &SqlState::CANNOT_CONNECT_NOW];
        let away = code.is_none_or(|code| ends.contains(&code));
        let passing = away || code.is_some_and(|code| met.contains(&code));
        let refused = [
            &SqlState::INVALID_PASSWORD,
            &SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
            &SqlState::INVALID_CATALOG_NAME,
            &SqlState::INSUFFICIENT_PRIVILEGE,
        ];
        let unusable = code.is_some_and(|code| refused.contains(&code));
        let text = match (error.as_db_error(), error.source()) {
            (Some(told), _) => format!("{} ({})", told.message(), told.code().code()),
            (None, Some(source)) => format!("{error}: {source}"),
            (None, None) => error.to_string(),
        };
        Self { text, passing, away, unusable }
    }
}

impl From<PoolError> for Failure {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => Self { passing: false, away: true, ..error.into() },
            other => Self {
                text: format!("no connection is free: {other}"),
                passing: false,
                away: true,
                unusable: false,
            },
        }
    }
}

impl From<getrandom::Error> for Failure {
    fn from(error: getrandom::Error) -> Self {
        Self { text: format!("no random numbers: {error}"), passing: false, away: false, unusable: false }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        if failure.unusable { Self::Unusable(failure.text) } else { Self::Unavailable(failure.text) }
    }
}
