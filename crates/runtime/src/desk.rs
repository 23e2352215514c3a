//! Events and messages of the bot's own, on their way into mailboxes.

use std::sync::{Arc, Weak};

use tertulia_core::{
    Error, Event, Recipient, Result,
    event::{OwnEvent, Speech},
    handle::{Desk, Posted},
};
use tertulia_store::{Letter, Reader};

use crate::service::Shared;

/// The desk of a running service. It does not keep the service running.
pub(crate) struct ServiceDesk(pub(crate) Weak<Shared>);

impl Desk for ServiceDesk {
    fn post<'a>(&'a self, to: &'a Recipient, event: OwnEvent) -> Posted<'a> {
        Box::pin(async move {
            let shared = self.shared()?;
            shared.put(to, Event::own(event, shared.clock.now())).await
        })
    }

    fn say<'a>(&'a self, to: &'a Recipient, speech: Speech) -> Posted<'a> {
        Box::pin(async move {
            let shared = self.shared()?;
            let speech = shared.program.addressed(speech)?;
            shared.put(to, Event::speech(speech, shared.clock.now())).await
        })
    }
}

impl ServiceDesk {
    fn shared(&self) -> Result<Arc<Shared>> {
        self.0.upgrade().ok_or_else(|| Error::terminal("the bot does not run any more"))
    }
}

impl Shared {
    /// Puts an event into the mailbox of the private conversation with that person.
    async fn put(&self, to: &Recipient, event: Event) -> Result {
        let unknown = || Error::terminal(format!("the bot has never met {to}"));
        let letter = Letter { to: self.reader(to).ok_or_else(unknown)?, at: event.at, event };
        let known = self.store.post(vec![letter]).await?;
        self.work_waits();
        if known == [true] { Ok(()) } else { Err(unknown()) }
    }

    /// The person, as the store knows them. `None` if there is no such account.
    fn reader(&self, to: &Recipient) -> Option<Reader> {
        match to {
            Recipient::User(number) => Some(Reader::User(*number)),
            Recipient::Native { platform, account, id } => {
                let is_it = |account: &&crate::service::Account| {
                    self.adapter(account).platform().as_str() == platform
                };
                let mut accounts = self.accounts.iter().filter(is_it);
                let account = accounts.find(|known| known.native == *account)?.id;
                Some(Reader::Native { account, id: id.clone() })
            }
            _ => None,
        }
    }
}
