//! The person.

use std::{
    panic::Location,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{Profile, Reply, Result, Turn, block::Kind, language::is_tag, state::UserRecord};

use super::FromTurn;

/// The person the event comes from.
///
/// ```
/// use tertulia_core::{Context, extract::User};
///
/// let context = Context::new("main")
///     .keyword("hi", |user: User| format!("Hello {}!", user.name().unwrap_or("there")))
///     .keyword("español", |user: User| {
///         user.set_locale("es");
///         "¡Desde ahora hablamos español!"
///     });
/// ```
#[derive(Clone, Debug)]
pub struct User {
    record: Arc<UserRecord>,
    /// The language of who has none.
    default_locale: Arc<str>,
    /// The language that is chosen by now.
    chosen: Arc<Mutex<Option<String>>>,
    /// Whether messages that answer nothing are unwanted by now.
    stopped: Arc<AtomicBool>,
    /// Where mistakes are told.
    reply: Reply,
}

impl User {
    pub(crate) fn new(record: UserRecord, default_locale: &str, reply: Reply) -> Self {
        let chosen = Arc::new(Mutex::new(record.locale.clone()));
        let stopped = Arc::new(AtomicBool::new(record.stopped));
        Self { record: Arc::new(record), default_locale: default_locale.into(), chosen, stopped, reply }
    }

    /// Our number of the person: the same whatever the platform calls them later.
    pub fn id(&self) -> i64 {
        self.record.id
    }

    /// The name as the person shows it. WhatsApp and Telegram tell it; Messenger does not.
    pub fn name(&self) -> Option<&str> {
        self.record.profile.name.as_deref()
    }

    /// Everything the platform told about the person.
    pub fn profile(&self) -> &Profile {
        &self.record.profile
    }

    /// Whether this is the first that the bot has to do with the person, in whichever conversation. A turn that
    /// failed does not count, and one that runs again finds the same.
    pub fn first_time(&self) -> bool {
        !self.record.met
    }

    /// Whether the person wants no messages that answer nothing: news, reminders. Who writes `STOP` or another of the
    /// [stop words](crate::program::ProgramBuilder::stop_words) says so, who writes `START` takes it back; blocks are
    /// asked about those texts all the same.
    ///
    /// ```
    /// use tertulia_core::{Context, extract::User};
    ///
    /// let context = Context::new("main").everything_else(|user: User| match user.stopped() {
    ///     true => "Write START if you want our news again.",
    ///     false => "You get our news.",
    /// });
    /// ```
    pub fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Notes that the person wants no messages that answer nothing, or wants them again: for a button that says so.
    pub fn set_stopped(&self, stopped: bool) {
        self.stopped.store(stopped, Ordering::Relaxed);
    }

    /// The person's language, as a BCP 47 tag: what was chosen, else what the platform tells, else the default.
    pub fn locale(&self) -> String {
        let told = || self.record.profile.locale.clone().filter(|tag| !tag.is_empty());
        self.chosen().clone().or_else(told).unwrap_or_else(|| self.default_locale.as_ref().to_owned())
    }

    /// Chooses the person's language, as a BCP 47 tag such as `es` or `pt-BR`. It wins over the platform's, is kept
    /// until another one is chosen, and everything said in this turn is said in it already.
    ///
    /// What is no language tag fails the turn.
    #[track_caller]
    pub fn set_locale(&self, tag: impl Into<String>) {
        let tag = tag.into();
        if is_tag(&tag) {
            *self.chosen() = Some(tag);
        } else {
            self.reply.fault(
                format!("`{tag}` is no language tag; one looks like `es` or `pt-BR`"),
                Location::caller(),
            );
        }
    }

    /// Goes by the platform's language again.
    pub fn unset_locale(&self) {
        *self.chosen() = None;
    }

    /// What the turn chose, if that is another language than before.
    pub(crate) fn changed_locale(&self) -> Option<Option<String>> {
        let chosen = self.chosen();
        (*chosen != self.record.locale).then(|| chosen.clone())
    }

    fn chosen(&self) -> MutexGuard<'_, Option<String>> {
        // A panic while it is held cannot leave it half written.
        self.chosen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Kind> FromTurn<K> for User {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(turn.user().clone())
    }
}
