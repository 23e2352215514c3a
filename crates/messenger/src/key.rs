//! The key by which a redelivery of an element is known.

use jiff::Timestamp;
use serde_json::value::RawValue;
use tertulia_core::Dedupe;

/// What the keys of an element are made of. They are good inside one page.
pub(crate) struct Keys<'a> {
    /// `messaging` or `standby`: where one app answers and another stands by, both may report to the same
    /// webhook, and neither must hide the other.
    pub(crate) list: &'a str,
    /// The PSID, or nothing.
    pub(crate) sender: &'a str,
    /// When it happened.
    pub(crate) at: Timestamp,
    /// The element as received.
    pub(crate) raw: &'a RawValue,
}

impl Keys<'_> {
    /// Of something with an id of its own.
    pub(crate) fn of_id(&self, name: &str, id: &str) -> Dedupe {
        self.of(&[self.list, name, id])
    }

    /// Of something a person did at a time, told apart from other such things by `parts`.
    pub(crate) fn of_moment(&self, name: &str, parts: &[&str]) -> Dedupe {
        let at = self.at.as_millisecond().to_string();
        self.of(&[&[self.list, name, self.sender, &at], parts].concat())
    }

    /// Of anything else: all it says.
    pub(crate) fn of_content(&self, name: &str) -> Dedupe {
        self.of_moment(name, &[self.raw.get()])
    }

    fn of(&self, parts: &[&str]) -> Dedupe {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        Dedupe::of_day(self.at, &parts)
    }
}
