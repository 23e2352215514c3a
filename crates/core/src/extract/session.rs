//! What is remembered of a conversation, by type.

use std::{
    any::{Any, TypeId, type_name},
    collections::{BTreeMap, HashMap},
    fmt,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Error, Result, Turn, block::Kind, state::ConversationState};

use super::{FromTurn, Needs, SessionNeed};

/// A type that `Session<T>` can remember. Derive it:
///
/// ```
/// # extern crate tertulia_core as tertulia;
/// use serde::{Deserialize, Serialize};
/// use tertulia_core::{Session, SessionData as _};
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// struct Clicks(u32);
///
/// assert_eq!(Clicks::NAME, "clicks");
/// ```
///
/// It is stored under the type's name in snake case, or under `#[session(name = "…")]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be remembered in a `Session`",
    label = "`{Self}` is no session type",
    note = "annotate the type with `#[derive(Session, Default, Serialize, Deserialize)]`"
)]
pub trait SessionData: Default + DeserializeOwned + Send + Serialize + 'static {
    /// The name it is stored under. Two types of an app cannot share it.
    const NAME: &'static str;
}

/// What the bot remembers of this conversation. Changes are saved together with the replies, or not at all.
///
/// A conversation that has none yet gets the default. So does one whose stored value no longer decodes: the old
/// value is kept aside and a warning is logged.
///
/// ```
/// # extern crate tertulia_core as tertulia;
/// use serde::{Deserialize, Serialize};
/// use tertulia_core::{Context, Session};
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// struct Clicks(u32);
///
/// let context = Context::new("main").postback("more", |mut clicks: Session<Clicks>| {
///     clicks.0 += 1;
///     format!("That was click {}.", clicks.0)
/// });
/// ```
pub struct Session<T> {
    /// There until it is dropped.
    value: Option<Box<T>>,
    changed: bool,
    store: Arc<SessionStore>,
    // What `T` has to be is asked where a block takes it, and nowhere else: a mistake is then told once.
    put_back: fn(&SessionStore, Box<T>, bool),
}

impl<T> Deref for Session<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_deref().expect("only `drop` takes it")
    }
}

impl<T> DerefMut for Session<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        self.value.as_deref_mut().expect("only `drop` takes it")
    }
}

impl<T> Drop for Session<T> {
    fn drop(&mut self) {
        if let Some(value) = self.value.take() {
            (self.put_back)(&self.store, value, self.changed);
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Session<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<K: Kind, T: SessionData> FromTurn<K> for Session<T> {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        SessionStore::take(turn.sessions())
    }

    fn needs(needs: &mut Needs) {
        let (id, type_name) = (TypeId::of::<T>(), type_name::<T>());
        needs.sessions.push(SessionNeed { id, type_name, name: T::NAME });
    }
}

/// The sessions of one turn.
pub(crate) struct SessionStore(Mutex<Inner>);

struct Inner {
    stored: BTreeMap<String, Value>,
    set_aside: BTreeMap<String, Value>,
    taken: HashMap<&'static str, Slot>,
}

/// A session that a block of this turn has asked for.
enum Slot {
    Out,
    Back { value: Box<dyn Any + Send>, changed: bool, encode: Encode },
}

type Encode = fn(&(dyn Any + Send)) -> Option<serde_json::Result<Value>>;

impl SessionStore {
    pub(crate) fn new(state: &mut ConversationState) -> Arc<Self> {
        let stored = std::mem::take(&mut state.sessions);
        let set_aside = std::mem::take(&mut state.set_aside);
        Arc::new(Self(Mutex::new(Inner { stored, set_aside, taken: HashMap::new() })))
    }

    fn take<T: SessionData>(store: &Arc<Self>) -> Result<Session<T>> {
        let mut inner = store.lock();
        let (value, changed) = match inner.taken.insert(T::NAME, Slot::Out) {
            Some(Slot::Out) => {
                let name = type_name::<T>();
                return Err(Error::terminal(format!("`Session<{name}>` is already taken in this turn")));
            }
            Some(Slot::Back { value, changed, .. }) => {
                let value = value.downcast().map_err(|_| {
                    Error::terminal(format!("two session types share the name `{}`", T::NAME))
                })?;
                (value, changed)
            }
            None => (Box::new(inner.load::<T>()), false),
        };
        drop(inner);
        let put_back = Self::put_back::<T>;
        Ok(Session { value: Some(value), changed, store: Arc::clone(store), put_back })
    }

    fn put_back<T: SessionData>(&self, value: Box<T>, changed: bool) {
        let encode: Encode = |value| value.downcast_ref::<T>().map(serde_json::to_value);
        self.lock().taken.insert(T::NAME, Slot::Back { value, changed, encode });
    }

    /// Writes everything that was changed into the state of the conversation.
    pub(crate) fn save(&self, state: &mut ConversationState) -> Result<()> {
        let mut inner = self.lock();
        for (name, slot) in std::mem::take(&mut inner.taken) {
            match slot {
                Slot::Out => tracing::error!(session = name, "a session kept after its turn is not saved"),
                Slot::Back { changed: false, .. } => {}
                Slot::Back { value, encode, .. } => {
                    let value = encode(&*value).transpose().map_err(|error| {
                        Error::terminal(format!("session `{name}` does not serialise: {error}"))
                    })?;
                    if let Some(value) = value {
                        inner.stored.insert(name.to_owned(), value);
                    }
                }
            }
        }
        state.sessions = std::mem::take(&mut inner.stored);
        state.set_aside = std::mem::take(&mut inner.set_aside);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic while it is held cannot leave it half written, and the turn fails anyway.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn load<T: SessionData>(&mut self) -> T {
        let Some(stored) = self.stored.get(T::NAME) else { return T::default() };
        match T::deserialize(stored) {
            Ok(value) => value,
            Err(error) => {
                tracing::warn!(session = T::NAME, %error, "a stored session no longer decodes; set aside");
                if let Some(old) = self.stored.remove(T::NAME) {
                    self.set_aside.insert(T::NAME.to_owned(), old);
                }
                T::default()
            }
        }
    }
}

impl fmt::Debug for SessionStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionStore").finish_non_exhaustive()
    }
}
