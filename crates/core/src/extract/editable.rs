//! What a hook may change.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    Result, Turn, block,
    nlu::{Understanding, Utterance},
};

use super::{FromTurn, absent};

/// Something that the block may change for those that come after it: the [`Utterance`] in `before_nlu`, the
/// [`Understanding`] in `after_nlu`. What was changed counts once the block has ended.
///
/// ```
/// use tertulia_core::{Context, extract::Editable, nlu::{Understanding, Utterance}, program::ProgramBuilder};
///
/// let builder = ProgramBuilder::new()
///     .before_nlu(|mut said: Editable<Utterance>| said.text = said.text.replace("pizzza", "pizza"))
///     .after_nlu(|mut meaning: Editable<Understanding>| meaning.intents.truncate(1));
/// ```
pub struct Editable<T: Clone> {
    value: T,
    changed: bool,
    place: Arc<Mutex<T>>,
}

impl<T: Clone> Editable<T> {
    fn of(place: &Arc<Mutex<T>>) -> Self {
        let value = place.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { value, changed: false, place: Arc::clone(place) }
    }
}

impl<T: Clone> Deref for Editable<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Clone> DerefMut for Editable<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        &mut self.value
    }
}

impl<T: Clone> Drop for Editable<T> {
    fn drop(&mut self) {
        if self.changed {
            *self.place.lock().unwrap_or_else(PoisonError::into_inner) = self.value.clone();
        }
    }
}

impl<T: Clone + fmt::Debug> fmt::Debug for Editable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl FromTurn<block::BeforeNlu> for Editable<Utterance> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        turn.utterance().map(Self::of).ok_or_else(|| absent("text to be understood"))
    }
}

impl FromTurn<block::AfterNlu> for Editable<Understanding> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        turn.understood().map(Self::of).ok_or_else(|| absent("meaning"))
    }
}
