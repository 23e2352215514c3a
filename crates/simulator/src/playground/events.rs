//! What keeps the page up to date: server-sent events.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    convert::Infallible,
    sync::Arc,
    time::Duration,
};

use axum::{
    extract::State,
    http::StatusCode,
    response::{
        IntoResponse as _, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::stream;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tertulia_core::Platform;
use tokio::{
    sync::{OwnedSemaphorePermit, broadcast, watch},
    time::{Interval, MissedTickBehavior},
};

use super::Playground;
use crate::Change;

/// How often a phone is looked at again, for what ends by itself: that the bot seems to be writing.
const TICK: Duration = Duration::from_secs(1);

/// By how much the phones' time may differ from the page's.
const DRIFT: SignedDuration = SignedDuration::from_millis(1500);

/// Everything from now on, until the page goes away or was too slow to follow. It then asks again, and begins with the
/// whole state.
pub(super) async fn events(State(playground): State<Playground>) -> Response {
    let Ok(permit) = Arc::clone(&playground.0.pages).try_acquire_owned() else {
        return (StatusCode::SERVICE_UNAVAILABLE, "too many pages are open").into_response();
    };
    let feed = Feed::new(playground, permit);
    let events = stream::unfold(feed, async |mut feed| {
        let event = feed.next().await?;
        Some((Ok::<_, Infallible>(event), feed))
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// What one page has been told, and what comes next.
struct Feed {
    playground: Playground,
    changes: broadcast::Receiver<Change>,
    turns: broadcast::Receiver<Arc<Value>>,
    run: watch::Receiver<String>,
    tick: Interval,
    pending: VecDeque<Event>,
    /// What each phone showed last.
    shown: HashMap<(Platform, String), Value>,
    people: Vec<Value>,
    /// By how much the phones' time is ahead of the machine's.
    ahead: SignedDuration,
    _permit: OwnedSemaphorePermit,
}

impl Feed {
    fn new(playground: Playground, permit: OwnedSemaphorePermit) -> Self {
        let shared = &playground.0;
        let mut run = shared.run.subscribe();
        let hello = event("hello", &json!({ "run": *run.borrow_and_update() }));
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut feed = Self {
            changes: shared.phones.changes(),
            turns: shared.inspector.turns(),
            run,
            tick,
            pending: VecDeque::from([hello]),
            shown: HashMap::new(),
            people: Vec::new(),
            ahead: SignedDuration::ZERO,
            _permit: permit,
            playground,
        };
        feed.look_at_world();
        feed
    }

    /// The next event; `None` once this page is too far behind.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.pending.pop_front() {
                return Some(event);
            }
            tokio::select! {
                change = self.changes.recv() => self.take_changes(change.ok()?)?,
                turn = self.turns.recv() => self.pending.push_back(event("turn", &*turn.ok()?)),
                _ = self.tick.tick() => self.tick(),
                run = self.run.changed() => {
                    run.ok()?;
                    let run = self.run.borrow_and_update().clone();
                    self.pending.push_back(event("hello", &json!({ "run": run })));
                }
            }
        }
    }

    /// Takes a change and all that came with it, so that a phone is drawn once for many.
    fn take_changes(&mut self, first: Change) -> Option<()> {
        let mut platforms = BTreeSet::new();
        let mut change = Some(first);
        while let Some(taken) = change {
            match taken {
                Change::Chats(platform) => {
                    platforms.insert(platform.as_str());
                }
                Change::Exchange(exchange) => {
                    self.pending.push_back(event("exchange", &json!(exchange)));
                }
            }
            change = match self.changes.try_recv() {
                Ok(change) => Some(change),
                Err(broadcast::error::TryRecvError::Empty) => None,
                Err(_) => return None,
            };
        }
        self.look_at_phones(|platform| platforms.contains(platform.as_str()));
        Some(())
    }

    fn tick(&mut self) {
        self.look_at_world();
        self.look_at_phones(|_| true);
    }

    fn look_at_phones(&mut self, which: impl Fn(Platform) -> bool) {
        for platform in self.playground.0.phones.platforms().into_iter().filter(|platform| which(*platform)) {
            for person in self.playground.names() {
                let phone = self.playground.phone(platform, &person);
                let key = (platform, person);
                if self.shown.get(&key) != Some(&phone) {
                    self.pending.push_back(event("phones", &phone));
                    self.shown.insert(key, phone);
                }
            }
        }
    }

    fn look_at_world(&mut self) {
        let now = self.playground.0.phones.now();
        let people = self.playground.0.phones.people();
        let ahead = now.duration_since(Timestamp::now());
        if people != self.people || (ahead - self.ahead).abs() > DRIFT {
            self.pending.push_back(event("world", &json!({ "now": now, "people": people })));
            (self.people, self.ahead) = (people, ahead);
        }
    }
}

fn event(name: &str, value: &Value) -> Event {
    Event::default().event(name).data(value.to_string())
}
