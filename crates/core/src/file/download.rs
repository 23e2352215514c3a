//! What a turn needs of the world outside for files: the app's disk, and what people sent.

use std::{fmt, future::Future, path::Path, pin::Pin, time::Duration};

use secrecy::SecretString;

use crate::{Error, event::File};

use super::FileBytes;

/// A future on the heap.
pub type Pending<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// Brings the bytes of files.
pub trait Files: Send + Sync {
    /// Reads a file of the app. The error says why that cannot be.
    fn read<'a>(&'a self, path: &'a Path) -> Pending<'a, FileBytes, String>;

    /// Fetches a file that somebody sent, if it has at most `limit` bytes.
    fn download<'a>(&'a self, file: &'a File, limit: usize) -> Pending<'a, Fetched, DownloadError>;
}

/// What was fetched.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever fetches")]
pub struct Fetched {
    /// What the server says is in it.
    pub mime_type: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Neither a disk nor a network, for tests and benches.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read<'a>(&'a self, _: &'a Path) -> Pending<'a, FileBytes, String> {
        Box::pin(async { Err("there is no disk here".to_owned()) })
    }

    fn download<'a>(&'a self, _: &'a File, _: usize) -> Pending<'a, Fetched, DownloadError> {
        Box::pin(async { Err(DownloadError::Missing("there is no network here".to_owned())) })
    }
}

/// How an address may be asked for a file.
#[derive(Clone, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "made by every adapter")]
pub struct Access {
    /// Whether it is the platform's own: then it may be where the configuration says, also on this machine.
    pub own: bool,
    /// The credentials to show: to the platform's own hosts alone.
    pub authorization: Option<SecretString>,
}

/// Why there is no file. With `?` it ends a block: for good, unless trying again may help.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DownloadError {
    /// It is no file: a place, a card.
    NoFile,
    /// It has more bytes than that.
    TooLarge(usize),
    /// It is something else than it is said to be.
    OtherType {
        /// What it is said to be.
        declared: String,
        /// What it seems to be.
        found: &'static str,
    },
    /// It is at an address that is not for everybody: of this machine, of this network, or not `https`. Says why.
    Forbidden(String),
    /// The platform does not have it, or not any more: what people send can be fetched for a while only. Says what the
    /// platform said.
    Missing(String),
    /// It could not be fetched now. Says what went wrong, and how long to wait if the platform told that.
    Unavailable(String, Option<Duration>),
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile => f.write_str("a place or a card of an address book is no file"),
            Self::TooLarge(limit) => write!(f, "the file has more than {limit} bytes"),
            Self::OtherType { declared, found } => {
                write!(f, "the file is said to be `{declared}`, but begins like `{found}`")
            }
            Self::Forbidden(why) => write!(f, "the file is not fetched: {why}"),
            Self::Missing(why) => write!(f, "the file is not there (any more): {why}"),
            Self::Unavailable(why, _) => write!(f, "the file cannot be fetched now: {why}"),
        }
    }
}

// It is no `std::error::Error`, or `?` would always have the event tried again.
impl From<DownloadError> for Error {
    fn from(error: DownloadError) -> Self {
        match error {
            DownloadError::Unavailable(_, Some(after)) => Self::retry_after(after, error.to_string()),
            DownloadError::Unavailable(..) => std::io::Error::other(error.to_string()).into(),
            _ => Self::terminal(error.to_string()),
        }
    }
}
