//! Addresses among words that are read for signs.

use std::ops::Range;

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

/// A sign as it stands in an address: the same address, and no sign.
pub(super) fn encoded(sign: char) -> String {
    format!("%{:02X}", u32::from(sign))
}

/// Where addresses of the web stand among the words, without what ends a sentence.
pub(super) fn addresses(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = words[from..].find("://").map(|at| from + at) {
        let start = ["https", "http"].into_iter().find_map(|scheme| {
            let start = at.checked_sub(scheme.len())?;
            words.get(start..at)?.eq_ignore_ascii_case(scheme).then_some(start)
        });
        let length = words[at..].find(|c: char| c.is_whitespace() || "<>\")".contains(c));
        let end = length.map_or(words.len(), |length| at + length);
        let address = words[at..end].trim_end_matches(|c| ".,;:!?()'*_~`".contains(c));
        found.extend(start.map(|start| start..at + address.len()));
        from = end.max(at + "://".len());
    }
    found
}
