//! What goes for a whole form.

use std::time::Duration;

use crate::{Wording, t};

use super::Words;

/// What goes for a whole form. `#[derive(Form)]` makes it of the attributes of the struct.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(super) confirm: Option<Wording>,
    pub(super) tries: Option<u32>,
    pub(super) cancelled: Wording,
    pub(super) given_up: Wording,
    pub(super) timeout: Option<Duration>,
    pub(super) timed_out: Wording,
    pub(super) back: Words,
    pub(super) cancel: Words,
    pub(super) skip: Words,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            confirm: None,
            tries: None,
            cancelled: t!("tertulia-form-cancelled").into(),
            given_up: t!("tertulia-form-given-up").into(),
            timeout: None,
            timed_out: t!("tertulia-form-timed-out").into(),
            back: t!("tertulia-form-back-words").into(),
            cancel: t!("tertulia-form-cancel-words").into(),
            skip: t!("tertulia-form-skip-words").into(),
        }
    }
}

impl Settings {
    /// Shows everything at the end, and asks this.
    #[must_use]
    pub fn confirm(mut self, question: impl Into<Wording>) -> Self {
        self.confirm = Some(question.into());
        self
    }

    /// Gives up when one question was answered wrongly so often. Without it, it asks until it is cancelled.
    #[must_use]
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = Some(tries);
        self
    }

    /// What is said when the person cancels.
    #[must_use]
    pub fn cancelled(mut self, text: impl Into<Wording>) -> Self {
        self.cancelled = text.into();
        self
    }

    /// What is said when the form gives up.
    #[must_use]
    pub fn given_up(mut self, text: impl Into<Wording>) -> Self {
        self.given_up = text.into();
        self
    }

    /// Ends the form by itself when nothing was heard from the person for that long; see
    /// [`Context::times_out`](crate::Context::times_out).
    #[must_use]
    pub fn timeout(mut self, silence: Duration) -> Self {
        self.timeout = Some(silence);
        self
    }

    /// What is said then.
    #[must_use]
    pub fn timed_out(mut self, text: impl Into<Wording>) -> Self {
        self.timed_out = text.into();
        self
    }

    /// The words that go back to the question before.
    #[must_use]
    pub fn back(mut self, words: impl Into<Words>) -> Self {
        self.back = words.into();
        self
    }

    /// The words that end the form.
    #[must_use]
    pub fn cancel(mut self, words: impl Into<Words>) -> Self {
        self.cancel = words.into();
        self
    }

    /// The words that skip a question whose field is an `Option`.
    #[must_use]
    pub fn skip(mut self, words: impl Into<Words>) -> Self {
        self.skip = words.into();
        self
    }
}
