//! Of whom it is told what happened in a turn.

use serde::Deserialize;

/// The person a trace is about, by a name that the platform has for them.
#[derive(Deserialize)]
pub(crate) struct About {
    pub(crate) platform: String,
    pub(crate) user: String,
}

impl About {
    /// Reads it. `None` if it is no trace, or about nobody.
    pub(crate) fn read(trace: &str) -> Option<Self> {
        serde_json::from_str(trace).ok().filter(|about: &Self| !about.user.is_empty())
    }

    /// Whether it is somebody with one of these names.
    pub(crate) fn is_one_of(&self, platform: &str, names: &[String]) -> bool {
        self.platform == platform && names.contains(&self.user)
    }
}
