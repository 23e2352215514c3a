//! The marked parts of a text.

use serde::Deserialize;

use super::{lenient, user::User};

/// <https://core.telegram.org/bots/api#messageentity>
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Entity {
    #[serde(rename = "type", deserialize_with = "lenient")]
    pub(super) kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    offset: Option<usize>,
    #[serde(deserialize_with = "lenient")]
    length: Option<usize>,
    #[serde(deserialize_with = "lenient")]
    pub(super) user: Option<User>,
}

impl Entity {
    /// Whether it is of this kind.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// What is before, inside and behind it. `None` if it does not lie between whole characters of the text.
    pub(super) fn split<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str, &'t str)> {
        let (before, rest) = split_utf16(text, self.offset?)?;
        let (inside, behind) = split_utf16(rest, self.length?)?;
        Some((before, inside, behind))
    }
}

/// Splits a text after so many UTF-16 code units, in which Telegram counts.
fn split_utf16(text: &str, units: usize) -> Option<(&str, &str)> {
    let mut left = units;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return Some(text.split_at(at));
        }
        left = left.checked_sub(c.len_utf16())?;
    }
    (left == 0).then_some((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf16_units() {
        assert_eq!(split_utf16("a🤷é/x", 4), Some(("a🤷é", "/x")));
        assert_eq!(split_utf16("a🤷", 3), Some(("a🤷", "")));
        assert_eq!(split_utf16("", 0), Some(("", "")));
        assert_eq!(split_utf16("a🤷", 2), None, "inside a surrogate pair");
        assert_eq!(split_utf16("a🤷", 4), None, "behind the end");
        assert_eq!(split_utf16("a", usize::MAX), None);
    }
}
