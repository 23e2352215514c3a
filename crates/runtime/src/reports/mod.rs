//! What an operator must know, told to a chat or to a program.
//!
//! ```text
//! turns, sending, webhooks, tasks ── redacted ── a bounded queue ── groups, each told so often ── courier
//! ```
//!
//! Who has something to report never waits: when more comes than is told, the oldest gives way and is counted.

mod courier;
mod format;
mod groups;
mod kind;
mod queue;
mod redact;
mod reporter;
#[cfg(test)]
mod tests;

use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use jiff::Timestamp;
use secrecy::SecretString;
use tertulia_core::Platform;
use tertulia_store::StoreError;

pub(crate) use courier::carry;
pub(crate) use kind::Kind;
pub(crate) use redact::Private;
pub use redact::without_secrets;
pub use reporter::Reporter;

use groups::{Group, Note};
use queue::Queue;

/// Where reports go, and how.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reporting {
    /// The address they are posted to. Whoever knows it can write there.
    pub url: SecretString,
    /// How they are written.
    pub format: ReportFormat,
    /// How often something of the same kind and place is told at most. What comes meanwhile is counted.
    pub every: Duration,
    /// What the bot is called: the name of its program, which `look` begins with.
    pub bot: String,
    /// What no report may tell, whoever repeats it; the address itself is always among it.
    pub secrets: Vec<SecretString>,
}

/// How reports are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ReportFormat {
    /// `{"text": …}`, which Slack's incoming webhooks take, and those of many that imitate them.
    Slack,
    /// An object with a member for each thing; see the guide's page on operating.
    Json,
}

impl Reporting {
    /// Reports to an address: every 5 minutes at most, by a bot called `bot`.
    pub fn new(url: SecretString, format: ReportFormat) -> Self {
        let (every, bot) = (Duration::from_secs(300), "bot".to_owned());
        Self { url, format, every, bot, secrets: Vec::new() }
    }
}

/// Something to report, as it is known where it happens. It is redacted before it goes anywhere.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) kind: Kind,
    /// What went wrong, as the log has it.
    pub(crate) text: String,
    /// What of the text is somebody's.
    pub(crate) private: Private,
    pub(crate) platform: Option<Platform>,
    pub(crate) account: Option<String>,
    /// The author's line.
    pub(crate) place: Option<String>,
    /// The number by which `why` tells more.
    pub(crate) event: Option<i64>,
}

impl Report {
    pub(crate) fn new(kind: Kind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            kind,
            text,
            private: Private::default(),
            platform: None,
            account: None,
            place: None,
            event: None,
        }
    }

    /// Of that platform, and of that account if it is known which.
    pub(crate) fn of(self, platform: Platform, account: Option<&str>) -> Self {
        Self { platform: Some(platform), account: account.map(str::to_owned), ..self }
    }

    /// Leaves out what somebody said or is called.
    pub(crate) fn without(self, private: Private) -> Self {
        Self { private, ..self }
    }
}

/// Takes reports, if there is somebody to tell.
pub(crate) struct Reports {
    on: Option<On>,
}

struct On {
    reporting: Reporting,
    queue: Queue,
    /// Whether it was told that the store is away.
    store_is_away: AtomicBool,
}

impl Reports {
    pub(crate) fn new(reporting: Option<Reporting>) -> Self {
        let on = |mut reporting: Reporting| {
            reporting.secrets.push(reporting.url.clone());
            On { reporting, queue: Queue::default(), store_is_away: AtomicBool::default() }
        };
        Self { on: reporting.map(on) }
    }

    /// Whether anybody is told anything.
    pub(crate) fn are_on(&self) -> bool {
        self.on.is_some()
    }

    /// Tells of something that happened now. What is told is made only if somebody wants it.
    pub(crate) fn tell(&self, now: Timestamp, report: impl FnOnce() -> Report) {
        let Some(on) = &self.on else { return };
        let Report { kind, text, private, platform, account, place, event } = report();
        let text = private.redact(&without_secrets(&text, &on.reporting.secrets));
        // A line of the author's tells one mistake from another better than words that differ each time.
        let sign = place.clone().unwrap_or_else(|| redact::stable(&text));
        let group = Group { kind, platform, account, sign };
        on.queue.push(Note { group, place, text, event, at: now });
    }

    /// The store could not be used.
    pub(crate) fn store_failed(&self, now: Timestamp, error: &StoreError) {
        let Some(on) = &self.on else { return };
        if !matches!(error, StoreError::Closed) {
            on.store_is_away.store(true, Ordering::Relaxed);
            self.tell(now, || Report::new(Kind::DatabaseLost, error.to_string()));
        }
    }

    /// The store was used. That is news only if it was away.
    pub(crate) fn store_works(&self, now: Timestamp) {
        let Some(on) = &self.on else { return };
        if on.store_is_away.load(Ordering::Relaxed) && on.store_is_away.swap(false, Ordering::Relaxed) {
            self.tell(now, || Report::new(Kind::DatabaseBack, "what waited for it goes on"));
        }
    }

    /// Nothing more comes: what waits is to be told now.
    pub(crate) fn close(&self) {
        if let Some(on) = &self.on {
            on.queue.close();
        }
    }
}

impl fmt::Debug for Reports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reports").field("on", &self.are_on()).finish()
    }
}
