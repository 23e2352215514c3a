//! Somebody to whom messages go that no block says.

use std::{
    fmt,
    panic::Location,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{Error, Handle, Recipient, Result, event::Speech};

use super::{Draft, Manner, Reply};

/// Somebody to whom messages go that no block says; see [`Handle::to`].
#[derive(Clone)]
pub struct Addressee {
    handle: Handle,
    person: Recipient,
    #[expect(dead_code, reason = "it looks after what is never sent")]
    unsent: Arc<Unsent>,
}

impl Reply<Addressee> {
    pub(crate) fn addressed(handle: Handle, person: Recipient, at: &'static Location<'static>) -> Self {
        let draft = Arc::<Mutex<Draft>>::default();
        let unsent = Arc::new(Unsent { draft: Arc::clone(&draft), at });
        Self { draft, manner: Manner::default(), to: Addressee { handle, person, unsent } }
    }

    /// Sends what was said so far. When this returns, it is kept, and will be said in its turn: in the conversation with that
    /// person, behind what waits there, in the person's language. What cannot be told before that fails as in a turn, with
    /// your line; if the conversation pauses by then, or the person wants no messages that answer nothing, nothing is said.
    ///
    /// In a block that runs again after an error it is sent again; see [`Once`](crate::extract::Once).
    ///
    /// # Errors
    ///
    /// Everything that cannot be said, with your lines: a button that leads nowhere, files of more than 180 kB. That the bot
    /// has never met the person, or that it cannot be kept: because the bot does not run yet or any more, or its store is
    /// away.
    pub async fn send(&self) -> Result {
        let Draft { said, deletions, faults, .. } = std::mem::take(&mut *self.draft());
        let Addressee { handle, person, .. } = &self.to;
        if !faults.is_empty() {
            let faults: Vec<_> = faults.iter().map(|(text, at)| format!("{at}: {text}")).collect();
            return Err(Error::terminal(faults.join("\n")));
        }
        if said.is_empty() && deletions.is_empty() {
            return Err(Error::terminal(format!("nothing is said to {person}")));
        }
        handle.say(person, Speech { said, deletions }).await
    }
}

/// Tells of what was said and never sent.
struct Unsent {
    draft: Arc<Mutex<Draft>>,
    at: &'static Location<'static>,
}

impl Drop for Unsent {
    fn drop(&mut self) {
        let draft = self.draft.lock().unwrap_or_else(PoisonError::into_inner);
        if !draft.said.is_empty() {
            tracing::error!(at = %self.at, "what was said here was never sent: it ends with `.send().await`");
        }
    }
}

impl fmt::Debug for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Addressee").field(&self.person).finish()
    }
}
