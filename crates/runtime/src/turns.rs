//! The turn workers: one conversation at a time each, any number of conversations beside each other.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tertulia_core::{
    Error, ErrorKind, Result,
    adapter::Notice,
    trace::Recorder,
    turn::{Outcome, Snapshot},
};
use tertulia_store::{Claim, Conclusion, Done, Finish, Finished, LogEntry, StoreError};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tracing::Instrument as _;

use crate::{
    chat_log,
    reports::{Kind, Private, Report},
    service::Shared,
    spans, telemetry,
    traces::Told,
};

/// After so many errors an event is set aside.
const ERRORS: u32 = 3;
/// After so many beginnings an event is set aside, even if no error was seen: it ends the process.
const BEGINNINGS: u32 = 5;
/// How often it is looked for work that nobody told of: timers, which so are late by at most that, and what another
/// process left behind.
const POLL: Duration = Duration::from_millis(250);

/// How many turns run, and the news that there is more to do.
#[derive(Debug)]
pub(crate) struct Turns {
    permits: Arc<Semaphore>,
    size: u32,
    work: Notify,
    /// Whether there was no room for all there is to do, so that every turn that ends makes some.
    crowded: AtomicBool,
}

impl Turns {
    pub(crate) fn new(size: usize) -> Self {
        let size = u32::try_from(size.max(1)).unwrap_or(u32::MAX);
        Self {
            permits: Arc::new(Semaphore::new(size as usize)),
            size,
            work: Notify::new(),
            crowded: AtomicBool::default(),
        }
    }

    /// Room for that many turns, if there is.
    pub(crate) fn room(&self, turns: usize) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.permits).try_acquire_many_owned(u32::try_from(turns).ok()?).ok()
    }

    /// How many turns run, or were given room to.
    pub(crate) fn running(&self) -> usize {
        (self.size as usize).saturating_sub(self.permits.available_permits())
    }

    /// A turn has ended, and its room is free: it is looked for work if there may be any.
    fn ended_with(&self, more: bool) {
        if more || self.crowded.load(Ordering::SeqCst) {
            self.wake();
        }
    }

    /// There may be something to claim.
    pub(crate) fn wake(&self) {
        self.work.notify_one();
    }

    /// Waits until no turn runs any more.
    pub(crate) async fn ended(&self) {
        let _ = self.permits.acquire_many(self.size).await; // the semaphore is never closed
    }
}

/// Claims conversations that have something to do, as long as there is room for their turns.
pub(crate) async fn claim_waiting(shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let now = shared.clock.now();
        // Before room is looked for: who makes some from here on tells.
        shared.turns.crowded.store(true, Ordering::SeqCst);
        let room = shared.turns.permits.available_permits();
        let mut claimed = 0;
        if let Some(mut permits) = shared.turns.room(room).filter(|_| room > 0) {
            match shared.store.claim(room, now).await {
                Ok(claims) => {
                    shared.reports.store_works(now);
                    claimed = claims.len();
                    for claim in claims {
                        if let Some(permit) = permits.split(1) {
                            begin(Arc::clone(&shared), claim, permit);
                        }
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "waiting events could not be claimed");
                    shared.reports.store_failed(now, &error);
                }
            }
        }
        if claimed > 0 && claimed == room {
            continue; // there may be more
        }
        shared.turns.crowded.store(room == 0, Ordering::SeqCst);
        tokio::select! {
            biased;
            () = shared.turns.work.notified() => {}
            () = shared.clock.sleep_until(now + POLL) => {}
            _ = stopped.changed() => {}
        }
    }
}

/// Runs the turn of a claimed conversation.
pub(crate) fn begin(shared: Arc<Shared>, claim: Claim, permit: OwnedSemaphorePermit) {
    let span = spans::turn(&shared.origins, &claim);
    let turn = async move {
        let begun = shared.clock.now();
        shared.presses.begun(&shared, &claim);
        let recorder = shared.recorder();
        let (conclusion, notice) = conclude(&shared, &claim, &recorder).await;
        shared.presses.decide(&claim, notice);
        let log = chat_log::entries(&claim, &conclusion, &recorder, shared.clock.now());
        let more = finish(&shared, &claim, conclusion, log).await;
        let time = shared.clock.now().duration_since(begun);
        telemetry::turn_time(time.try_into().unwrap_or_default());
        drop(permit);
        shared.turns.ended_with(more);
    };
    tokio::spawn(turn.instrument(span));
}

/// Runs the blocks, and judges how that went.
async fn conclude(shared: &Arc<Shared>, claim: &Claim, recorder: &Recorder) -> (Conclusion, Option<Notice>) {
    if claim.attempts.saturating_sub(claim.errors) > BEGINNINGS {
        let error = "the process ended each time the event was handled".to_owned();
        return (dead(shared, claim, error, recorder).await, None);
    }
    let Snapshot { event, state, .. } = &claim.snapshot;
    if event.deadline().is_some_and(|deadline| deadline <= shared.clock.now()) {
        tracing::warn!(came = %event.at, "nobody waits for the answer any more; the event is dropped");
        telemetry::turn("late");
        let state = serde_json::to_string(state).expect("a state is maps of JSON values");
        return (Conclusion::Done(Done { state, ..Done::default() }), None);
    }
    let begun = shared.clock.now();
    let ended = run(shared, claim, recorder).await;
    if shared.traces.wants(recorder, ended.is_err()) {
        shared.traces.tell(Told {
            event: claim.inbox,
            attempt: claim.attempts,
            took: shared.clock.now().duration_since(begun).try_into().unwrap_or_default(),
            snapshot: claim.snapshot.clone(),
            recorder: recorder.clone(),
            error: ended.as_ref().err().map(ToString::to_string),
        });
    }
    let error = match ended {
        Ok(outcome) => {
            let Outcome { state, person, calls, payloads, used, timers, notice, verdict } = outcome;
            match serde_json::to_string(&state) {
                Ok(state) => {
                    tracing::info!(%verdict, messages = calls.len(), "turn");
                    telemetry::turn(verdict.as_str());
                    return (Conclusion::Done(Done { state, person, calls, payloads, used, timers }), notice);
                }
                Err(error) => Error::terminal(error),
            }
        }
        Err(error) => error,
    };
    tracing::error!(turn = claim.inbox, conversation = claim.conversation, attempt = claim.attempts, %error, "turn failed");
    let wait = match error.kind() {
        ErrorKind::Terminal => None,
        _ if claim.errors + 1 >= ERRORS => None,
        ErrorKind::RetryAfter(wait) => Some(wait),
        _ => Some(shared.dice.backoff(claim.errors + 1, Duration::from_millis(500), Duration::from_secs(30))),
    };
    match wait {
        Some(wait) => {
            telemetry::turn("retried");
            (Conclusion::Later { at: shared.clock.now() + wait, error: error.to_string() }, None)
        }
        None => (dead(shared, claim, error.to_string(), recorder).await, None),
    }
}

