//! Addresses among words that are read for signs.

/// The same address without signs: `%2A` means the same as `*`. `_` inside a word is none.
pub(super) fn harmless(address: &str) -> String {
    let mut harmless = String::with_capacity(address.len());
    let mut before = None;
    let mut rest = address.chars().peekable();
    while let Some(c) = rest.next() {
        let is_inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '*' => harmless.push_str("%2A"),
            '~' => harmless.push_str("%7E"),
            '`' => harmless.push_str("%60"),
            '_' if !(is_inside(before) && is_inside(rest.peek().copied())) => harmless.push_str("%5F"),
            _ => harmless.push(c),
        }
        before = Some(c);
    }
    harmless
}
