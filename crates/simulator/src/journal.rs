//! What happened on the phones, kept in a file, so that chats outlive the process.
//!
//! Worlds depend on nothing but what people did and what the bot called, in that order: when that is done again, everything is
//! as it was.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Write as _},
    path::Path,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{act::Act, call::ApiCall};

/// The most that is read: chats of a whole day's trying are a few megabytes, unless people send large files.
const LONGEST: u64 = 256 << 20;

/// Something that changed a world, or the webhooks that it waits to deliver.
#[derive(Deserialize, Serialize)]
pub(crate) struct Entry {
    pub(crate) at: Timestamp,
    pub(crate) platform: String,
    #[serde(flatten)]
    pub(crate) what: What,
}

#[derive(Deserialize, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(crate) enum What {
    /// A person came.
    Met { person: String },
    /// A person did something.
    Did { person: String, chat: Option<String>, act: Act },
    /// The bot called.
    Called(ApiCall),
    /// The bot took the webhook that was next.
    Taken,
}

/// The file.
pub(crate) struct Journal(File);

impl Journal {
    /// Opens the file, or makes it, and gives what is in it. What is broken at its end was being written when the process
    /// ended, and did not happen.
    pub(crate) fn open(path: &Path) -> io::Result<(Self, Vec<Entry>)> {
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let file = options.open(path)?;
        if file.metadata()?.len() > LONGEST {
            file.set_len(0)?;
        }
        let lines = BufReader::new(&file).lines().map_while(Result::ok);
        let entries: Vec<_> = lines.map_while(|line| serde_json::from_str(&line).ok()).collect();
        Ok((Self(file), entries))
    }

    /// Adds something. If it cannot be written, chats do not outlive the process, and nothing else.
    pub(crate) fn add(&mut self, entry: &Entry) {
        let written = serde_json::to_string(entry).map_err(io::Error::from);
        let written = written.and_then(|line| self.0.write_all(format!("{line}\n").as_bytes()));
        if let Err(error) = written {
            tracing::warn!(%error, "the chats will not be there after a restart");
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        if let Err(error) = self.0.set_len(0) {
            tracing::warn!(%error, "the chats will be there again after a restart");
        }
    }
}
