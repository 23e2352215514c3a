//! Brings reports to where they are read.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tertulia_core::Request;

use super::{
    On, Reporting, format,
    groups::{Groups, Told},
};
use crate::service::Shared;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it takes until a report is sent once more.
const AGAIN: Duration = Duration::from_secs(1);
/// How long nothing is sent after a report could not be sent twice, unless the receiver asks for more, up to an hour.
const PAUSE: Duration = Duration::from_secs(30);
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);

/// Why a report was not taken.
struct Refusal {
    why: String,
    /// How long the receiver wants to be left alone.
    wait: Option<Duration>,
    /// Whether trying again at once is of no use.
    is_final: bool,
}

/// Brings what is reported, until nothing more comes.
pub(crate) async fn carry(shared: Arc<Shared>) {
    let Some(on) = &shared.reports.on else { return };
    let mut courier = Courier {
        shared: &shared,
        on,
        groups: Groups::new(on.reporting.every),
        dropped: 0,
        paused_until: None,
        silent_until: None,
    };
    courier.run().await;
}

struct Courier<'a> {
    shared: &'a Shared,
    on: &'a On,
    groups: Groups,
    /// How many did not fit the queue since something was last told.
    dropped: u64,
    /// Nothing is sent before that time: the receiver did not take the last one.
    paused_until: Option<Timestamp>,
    /// Its troubles are not logged before that time.
    silent_until: Option<Timestamp>,
}

impl Courier<'_> {
    async fn run(&mut self) {
        loop {
            let waiting = self.on.queue.take();
            self.dropped += waiting.dropped;
            waiting.notes.into_iter().for_each(|note| self.groups.note(note));
            if waiting.closed {
                return self.finish().await;
            }
            let now = self.shared.clock.now();
            self.paused_until = self.paused_until.filter(|until| *until > now);
            if self.paused_until.is_none()
                && let Some(told) = self.groups.next(now)
            {
                self.bring(told).await;
                continue;
            }
            let due = self.groups.due().unwrap_or(Timestamp::MAX);
            let until = self.paused_until.map_or(due, |paused| paused.max(due));
            tokio::select! {
                biased;
                () = self.on.queue.news() => {}
                () = self.shared.clock.sleep_until(until) => {}
            }
        }
    }

    /// Tells what waits, each once: somebody waits for the process to end.
    async fn finish(&mut self) {
        while let Some(told) = self.groups.last() {
            if let Err(refusal) = self.send(&told).await {
                self.warn(&refusal.why);
                return;
            }
            self.dropped = 0;
        }
    }

    /// Tells of a group. What is not taken is told later, together with what comes.
    async fn bring(&mut self, told: Told) {
        let mut sent = self.send(&told).await;
        if sent.as_ref().is_err_and(|refusal| !refusal.is_final) {
            self.shared.clock.sleep_until(self.shared.clock.now() + AGAIN).await;
            sent = self.send(&told).await;
        }
        match sent {
            Ok(()) => self.dropped = 0,
            Err(Refusal { why, wait, .. }) => {
                self.groups.untell(told);
                let wait = wait.unwrap_or(PAUSE).clamp(PAUSE, LONGEST_PAUSE);
                self.paused_until = Some(self.shared.clock.now() + wait);
                self.warn(&why);
            }
        }
    }

    async fn send(&self, told: &Told) -> Result<(), Refusal> {
        let Reporting { url, format, bot, .. } = &self.on.reporting;
        let body = format::write(*format, bot, told, self.dropped);
        let request = Request { timeout: PATIENCE, ..Request::json(url.clone(), body) };
        let answer = tokio::select! {
            biased;
            answer = self.shared.http.send(request) => answer,
            () = self.shared.clock.sleep_until(self.shared.clock.now() + PATIENCE) => {
                return Err(Refusal { why: "it does not answer".to_owned(), wait: None, is_final: false });
            }
        };
        match answer {
            Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
            Ok(answer) => Err(Refusal {
                why: format!("it answers {}", answer.status),
                wait: answer.retry_after,
                is_final: answer.status < 500,
            }),
            Err(error) => Err(Refusal { why: error.to_string(), wait: None, is_final: false }),
        }
    }

    /// Logs that reports are not taken, as seldom as they are told themselves.
    fn warn(&mut self, why: &str) {
        let now = self.shared.clock.now();
        if self.silent_until.is_none_or(|until| until <= now) {
            self.silent_until = Some(now + self.on.reporting.every);
            tracing::warn!(why, "reports are not taken (`reports.url`); they are counted until they are");
        }
    }
}
