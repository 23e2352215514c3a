//! Platforms by their names.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tertulia_core::Platform;

/// The platforms by the names the database has for them.
#[derive(Debug)]
pub(crate) struct Platforms(Mutex<Vec<Platform>>);

impl Platforms {
    /// Those that are built in.
    pub(crate) fn new() -> Self {
        Self(Mutex::new(vec![Platform::MESSENGER, Platform::TELEGRAM, Platform::WHATSAPP]))
    }

    /// Remembers a platform.
    pub(crate) fn learn(&self, platform: Platform) {
        let mut known = self.known();
        if !known.contains(&platform) {
            known.push(platform);
        }
    }

    /// The platform of that name.
    pub(crate) fn named(&self, name: &str) -> Platform {
        let found = self.known().iter().copied().find(|platform| platform.as_str() == name);
        found.unwrap_or_else(|| {
            // An account of an earlier run whose platform this one has not named yet. The name has to live as
            // long as the process; there are as many as there are platforms.
            let platform = Platform::new(String::leak(name.to_owned()));
            self.learn(platform);
            platform
        })
    }

    fn known(&self) -> MutexGuard<'_, Vec<Platform>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
