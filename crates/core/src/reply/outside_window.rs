//! What is said where the person may no longer be answered freely.

use std::panic::Location;

use crate::Native;

use super::{Manner, Reply};

/// What one platform takes at any time: WhatsApp's and Messenger's templates become one. For
/// [`Reply::outside_window`].
#[derive(Clone, Debug, PartialEq)]
pub struct Fallback {
    pub(crate) native: Native,
    faults: Vec<String>,
}

impl Fallback {
    /// That message, of which all of this is wrong. For the builders of the platforms' crates.
    pub fn new(native: Native, faults: impl IntoIterator<Item = String>) -> Self {
        Self { native, faults: faults.into_iter().collect() }
    }
}

impl<To: Clone> Reply<To> {
    /// What is said in the place of what is said through the reply this gives, if the person was last heard so long ago that
    /// the platform takes no free messages any more: 24 hours on WhatsApp and Messenger. Once, however many messages it
    /// stands for. A platform's own template goes there alone, so there may be one for each platform; where messages are
    /// always free it is ignored.
    ///
    /// Without one the turn fails, before anything is sent. A turn that answers somebody at once needs none: it is for
    /// those that begin by themselves, by a timer or a [`Handle`](crate::Handle).
    #[must_use]
    #[track_caller]
    pub fn outside_window(&self, fallback: impl Into<Fallback>) -> Self {
        let Fallback { native, faults } = fallback.into();
        for fault in faults {
            self.fault(fault, Location::caller());
        }
        let mut manner = self.manner.clone();
        manner.outside_window.push(native);
        self.with(manner)
    }
}

impl Manner {
    /// The manner of what is said once in the place of others.
    pub(crate) fn of_fallback(&self) -> Self {
        Self { confirms: false, typed: None, outside_window: Vec::new(), ..self.clone() }
    }
}
