//! What everybody but the bot saw: an append-only file of JSON lines.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Write as _},
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use serde::{Deserialize, Serialize};

/// A line: something that happened, and when.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Line {
    /// Microseconds since the ledger was begun. Never less than that of the line before.
    pub at: u64,
    /// What happened.
    #[serde(flatten)]
    pub entry: Entry,
}

/// Something that happened.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Entry {
    /// A process of the bot was begun.
    Started {
        /// The number of the run.
        run: u32,
        /// Which of the processes that run beside each other, counted from 0.
        #[serde(default)]
        process: usize,
    },
    /// The process is killed, or was found dead.
    Killed {
        /// The number of the run.
        run: u32,
    },
    /// The process is frozen, for longer than others wait for it.
    Frozen {
        /// The number of the run, or what it counts as.
        run: u32,
    },
    /// It goes on, and does not know that others took its place.
    Thawed {
        /// The number of the run, which its calls tell.
        run: u32,
        /// What it counts as from now on: another run.
        counts_as: u32,
    },
    /// The process is asked to stop.
    Stopped {
        /// The number of the run.
        run: u32,
    },
    /// What a process that was killed or frozen had left in its outbox: the messages of which it had not kept that they were
    /// sent.
    Left {
        /// The number of the run.
        run: u32,
        /// Conversations and messages.
        waiting: Vec<(String, String)>,
    },
    /// How much memory the process has taken.
    Peaked {
        /// The number of the run.
        run: u32,
        /// The most so far, in bytes.
        bytes: u64,
    },
    /// A webhook was posted.
    Posted {
        /// The number of the request.
        post: u64,
        /// Whose events it holds.
        conversation: String,
        /// The numbers of the events.
        numbers: Vec<u32>,
        /// Whether the same webhook had been posted before.
        again: bool,
    },
    /// A webhook was posted that tells of a message which a person was shown.
    Receipt {
        /// The number of the request.
        post: u64,
        /// The number of the call that made the message.
        call: u64,
    },
    /// A webhook was answered.
    Acknowledged {
        /// The number of the request.
        post: u64,
        /// With what. Only 200 acknowledges.
        status: u16,
        /// After how many seconds it is to be posted again, if that was said.
        retry_after: Option<u64>,
    },
    /// A webhook was not answered.
    Unanswered {
        /// The number of the request.
        post: u64,
    },
    /// A platform has read an API call that says something.
    Begun {
        /// The number of the call.
        call: u64,
        /// The run that made it.
        run: u32,
        /// Whom it is said to.
        conversation: String,
        /// What is said.
        text: String,
    },
    /// A platform has shown the message of a call to the person.
    Taken {
        /// The number of the call.
        call: u64,
        /// The platform's id of the message.
        message: String,
    },
    /// A platform answers a call.
    Answered {
        /// The number of the call.
        call: u64,
        /// In words.
        with: String,
        /// What that tells the bot.
        meaning: Meaning,
    },
}

/// What the answer to a call tells the bot.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Meaning {
    /// It was taken.
    Sent,
    /// It was not taken; it may be tried again.
    NotSent,
    /// It was not taken, and never will be.
    Refused,
    /// It was not taken; the chat, or else the whole account, has to wait so many milliseconds.
    Wait {
        /// How long.
        millis: u64,
        /// Whether the whole account has to.
        account: bool,
    },
    /// Nothing was taken; the account's token is no longer good.
    Revoked,
    /// Nobody can tell.
    Unknown,
}

/// A ledger that is being written.
#[derive(Debug)]
pub struct Ledger {
    begun: Instant,
    file: Mutex<File>,
    numbers: AtomicU64,
}

impl Ledger {
    /// Begins one. Lines of an earlier trial stay.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { begun: Instant::now(), file: Mutex::new(file), numbers: AtomicU64::new(1) })
    }

    /// Adds a line. It is in the file when this returns, so nothing that is seen later stands before it.
    pub fn write(&self, entry: Entry) {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let at = u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let mut line = serde_json::to_string(&Line { at, entry }).expect("a line is plain data");
        line.push('\n');
        file.write_all(line.as_bytes()).expect("the ledger lies on a disk with room");
    }

    /// A number that was not given before.
    pub(crate) fn number(&self) -> u64 {
        self.numbers.fetch_add(1, Ordering::Relaxed)
    }
}

/// Reads a whole ledger.
pub fn read(path: &Path) -> io::Result<Vec<Line>> {
    let lines = BufReader::new(File::open(path)?).lines();
    lines.map(|line| serde_json::from_str(&line?).map_err(io::Error::from)).collect()
}
