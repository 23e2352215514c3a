//! Webhooks on their way to the bot.

use std::{collections::VecDeque, future::Future, pin::Pin, time::Duration};

use bytes::Bytes;
use http::HeaderMap;
use tertulia_core::Platform;

use crate::{fault::Fault, world::Webhook};

/// The bot that webhooks go to: a service in this process, or an address.
pub trait Bot: Send + Sync {
    /// Hands a webhook over, and gives the status of the answer: 0 if none came.
    fn receive(
        &self,
        platform: Platform,
        headers: HeaderMap,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = u16> + Send + '_>>;
}

/// The webhooks of one platform that the bot has not taken yet, in order.
#[derive(Default)]
pub(crate) struct Waiting {
    webhooks: VecDeque<Webhook>,
    faults: VecDeque<Fault>,
    /// The one that comes after the next.
    held: Option<Webhook>,
    /// Whether one is on its way.
    pub(crate) under_way: bool,
}

impl Waiting {
    pub(crate) fn order(&mut self, fault: Fault) {
        self.faults.push_back(fault);
    }

    pub(crate) fn add(&mut self, webhook: Webhook) {
        let fault = if self.held.is_some() { None } else { self.faults.pop_front() };
        match fault {
            Some(Fault::Reordering) => return self.held = Some(webhook),
            Some(Fault::Redelivery) => self.webhooks.push_back(webhook.clone()),
            _ => {}
        }
        self.webhooks.push_back(webhook);
        self.webhooks.extend(self.held.take());
    }

    /// The next one, which stays until it is [taken](Self::taken).
    pub(crate) fn next(&mut self) -> Option<Webhook> {
        let next = self.webhooks.front().cloned();
        self.under_way = next.is_some();
        next
    }

    pub(crate) fn taken(&mut self) {
        self.webhooks.pop_front();
        self.under_way = false;
    }

    /// Forgets all but the one that is under way.
    pub(crate) fn clear(&mut self) {
        self.webhooks.truncate(usize::from(self.under_way));
        self.faults.clear();
        self.held = None;
    }

    /// How many are on their way. One that is held back for the next is not.
    pub(crate) fn len(&self) -> usize {
        self.webhooks.len()
    }
}

/// How long a platform waits before it delivers again what was not taken: here at most 8 seconds, so that nobody waits
/// for hours.
pub(crate) fn pause(failures: u32) -> Duration {
    Duration::from_secs(1 << failures.min(3))
}
