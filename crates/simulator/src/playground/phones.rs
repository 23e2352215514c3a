//! What the page shows and touches.

use serde_json::{Value, json};
use tertulia_core::Platform;
use tokio::sync::broadcast;

use crate::{Act, Change, Fault, Refused, Simulator, StoredFile};

/// The phones on the page: those of a [`Simulator`], or made-up ones to work on the page's looks.
pub trait Phones: Send + Sync {
    /// The platforms, in the order in which their phones stand.
    fn platforms(&self) -> Vec<Platform>;
    /// The person of that name is there from now on.
    fn meet(&self, id: &str);
    /// Everybody who is there, as JSON of a [`Person`](crate::Person).
    fn people(&self) -> Vec<Value>;
    /// The chats of a person, as JSON of a [`Chat`](crate::view::Chat).
    fn chats(&self, platform: Platform, person: &str) -> Vec<Value>;
    /// A person does something.
    ///
    /// # Errors
    ///
    /// If that cannot be done.
    fn act(&self, platform: Platform, person: &str, chat: Option<&str>, act: &Act) -> Result<(), Refused>;
    /// Lets something go wrong.
    fn order(&self, platform: Platform, fault: Fault);
    /// The last requests, oldest first, as JSON of an [`Exchange`](crate::Exchange).
    fn exchanges(&self) -> Vec<Value>;
    /// What changes from now on.
    fn changes(&self) -> broadcast::Receiver<Change>;
    /// The time on the phones.
    fn now(&self) -> jiff::Timestamp;
    /// An uploaded file.
    fn file(&self, id: &str) -> Option<StoredFile>;
    /// Forgets everything that was said.
    fn reset(&self);
}

/// The order in which the phones stand.
const ORDER: [Platform; 3] = [Platform::MESSENGER, Platform::WHATSAPP, Platform::TELEGRAM];

/// How many requests a page gets that is opened.
const EXCHANGES: usize = 200;

impl Phones for Simulator {
    fn platforms(&self) -> Vec<Platform> {
        let mut platforms = Self::platforms(self);
        platforms
            .sort_by_key(|platform| ORDER.iter().position(|known| known == platform).unwrap_or(ORDER.len()));
        platforms
    }

    fn meet(&self, id: &str) {
        Self::meet(self, id);
    }

    fn people(&self) -> Vec<Value> {
        Self::people(self).iter().map(|person| json!(person)).collect()
    }

    fn chats(&self, platform: Platform, person: &str) -> Vec<Value> {
        Self::chats(self, platform, person).iter().map(|chat| json!(chat)).collect()
    }

    fn act(&self, platform: Platform, person: &str, chat: Option<&str>, act: &Act) -> Result<(), Refused> {
        Self::act(self, platform, person, chat, act)
    }

    fn order(&self, platform: Platform, fault: Fault) {
        Self::order(self, platform, fault);
    }

    fn exchanges(&self) -> Vec<Value> {
        let exchanges = Self::exchanges(self);
        let last = exchanges.len().saturating_sub(EXCHANGES);
        exchanges[last..].iter().map(|exchange| json!(exchange)).collect()
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        Self::changes(self)
    }

    fn now(&self) -> jiff::Timestamp {
        Self::now(self)
    }

    fn file(&self, id: &str) -> Option<StoredFile> {
        Self::file(self, id)
    }

    fn reset(&self) {
        Self::reset(self);
    }
}
