//! Where webhooks are taken: by which processes, and at which addresses.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::watch, time::timeout};

use crate::{
    ledger::{Entry, Ledger},
    post::post,
    webhook::{Mail, Webhook},
};

/// The processes that take webhooks now.
#[derive(Clone, Debug)]
pub(crate) struct Doors {
    open: watch::Sender<Vec<(u32, SocketAddr)>>,
    /// How many webhooks were posted.
    turn: Arc<AtomicUsize>,
}

impl Doors {
    /// None is open.
    pub(crate) fn new() -> Self {
        Self { open: watch::channel(Vec::new()).0, turn: Arc::default() }
    }

    /// A run of the bot takes webhooks there.
    pub(crate) fn open(&self, run: u32, addr: SocketAddr) {
        self.open.send_modify(|doors| doors.push((run, addr)));
    }

    /// It does not any more. Gives where it did.
    pub(crate) fn close(&self, run: u32) -> Option<SocketAddr> {
        let mut closed = None;
        self.open.send_modify(|doors| {
            closed = doors.iter().find(|(of, _)| *of == run).map(|(_, addr)| *addr);
            doors.retain(|(of, _)| *of != run);
        });
        closed
    }

    /// Waits until that run takes webhooks.
    pub(crate) async fn opened(&self, run: u32) {
        let open = |doors: &Vec<(u32, SocketAddr)>| doors.iter().any(|(of, _)| *of == run);
        // The sender is here, so there is no end to what it tells.
        let _ = self.open.subscribe().wait_for(open).await;
    }

    /// What posts webhooks to them.
    pub(crate) fn sender(&self, ledger: &Arc<Ledger>) -> Sender {
        Sender { doors: self.open.subscribe(), turn: Arc::clone(&self.turn), ledger: Arc::clone(ledger) }
    }
}

/// Posts webhooks to whichever process takes them: to one after the other, where there are several.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    doors: watch::Receiver<Vec<(u32, SocketAddr)>>,
    turn: Arc<AtomicUsize>,
    ledger: Arc<Ledger>,
}

impl Sender {
    /// Posts a webhook once, as soon as there is somebody to take it.
    pub(crate) async fn post(&mut self, webhook: &Webhook, again: bool) -> Option<u16> {
        self.send(&webhook.mail, |post| webhook.entry(post, again)).await
    }

    /// Posts anything once, as soon as there is somebody to take it. `None` if nobody is, or no answer came.
    pub(crate) async fn send(&mut self, mail: &Mail, entry: impl FnOnce(u64) -> Entry) -> Option<u16> {
        // The one who listens may be dead before that is known here; so nobody waits for long.
        let open = timeout(Duration::from_millis(50), self.doors.wait_for(|doors| !doors.is_empty()));
        let addr = {
            let doors = open.await.ok()?.ok()?;
            doors[self.turn.fetch_add(1, Ordering::Relaxed) % doors.len()].1
        };
        post(addr, mail, entry, &self.ledger).await
    }
}
