//! Errors a block may end with: tried again by default, final when marked so.

use std::{error::Error as StdError, fmt, time::Duration};

/// The result of a block: `Ok(())`, something to say, or where to go, and any error with `?`.
pub type Result<T = (), E = Error> = std::result::Result<T, E>;

/// Why a block failed.
///
/// Any [`std::error::Error`] becomes one with `?`, and its event is tried again. Nothing that the failed
/// turn changed or said is kept.
///
/// ```
/// use tertulia_core::{Result, ResultExt};
///
/// fn parse(text: &str) -> Result<u32> {
///     Ok(text.parse::<u32>().terminal()?) // trying again would not help
/// }
/// # assert!(parse("x").is_err());
/// ```
pub struct Error {
    kind: ErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// What is done about an [`Error`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The event is tried again after a pause.
    Retry,
    /// The event is tried again after this time.
    RetryAfter(Duration),
    /// The event is set aside at once.
    Terminal,
    /// The event does not give what an argument of the block asks for: matching goes on with the next block.
    Rejected,
}

impl Error {
    /// An error after which the event is set aside at once.
    pub fn terminal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: ErrorKind::Terminal, source: source.into() }
    }

    /// An error after which the event is tried again, but not before that time.
    pub fn retry_after(after: Duration, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: ErrorKind::RetryAfter(after), source: source.into() }
    }

    /// For extractors: the event does not give what is asked for, so matching goes on with the next block.
    pub fn rejected(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { kind: ErrorKind::Rejected, source: source.into() }
    }

    /// What is done about it.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

// `Error` is no `std::error::Error` itself: this conversion would overlap with the one from itself.
impl<E: StdError + Send + Sync + 'static> From<E> for Error {
    fn from(source: E) -> Self {
        Self { kind: ErrorKind::Retry, source: source.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        let mut cause = self.source.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} ({:?})", self.kind)
    }
}

/// Marks the error of a result as final.
pub trait ResultExt<T> {
    /// After this error the event is set aside at once, because trying again would not help.
    ///
    /// # Errors
    ///
    /// The error it had, as [`Error::terminal`].
    fn terminal(self) -> Result<T>;
}

impl<T, E: Into<Box<dyn StdError + Send + Sync>>> ResultExt<T> for std::result::Result<T, E> {
    fn terminal(self) -> Result<T> {
        self.map_err(Error::terminal)
    }
}
