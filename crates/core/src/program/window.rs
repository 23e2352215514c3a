//! What may be said although the person was last heard long ago.

use std::borrow::Cow;

use jiff::SignedDuration;
use serde_json::{Map, Value};

use crate::{
    Destination, Message, Native, Platform,
    plan::{Capabilities, Outside, Window},
    reply::Manner,
    turn::Snapshot,
};

/// Lets through what the platform takes from the bot at this moment. By default that is everything.
#[derive(Default)]
pub(super) struct Gate<'a> {
    closed: Option<Closed<'a>>,
    /// What was already said in the place of other messages.
    said: Vec<Native>,
}

/// A window that is closed.
struct Closed<'a> {
    window: &'a Window,
    platform: Platform,
    to: &'a Destination,
    /// How long ago the person was heard, if ever.
    silence: Option<SignedDuration>,
}

impl<'a> Gate<'a> {
    pub(super) fn of(snapshot: &'a Snapshot, capabilities: &'a Capabilities) -> Self {
        let (to, now) = (&snapshot.destination, snapshot.now);
        let window = capabilities.window.as_ref().filter(|window| !window.is_open(to.heard, now));
        let silence = to.heard.map(|heard| now.duration_since(heard));
        let closed = window.map(|window| Closed { window, platform: capabilities.platform, to, silence });
        Self { closed, said: Vec::new() }
    }

    /// What is said: the message itself, what its author declared for this case, or nothing more.
    ///
    /// # Errors
    ///
    /// That the platform would refuse it, and what to do about it.
    pub(super) fn admit<'m>(
        &mut self,
        message: Message,
        manner: &'m Manner,
    ) -> Result<Option<(Message, Cow<'m, Manner>)>, String> {
        let Some(closed) = &self.closed else { return Ok(Some((message, Cow::Borrowed(manner)))) };
        if message.is_sign() {
            return Ok(None);
        }
        if closed.permits(&message, manner) {
            return Ok(Some((message, Cow::Borrowed(manner))));
        }
        let declared = manner.outside_window.iter().rev();
        let fallback = declared
            .filter_map(|native| of_platform(native, closed.platform))
            .find(|native| closed.permits_native(native, manner));
        match fallback {
            None => Err(format!("{}: declare one with `reply.outside_window(…)`", closed.rule())),
            Some(native) if self.said.contains(native) => Ok(None),
            Some(native) => {
                self.said.push(native.clone());
                Ok(Some((Message::Native(native.clone()), Cow::Owned(manner.of_fallback()))))
            }
        }
    }

    /// Why nothing may be said freely, if that is so.
    pub(super) fn refusal(&self) -> Option<String> {
        self.closed.as_ref().map(Closed::rule)
    }
}

impl Closed<'_> {
    fn permits(&self, message: &Message, manner: &Manner) -> bool {
        match message {
            Message::Native(native) if native.platform == self.platform => {
                self.permits_native(native, manner)
            }
            // What this platform does not show at all is not said.
            Message::Native(native) => {
                native.elsewhere.as_deref().is_none_or(|message| self.permits(message, manner))
            }
            _ => self.takes(None, manner),
        }
    }

    fn permits_native(&self, native: &Native, manner: &Manner) -> bool {
        self.takes(Some((&native.endpoint, &native.body)), manner)
    }

    fn takes(&self, native: Option<(&str, &Map<String, Value>)>, manner: &Manner) -> bool {
        let extras = manner.extras(self.platform);
        (self.window.permits)(&Outside { to: self.to, silence: self.silence, native, extras })
    }

    fn rule(&self) -> String {
        let wrote = match self.silence {
            Some(silence) => format!("wrote {} h ago", silence.as_hours()),
            None => "never wrote here".to_owned(),
        };
        format!("this is said to somebody who {wrote}; {}", self.window.rule)
    }
}

/// The message of that platform, or the one that it names for it.
fn of_platform(native: &Native, platform: Platform) -> Option<&Native> {
    match native.elsewhere.as_deref() {
        _ if native.platform == platform => Some(native),
        Some(Message::Native(other)) => of_platform(other, platform),
        _ => None,
    }
}
