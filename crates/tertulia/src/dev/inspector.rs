//! What the page is told of the bot.

use std::{sync::Arc, time::Duration};

use futures_util::{FutureExt as _, future::BoxFuture};
use serde_json::{Map, Value, json};
use tertulia_core::{Handle, Platform, Recipient, trace::Trace};
use tertulia_runtime::Service;
use tertulia_simulator::{Credentials, playground::Inspector};
use tertulia_store::{Depth, Store};
use tokio::sync::broadcast;

use super::{clock::DevClock, renewal};
use crate::simulated::Simulated;

/// How many turns a slow page may be behind.
const BEHIND: usize = 256;

/// Tells what happens in a running bot.
pub(super) struct ServiceInspector {
    service: Arc<Service>,
    store: Arc<dyn Store>,
    handle: Handle,
    clock: Arc<DevClock>,
    turns: broadcast::Sender<Arc<Value>>,
}

impl ServiceInspector {
    pub(super) fn new(simulated: &Simulated, clock: Arc<DevClock>) -> Self {
        let service = Arc::clone(&simulated.service);
        let (turns, _) = broadcast::channel(BEHIND);
        let (mut traces, told) = (service.traces(), turns.clone());
        tokio::spawn(async move {
            loop {
                match traces.recv().await {
                    Ok(trace) => _ = told.send(readable(&trace)), // nobody may be looking
                    Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return,
                }
            }
        });
        let handle = service.handle();
        Self { service, store: Arc::clone(&simulated.store), handle, clock, turns }
    }
}

impl Inspector for ServiceInspector {
    fn bot(&self) -> String {
        let own = std::env::current_exe().ok();
        let name = own.as_ref().and_then(|path| path.file_stem()).and_then(|name| name.to_str());
        name.unwrap_or("bot").to_owned()
    }

    fn turns(&self) -> broadcast::Receiver<Arc<Value>> {
        self.turns.subscribe()
    }

    fn recent(&self) -> Vec<Arc<Value>> {
        self.service.recent_traces().iter().map(|trace| readable(trace)).collect()
    }

    fn queues(&self) -> BoxFuture<'_, Value> {
        async {
            match self.store.depth().await {
                Ok(Depth { inbox, timers, outbox, dead, oldest_event, oldest_call, .. }) => json!({
                    "inbox": inbox, "timers": timers, "outbox": outbox, "dead": dead,
                    "oldest_event": oldest_event, "oldest_call": oldest_call,
                }),
                Err(error) => json!({"error": error.to_string()}),
            }
        }
        .boxed()
    }

    fn why(&self, event: i64) -> BoxFuture<'_, Option<Value>> {
        let traces = self.service.recent_traces();
        let found = traces.iter().rev().find(|trace| trace.event == event).map(|trace| json!(**trace));
        async { found }.boxed()
    }

    fn place(
        &self,
        platform: Platform,
        user: String,
        context: Option<String>,
        session: Option<Value>,
    ) -> BoxFuture<'_, Result<(), String>> {
        async move {
            let session = match session {
                None => None,
                Some(Value::Object(values)) => Some(Value::Object(values)),
                Some(_) => {
                    return Err("a session is an object: the values by the names of their types".to_owned());
                }
            };
            let account = account(platform).ok_or_else(|| format!("there is no {platform} here"))?;
            let person = Recipient::new(platform, account, user);
            self.handle.place(&person, context, session).await.map_err(|error| error.to_string())
        }
        .boxed()
    }

    fn reset(&self) -> BoxFuture<'_, Result<(), String>> {
        async { renewal::begin_anew().map_err(|error| error.to_string()) }.boxed()
    }

    fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }
}

/// The account that the bot has on a simulated platform.
fn account(platform: Platform) -> Option<&'static str> {
    let accounts = Credentials::default();
    match platform {
        Platform::TELEGRAM => accounts.telegram_token.split(':').next(),
        Platform::MESSENGER => Some(accounts.page_id),
        Platform::WHATSAPP => Some(accounts.phone_number_id),
        _ => None,
    }
}

fn readable(trace: &Trace) -> Arc<Value> {
    Arc::new(serde_json::to_value(trace).unwrap_or_else(|_| Value::Object(Map::new())))
}
