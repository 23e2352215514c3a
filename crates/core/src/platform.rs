//! The name of a platform.

use std::fmt;

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
