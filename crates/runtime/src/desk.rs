//! Events of the bot's own, on their way into mailboxes.

use std::sync::Weak;

use tertulia_core::{
    Error, Event, Recipient,
    event::OwnEvent,
    handle::{Desk, Posted},
};
use tertulia_store::{Letter, Reader};

use crate::service::Shared;

/// The desk of a running service. It does not keep the service running.
pub(crate) struct ServiceDesk(pub(crate) Weak<Shared>);

impl Desk for ServiceDesk {
    fn post<'a>(&'a self, to: &'a Recipient, event: OwnEvent) -> Posted<'a> {
        Box::pin(async move {
            let shared = self.0.upgrade().ok_or_else(|| Error::terminal("the bot does not run any more"))?;
            let unknown = || Error::terminal(format!("the bot has never met {to}"));
            let at = shared.clock.now();
            let reader = shared.reader(to).ok_or_else(unknown)?;
            let letter = Letter { to: reader, event: Event::own(event, at), at };
            let known = shared.store.post(vec![letter]).await?;
            shared.turns.wake();
            if known == [true] { Ok(()) } else { Err(unknown()) }
        })
    }
}

impl Shared {
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
