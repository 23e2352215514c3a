//! What is told of turns: made readable behind the hot path, and kept for a while.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tertulia_core::{
    trace::{Recorder, Trace},
    turn::Snapshot,
};
use tokio::sync::{broadcast, mpsc, watch};

use crate::service::Shared;

/// How much is told of turns.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Tracing {
    /// Nothing.
    #[default]
    Off,
    /// Of turns that fail, and of up to 100 others a second, so that a bot with much to do does not do more. Nothing that
    /// people said is kept: see [`Trace::redacted`]. In the store are the newest of that number.
    Kept(usize),
    /// Of every turn, with everything: for the playground and for tests. Nothing of it goes into the store.
    Everything,
}

/// How many turns a second are told of, if they do not fail.
const A_SECOND: u32 = 100;
/// How many turns may wait to be told of.
const WAITING: usize = 512;
/// How many are remembered here.
const RECENT: usize = 200;

/// What is told of the turns of a service.
pub(crate) struct Traces {
    tracing: Tracing,
    /// How many more are told of in this second.
    left: AtomicU32,
    told: mpsc::Sender<Told>,
    recent: Mutex<VecDeque<Arc<Trace>>>,
    listeners: broadcast::Sender<Arc<Trace>>,
}

/// A turn that is to be told of.
pub(crate) struct Told {
    pub(crate) event: i64,
    pub(crate) attempt: u32,
    pub(crate) took: Duration,
    pub(crate) snapshot: Snapshot,
    pub(crate) recorder: Recorder,
    pub(crate) error: Option<String>,
}

impl Traces {
    pub(crate) fn new(tracing: Tracing) -> (Self, mpsc::Receiver<Told>) {
        let (told, waiting) = mpsc::channel(WAITING);
        let (listeners, _) = broadcast::channel(RECENT);
        let (left, recent) = (AtomicU32::new(A_SECOND), Mutex::default());
        (Self { tracing, left, told, recent, listeners }, waiting)
    }

    /// What writes down the next turn.
    pub(crate) fn recorder(&self) -> Recorder {
        let one_less = |left: u32| left.checked_sub(1);
        let is_on = match self.tracing {
            Tracing::Off => false,
            Tracing::Everything => true,
            Tracing::Kept(_) => {
                self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok()
            }
        };
        if is_on { Recorder::on() } else { Recorder::default() }
    }

    /// Whether a turn is told of that was written down like this.
    pub(crate) fn wants(&self, recorder: &Recorder, failed: bool) -> bool {
        recorder.is_on() || (failed && self.tracing != Tracing::Off)
    }

    /// Tells of a turn. When too many wait it is not told of.
    pub(crate) fn tell(&self, told: Told) {
        if self.told.try_send(told).is_err() {
            tracing::debug!("too much happens for every turn to be told of");
        }
    }

    pub(crate) fn recent(&self) -> Vec<Arc<Trace>> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<Trace>> {
        self.listeners.subscribe()
    }

    fn remember(&self, trace: Trace) {
        let trace = Arc::new(trace);
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() == RECENT {
            recent.pop_front();
        }
        recent.push_back(Arc::clone(&trace));
        drop(recent);
        let _ = self.listeners.send(trace); // nobody may be listening
    }
}

/// How often what is told is kept.
const EVERY: Duration = Duration::from_secs(1);

/// Makes turns readable and keeps them, until the service stops.
pub(crate) async fn keep(
    shared: Arc<Shared>,
    mut waiting: mpsc::Receiver<Told>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut unkept = Vec::new();
    let mut due = shared.clock.now() + EVERY;
    loop {
        tokio::select! {
            biased;
            Some(told) = waiting.recv() => note(&shared, told, &mut unkept),
            () = shared.clock.sleep_until(due) => {
                due = shared.clock.now() + EVERY;
                shared.traces.left.store(A_SECOND, Ordering::Relaxed);
                store(&shared, &mut unkept).await;
            }
            _ = stopped.changed() => break,
        }
    }
    while let Ok(told) = waiting.try_recv() {
        note(&shared, told, &mut unkept);
    }
    store(&shared, &mut unkept).await;
}

fn note(shared: &Shared, told: Told, unkept: &mut Vec<(i64, String)>) {
    let mut trace = readable(shared, told);
    if let Tracing::Kept(_) = shared.traces.tracing {
        trace = trace.redacted();
        unkept.extend(serde_json::to_string(&trace).ok().map(|text| (trace.event, text)));
    }
    shared.traces.remember(trace);
}

async fn store(shared: &Shared, unkept: &mut Vec<(i64, String)>) {
    let Tracing::Kept(keep) = shared.traces.tracing else { return };
    if !unkept.is_empty()
        && let Err(error) = shared.store.keep_traces(std::mem::take(unkept), keep).await
    {
        tracing::warn!(%error, "what is told of turns was not kept");
    }
}

fn readable(shared: &Shared, told: Told) -> Trace {
    let Told { event, attempt, took, snapshot, recorder, error } = told;
    let mut trace = shared.program.trace(&snapshot, &recorder, &shared.keyring, error.as_deref());
    trace.event = event;
    trace.attempt = attempt;
    trace.millis = took.as_secs_f64() * 1000.0;
    trace
}