/// Sets the event aside, and tells the person.
async fn dead(shared: &Arc<Shared>, claim: &Claim, error: String, recorder: &Recorder) -> Conclusion {
    tracing::error!(error, "event set aside");
    telemetry::turn("dead");
    shared.reports.tell(shared.clock.now(), || report(shared, claim, &error, recorder));
    let (task, own, why) = (Arc::clone(shared), claim.clone(), error.clone());
    let recorder = recorder.instead();
    // In a task of its own, as `on_error` is the author's as well.
    let mut speaking = tokio::spawn(
        async move {
            let Some(account) = task.account(own.account) else { return Vec::new() };
            task.program.apologise(&own.snapshot, &why, &task.tools(account, recorder)).await
        }
        .in_current_span(),
    );
    let deadline = shared.clock.now() + shared.options.turn_deadline;
    let calls = tokio::select! {
        biased;
        calls = &mut speaking => calls.unwrap_or_default(),
        () = shared.clock.sleep_until(deadline) => {
            speaking.abort();
            Vec::new()
        }
    };
    Conclusion::Dead { error, calls }
}

/// What an operator is told of an event that is set aside.
fn report(shared: &Shared, claim: &Claim, error: &str, recorder: &Recorder) -> Report {
    let account = shared.account(claim.account).map(|account| &*account.native);
    Report {
        place: recorder.place().map(|at| format!("{}:{}", at.file(), at.line())),
        event: Some(claim.inbox),
        ..Report::new(Kind::EventSetAside, error)
            .of(claim.snapshot.platform, account)
            .without(Private::of_turn(&claim.snapshot))
    }
}

/// Runs the blocks in a task of their own, so that neither a panic nor a block without end takes us along.
async fn run(shared: &Arc<Shared>, claim: &Claim, recorder: &Recorder) -> Result<Outcome> {
    let (task, own, snapshot) = (Arc::clone(shared), claim.account, claim.snapshot.clone());
    let recorder = recorder.clone();
    let mut turn = tokio::spawn(
        async move {
            let Some(account) = task.account(own) else {
                return Err(Error::terminal("the account is no longer configured"));
            };
            task.program.turn(snapshot, &task.tools(account, recorder)).await
        }
        .in_current_span(),
    );
    let deadline = shared.options.turn_deadline;
    tokio::select! {
        biased;
        ended = &mut turn => ended.unwrap_or_else(|panic| Err(std::io::Error::other(panic).into())),
        () = shared.clock.sleep_until(shared.clock.now() + deadline) => {
            turn.abort();
            Err(std::io::Error::other(format!("the turn took longer than {deadline:?} (`turn.deadline`)")).into())
        }
    }
}

/// Keeps the end of a turn, and tells whether its conversation may have more to do. The store being away for a while
/// loses nothing: the turn waits for it.
async fn finish(shared: &Shared, claim: &Claim, conclusion: Conclusion, log: Vec<LogEntry>) -> bool {
    let finish = Finish {
        conversation: claim.conversation,
        fence: claim.fence,
        seen: claim.seen,
        inbox: claim.inbox,
        at: shared.clock.now(),
        conclusion,
        log,
    };
    shared.origins.note_calls(&finish.conclusion);
    let mut failures = 0;
    let more = loop {
        match shared.store.finish(vec![finish.clone()]).instrument(spans::finish()).await {
            Ok(finished) => {
                match finished[..] {
                    [Finished::Kept { more }] => break more,
                    [Finished::Fenced] => tracing::warn!(
                        turn = claim.inbox,
                        "the conversation was taken over; this turn is not kept"
                    ),
                    [Finished::Overtaken] => {
                        tracing::info!(turn = claim.inbox, "what it was given has changed; it runs again");
                        telemetry::turn("overtaken");
                    }
                    _ => {}
                }
                break true;
            }
            Err(error @ StoreError::Unavailable(_)) => {
                tracing::error!(turn = claim.inbox, %error, "the end of a turn waits for the store");
                shared.reports.store_failed(shared.clock.now(), &error);
                let wait = shared.dice.backoff(failures, Duration::from_millis(100), Duration::from_secs(5));
                shared.clock.sleep_until(shared.clock.now() + wait).await;
                failures += 1;
            }
            Err(error) => {
                tracing::error!(turn = claim.inbox, %error, "the end of a turn was not kept; it runs again");
                shared.reports.store_failed(shared.clock.now(), &error);
                break true;
            }
        }
    };
    if !shared.handed_over
        && let Some(account) = shared.account(claim.account)
    {
        account.inflow.wait();
    }
    more
}
