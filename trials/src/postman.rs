//! The platforms tell the bot which of its messages people were shown, by our own names for them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::mpsc::{UnboundedSender, unbounded_channel},
    task::{JoinHandle, JoinSet},
    time::sleep,
};

use crate::{doors::Sender, fakes::Shown, ledger::Entry, webhook::Mail};

/// How long a platform takes to tell, and to tell again.
const DELAY: Duration = Duration::from_millis(30);

/// Delivers receipts until they are acknowledged. It stops when this is dropped.
#[derive(Debug)]
pub(crate) struct Postman {
    withheld: Arc<AtomicBool>,
    delivering: JoinHandle<()>,
}

impl Postman {
    /// A postman, and where to tell what people were shown.
    pub(crate) fn new(sender: Sender) -> (Self, UnboundedSender<Shown>) {
        let (tell, mut told) = unbounded_channel();
        let withheld = Arc::<AtomicBool>::default();
        let withholding = Arc::clone(&withheld);
        let delivering = tokio::spawn(async move {
            let mut underway = JoinSet::new();
            while let Some(shown) = told.recv().await {
                if !withholding.load(Ordering::Relaxed) {
                    underway.spawn(deliver(sender.clone(), shown));
                }
                while underway.try_join_next().is_some() {}
            }
        });
        (Self { withheld, delivering }, tell)
    }

    /// From now on nothing is told any more.
    pub(crate) fn withhold(&self) {
        self.withheld.store(true, Ordering::Relaxed);
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        self.delivering.abort();
    }
}

async fn deliver(mut sender: Sender, shown: Shown) {
    let Shown { call, conversation, message, reference } = shown;
    let Some(mail) = Mail::receipt(conversation, &message, &reference) else { return };
    sleep(DELAY).await;
    while sender.send(&mail, |post| Entry::Receipt { post, call }).await != Some(200) {
        sleep(DELAY).await;
    }
}
