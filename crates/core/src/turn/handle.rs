//! The turn as a block sees it.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde_json::Value;

use crate::{
    Event, Handle, Platform, Reply, Verdict,
    extract::{Captures, DataMap, Press, SessionStore, User},
    file::Files,
    journal::Journal,
    language::Catalog,
    nlu::{Understanding, Utterance},
    program::Meaning,
    trace::Recorder,
};

/// One event, the person it comes from, and everything a block may take from them.
///
/// Blocks rarely see it: they name what they need as arguments. It is there for extractors of your own and for
/// [`turn`](crate::turn()).
#[derive(Debug)]
pub struct Turn {
    shared: Arc<Shared>,
    matched: Matched,
    given: Arc<Value>,
}

/// What all blocks of a turn share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) turn_id: String,
    pub(crate) platform: Platform,
    pub(crate) event: Event,
    pub(crate) user: User,
    pub(crate) now: Timestamp,
    pub(crate) reply: Reply,
    /// What is said to the group that the bot was added to, if that is what happened.
    pub(crate) reply_group: Option<Reply>,
    pub(crate) sessions: Arc<SessionStore>,
    pub(crate) user_data: Arc<SessionStore>,
    pub(crate) data: Arc<DataMap>,
    pub(crate) press: Option<Press>,
    pub(crate) journal: Arc<dyn Journal>,
    pub(crate) files: Arc<dyn Files>,
    pub(crate) handle: Handle,
    /// Why the event was set aside, in `on_error`.
    pub(crate) failure: Option<String>,
    /// What the text means, once a block for meanings was reached.
    pub(crate) meaning: Meaning,
    /// Every text in every language.
    pub(crate) catalog: Arc<Catalog>,
    /// What writes down what happens.
    pub(crate) recorder: Recorder,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("turn", &self.turn_id)
            .field("event", &self.event)
            .finish_non_exhaustive()
    }
}

/// What the pattern of the block found.
#[derive(Clone, Debug, Default)]
pub(crate) enum Matched {
    #[default]
    Nothing,
    Captures(Captures),
    Stale(Verdict),
    /// What a form was filled in with.
    Filled(Arc<Value>),
    /// What the recogniser is to be asked, in `before_nlu`.
    Utterance(Arc<Mutex<Utterance>>),
    /// What the recogniser said, in `after_nlu`.
    Understood(Arc<Mutex<Understanding>>),
}

impl Turn {
    pub(crate) fn new(shared: Arc<Shared>, matched: Matched, given: Arc<Value>) -> Self {
        Self { shared, matched, given }
    }

    /// What tells this turn from every other. It is the same whenever the turn runs again after a crash or an
    /// error, so it makes a good idempotency key for what a block does outside.
    pub fn id(&self) -> &str {
        &self.shared.turn_id
    }

    /// The event.
    pub fn event(&self) -> &Event {
        &self.shared.event
    }

    /// The handle on the messages.
    pub fn reply(&self) -> &Reply {
        &self.shared.reply
    }

    /// The person.
    pub fn user(&self) -> &User {
        &self.shared.user
    }

    /// The platform the event came from.
    pub fn platform(&self) -> Platform {
        self.shared.platform
    }

    /// The person's language by now, as a BCP 47 tag.
    pub fn locale(&self) -> String {
        self.shared.user.locale()
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.shared.now
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.shared.handle
    }

    pub(crate) fn journal(&self) -> &Arc<dyn Journal> {
        &self.shared.journal
    }

    pub(crate) fn files(&self) -> &Arc<dyn Files> {
        &self.shared.files
    }

    pub(crate) fn failure(&self) -> Option<&str> {
        self.shared.failure.as_deref()
    }

    pub(crate) fn understanding(&self) -> Option<&Understanding> {
        self.shared.meaning.get()
    }

    pub(crate) fn press(&self) -> Option<&Press> {
        self.shared.press.as_ref()
    }

    pub(crate) fn captures(&self) -> Option<&Captures> {
        match &self.matched {
            Matched::Captures(captures) => Some(captures),
            _ => None,
        }
    }

    pub(crate) fn stale(&self) -> Option<Verdict> {
        match self.matched {
            Matched::Stale(verdict) => Some(verdict),
            _ => None,
        }
    }

    pub(crate) fn filled(&self) -> Option<&Value> {
        match &self.matched {
            Matched::Filled(values) => Some(values),
            _ => None,
        }
    }

    pub(crate) fn utterance(&self) -> Option<&Arc<Mutex<Utterance>>> {
        match &self.matched {
            Matched::Utterance(utterance) => Some(utterance),
            _ => None,
        }
    }

    pub(crate) fn understood(&self) -> Option<&Arc<Mutex<Understanding>>> {
        match &self.matched {
            Matched::Understood(meaning) => Some(meaning),
            _ => None,
        }
    }

    pub(crate) fn reply_group(&self) -> Option<&Reply> {
        self.shared.reply_group.as_ref()
    }

    pub(crate) fn catalog(&self) -> &Catalog {
        &self.shared.catalog
    }

    pub(crate) fn sessions(&self) -> &Arc<SessionStore> {
        &self.shared.sessions
    }

    pub(crate) fn user_data(&self) -> &Arc<SessionStore> {
        &self.shared.user_data
    }

    pub(crate) fn data(&self) -> &DataMap {
        &self.shared.data
    }

    pub(crate) fn given(&self) -> &Value {
        &self.given
    }
}
