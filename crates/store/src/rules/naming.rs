//! How operators name people.

/// A name that is shorter could be in anything, so it tells nothing about what it is found in.
pub(crate) const TELLING: usize = 4;

/// What somebody is called.
pub(crate) enum Named {
    /// Our number.
    Number(i64),
    /// The platform's id or the phone number: as it is written, and without what people write between its digits.
    Alias { written: String, bare: String },
}

impl Named {
    /// Reads `#7` or an alias.
    pub(crate) fn read(id: &str) -> Self {
        if let Some(number) = id.strip_prefix('#').and_then(|number| number.parse().ok()) {
            return Self::Number(number);
        }
        // People write phone numbers in many ways, platforms in one.
        let bare = id.chars().filter(|sign| !"+- ().".contains(*sign)).collect();
        Self::Alias { written: id.to_owned(), bare }
    }
}
