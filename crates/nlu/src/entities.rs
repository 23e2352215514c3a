//! The built-in entities.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;
use tertulia_core::{
    nlu::{Entity, Utterance},
    number,
};

use crate::{date, word::Word};

/// An address as people have them; whether there is such a mailbox only a mail can tell.
static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| rule(r"(?i)[a-z0-9._%+-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}"));

/// An address with its scheme, or beginning with `www.`.
static URL: LazyLock<Regex> = LazyLock::new(|| rule(r#"(?i)\b(?:https?://|www\.)[^\s<>"]+"#));

/// Digits with what is written between those of telephones.
static PHONE: LazyLock<Regex> = LazyLock::new(|| rule(r"\+?\(?\d[\d ().\-\u{a0}]{5,}\d"));

/// What ends a sentence rather than an address.
const SENTENCE: [char; 8] = ['.', ',', ';', ':', '!', '?', ')', '\''];

fn rule(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the tests use every rule")
}

/// What the text speaks of, as far as rules tell. Nothing is two things: what is part of an address is no number.
pub(crate) fn of(utterance: &Utterance, words: &[Word]) -> Vec<Entity> {
    let text = utterance.text.as_str();
    let mut found = Vec::new();
    for address in URL.find_iter(text) {
        let url = address.as_str().trim_end_matches(SENTENCE);
        add(&mut found, "url", url.to_owned(), address.start()..address.start() + url.len());
    }
    for address in EMAIL.find_iter(text) {
        add(&mut found, "email", address.as_str().to_lowercase(), address.range());
    }
    for (value, place) in date::find(words, text, utterance) {
        add(&mut found, "date", value.to_string(), place);
    }
    for written in PHONE.find_iter(text) {
        if let Some(phone) = phone(written.as_str()) {
            add(&mut found, "phone", phone, written.range());
        }
    }
    for (number, place) in number::find_with_places(text, &utterance.locale) {
        add(&mut found, "number", number.to_string(), place);
    }
    found
}

fn add(found: &mut Vec<Entity>, name: &str, value: String, place: Range<usize>) {
    let overlaps = |other: &Entity| other.place.start < place.end && place.start < other.place.end;
    // Several numbers of one place, such as `1,2,3`, are no obstacle to each other.
    let taken = found.iter().any(|other| overlaps(other) && (name != "number" || other.name != "number"));
    if !taken {
        found.push(Entity::new(name, value, place));
    }
}

/// The number to dial: `+` if it is there, and 7 to 15 digits (E.164). Without a `+` it needs to be written in groups, or
/// be as long as only telephones' are.
fn phone(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let international = written.starts_with('+');
    let grouped = written.contains([' ', '-', '(', '\u{a0}']);
    let length = if international || grouped { 7..=15 } else { 9..=15 };
    if !length.contains(&digits.len()) || (written.contains('.') && !international) {
        return None;
    }
    Some(if international { format!("+{digits}") } else { digits })
}
