//! Values that outlast their turn, by type: read when a block asks for them, written if they were changed.

use std::{
    any::{Any, type_name},
    collections::HashMap,
    fmt, mem,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    Error, Result,
    state::{ConversationState, Memory},
};

/// A type that [`Session<T>`](struct@crate::Session) and [`UserData<T>`](crate::UserData) can remember. Derive it:
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
/// It is stored as JSON under the type's name in snake case, or under `#[session(name = "…")]`. A new field with
/// `#[serde(default)]` needs nothing more. When what is stored has to be rewritten, the type gets a version, and a
/// function that makes it of what an older version stored:
///
/// ```
/// # extern crate tertulia_core as tertulia;
/// use serde::{Deserialize, Serialize};
/// use serde_json::Value;
/// use tertulia_core::Session;
///
/// #[derive(Session, Default, Serialize, Deserialize)]
/// #[session(version = 2, migrate = from_older)]
/// struct Basket {
///     items: Vec<String>, // version 1 had one `item`
/// }
///
/// fn from_older(version: u32, stored: Value) -> Option<Basket> {
///     match version {
///         1 => Some(Basket { items: vec![stored["item"].as_str()?.to_owned()] }),
///         _ => None, // the default takes its place, and it is kept aside
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be remembered in a `Session` or `UserData`",
    label = "`{Self}` is no session type",
    note = "annotate the type with `#[derive(Session, Default, Serialize, Deserialize)]`"
)]
pub trait SessionData: Default + DeserializeOwned + Send + Serialize + 'static {
    /// The name it is stored under. Two types of an app cannot share it.
    const NAME: &'static str;
    /// The version it is stored with. What is stored without one is of version 1.
    const VERSION: u32 = 1;

    /// Makes it of what an older version stored; `None` if that cannot be.
    fn migrate(version: u32, stored: Value) -> Option<Self> {
        let _ = (version, stored);
        None
    }
}

/// A value on loan to a block; what is left of it goes back when it is dropped.
pub(super) struct Remembered<T> {
    /// There until it is dropped.
    value: Option<Box<T>>,
    changed: bool,
    store: Arc<SessionStore>,
    // What `T` has to be is asked where a block takes it, and nowhere else: a mistake is then told once.
    put_back: fn(&SessionStore, Box<T>, bool),
}

impl<T> Deref for Remembered<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_deref().expect("only `drop` takes it")
    }
}

impl<T> DerefMut for Remembered<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changed = true;
        self.value.as_deref_mut().expect("only `drop` takes it")
    }
}

impl<T> Drop for Remembered<T> {
    fn drop(&mut self) {
        if let Some(value) = self.value.take() {
            (self.put_back)(&self.store, value, self.changed);
        }
    }
}

/// What one turn remembers of a conversation, or of a person.
pub(crate) struct SessionStore(Mutex<Inner>);

struct Inner {
    memory: Memory,
    taken: HashMap<&'static str, Slot>,
    /// Whether anything was asked for, be it there or not.
    read: bool,
    changed: bool,
}

/// A value that a block of this turn has asked for.
enum Slot {
    Out,
    Back { value: Box<dyn Any + Send>, changed: bool, encode: Encode },
}

type Encode = fn(&(dyn Any + Send)) -> Option<(serde_json::Result<Value>, u32)>;

/// What a turn leaves behind of what it remembers.
pub(crate) struct Kept {
    pub(crate) memory: Memory,
    /// Whether a block asked for any of it.
    pub(crate) read: bool,
    /// Whether it is another one than before.
    pub(crate) changed: bool,
}

impl<T: SessionData> Remembered<T> {
    pub(super) fn take(store: &Arc<SessionStore>) -> Result<Self> {
        let mut inner = store.lock();
        inner.read = true;
        let (value, changed) = match inner.taken.insert(T::NAME, Slot::Out) {
            Some(Slot::Out) => {
                let name = type_name::<T>();
                return Err(Error::terminal(format!("`{name}` is already taken in this turn")));
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
        let put_back = SessionStore::put_back::<T>;
        Ok(Self { value: Some(value), changed, store: Arc::clone(store), put_back })
    }
}

impl SessionStore {
    /// What is remembered of a conversation.
    pub(crate) fn new(state: &mut ConversationState) -> Arc<Self> {
        Self::of(Memory {
            values: mem::take(&mut state.sessions),
            versions: mem::take(&mut state.versions),
            set_aside: mem::take(&mut state.set_aside),
        })
    }

    /// What is remembered, of a conversation or of a person.
    pub(crate) fn of(memory: Memory) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Inner { memory, taken: HashMap::new(), read: false, changed: false })))
    }

    fn put_back<T: SessionData>(&self, value: Box<T>, changed: bool) {
        let encode: Encode = |value| Some((serde_json::to_value(value.downcast_ref::<T>()?), T::VERSION));
        self.lock().taken.insert(T::NAME, Slot::Back { value, changed, encode });
    }

    /// Writes everything into the state of the conversation.
    pub(crate) fn save(&self, state: &mut ConversationState) -> Result<()> {
        let Memory { values, versions, set_aside } = self.keep()?.memory;
        (state.sessions, state.versions, state.set_aside) = (values, versions, set_aside);
        Ok(())
    }

    /// Everything as it is to be stored.
    pub(crate) fn keep(&self) -> Result<Kept> {
        let mut inner = self.lock();
        for (name, slot) in mem::take(&mut inner.taken) {
            match slot {
                Slot::Out => tracing::error!(session = name, "a session kept after its turn is not saved"),
                Slot::Back { changed: false, .. } => {}
                Slot::Back { value, encode, .. } => {
                    let Some((value, version)) = encode(&*value) else { continue };
                    let value = value.map_err(|error| {
                        Error::terminal(format!("session `{name}` does not serialise: {error}"))
                    })?;
                    inner.memory.store(name, value, version);
                    inner.changed = true;
                }
            }
        }
        let Inner { memory, read, changed, .. } = &mut *inner;
        Ok(Kept { memory: mem::take(memory), read: *read, changed: *changed })
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic while it is held cannot leave it half written, and the turn fails anyway.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn load<T: SessionData>(&mut self) -> T {
        let Some(stored) = self.memory.values.get(T::NAME) else { return T::default() };
        let version = self.memory.version_of(T::NAME);
        let read = match version {
            _ if version == T::VERSION => T::deserialize(stored).map_err(|error| error.to_string()),
            older if older < T::VERSION => T::migrate(older, stored.clone())
                .ok_or_else(|| format!("version {older} cannot be made version {}", T::VERSION)),
            newer => Err(format!("it is of version {newer}, and this app knows version {}", T::VERSION)),
        };
        read.unwrap_or_else(|reason| {
            tracing::warn!(session = T::NAME, reason, "a stored session no longer decodes; set aside");
            self.memory.set_aside(T::NAME);
            self.changed = true;
            T::default()
        })
    }
}

impl fmt::Debug for SessionStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionStore").finish_non_exhaustive()
    }
}
