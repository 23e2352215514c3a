//! The name of a platform.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A messaging platform, by name.
///
/// It is open: a crate for a fourth platform makes its own with [`Platform::new`].
///
/// ```
/// use tertulia_core::Platform;
///
/// assert_eq!(Platform::TELEGRAM.to_string(), "telegram");
/// ```
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Platform(&'static str);

impl Platform {
    /// Messenger, Meta's chat of Facebook pages.
    pub const MESSENGER: Self = Self("messenger");
    /// Telegram, by its Bot API.
    pub const TELEGRAM: Self = Self("telegram");
    /// WhatsApp, by its Cloud API.
    pub const WHATSAPP: Self = Self("whatsapp");

    /// A platform of the given name: lower case, as it stands in configuration and database.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name, as it stands in configuration and database.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Debug for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl Serialize for Platform {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Platform {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|name| Self::named(&name))
    }
}

impl Platform {
    /// The platform of that name, which has to live as long as the process: there are as many as there are platforms.
    fn named(name: &str) -> Self {
        static OTHERS: Mutex<Vec<Platform>> = Mutex::new(Vec::new());
        let mut others = OTHERS.lock().unwrap_or_else(PoisonError::into_inner);
        let known = [Self::MESSENGER, Self::TELEGRAM, Self::WHATSAPP];
        let mut all = known.iter().chain(&*others);
        all.find(|platform| platform.0 == name).copied().unwrap_or_else(|| {
            let platform = Self(String::leak(name.to_owned()));
            others.push(platform);
            platform
        })
    }
}
