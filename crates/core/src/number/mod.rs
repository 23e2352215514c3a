//! Numbers as people write them.
//!
//! ```
//! use tertulia_core::number::find;
//!
//! let written = |text: &str, locale: &str| -> Vec<String> {
//!     find(text, locale).iter().map(ToString::to_string).collect()
//! };
//! assert_eq!(written("-1,234.50 or 7", "en"), ["-1234.5", "7"]);
//! assert_eq!(written("1.234,5", "es"), ["1234.5"]);
//! assert_eq!(written("12,34,567", "en-IN"), ["1234567"]);
//! ```

mod digit;
mod separators;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use digit::digit;
use separators::Separators;

/// An exact decimal number, of any length.
///
/// It is kept as digits, so nothing is rounded: `0.1` is a tenth. [`Number::to`] makes any type of it that reads
/// decimals.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Number(String);

impl Number {
    /// The number as a type that reads decimals: `u8`, `i64`, `f64`, a decimal type of your choice. `None` if it does
    /// not fit there.
    pub fn to<T: FromStr>(&self) -> Option<T> {
        self.0.parse().ok()
    }

    /// Whether it is whole.
    pub fn is_integer(&self) -> bool {
        !self.0.contains('.')
    }

    /// An optional `-`, digits, and if it is not whole a point and digits: `-1234.5`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Of digits, without zeros that say nothing, so that equal numbers are equal.
    fn new(negative: bool, whole: &str, fraction: &str) -> Self {
        let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
        let fraction = fraction.trim_end_matches('0');
        let sign = if negative && (whole != "0" || !fraction.is_empty()) { "-" } else { "" };
        Self(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The numbers in a text, in order, read as in that language (a BCP 47 tag).
///
/// - What can be read in one way only is read so in every language: `1,234.5`, `1.234,5`, `1'234`, `1.234.567`.
/// - A single separator means what it means in that language: `1.234` is 1234 in Spanish. If it cannot mean that,
///   it is a decimal separator: `1.5` is 1.5 in Spanish too.
/// - What cannot be one number is several: `1,2,3`, and the parts of a date.
/// - Digits of a word (`b2b`) are no numbers; those with a unit behind (`5kg`) are.
/// - A `-` or `+` before the digits is a sign, unless something stands before it: `5-3` is 5 and 3.
pub fn find(text: &str, locale: &str) -> Vec<Number> {
    find_with_places(text, locale).into_iter().map(|(number, _)| number).collect()
}

/// The numbers with the bytes of the text they stand in, sign included. The parts of what is several numbers share a
/// place.
pub fn find_with_places(text: &str, locale: &str) -> Vec<(Number, std::ops::Range<usize>)> {
    let separators = Separators::of(locale);
    let mut found = Vec::new();
    let mut rest = Scan::new(text);
    while let Some(token) = rest.next_token(&separators) {
        let place = token.start..token.end;
        found.extend(token.numbers(&separators).into_iter().map(|number| (number, place.clone())));
    }
    found
}

/// Whether there is a number in a text. The language does not matter for that.
pub(crate) fn is_in(text: &str) -> bool {
    Scan::new(text).next_token(&Separators::of("en")).is_some()
}

/// Digits with separators between them.
struct Token {
    negative: bool,
    /// The digits, as ASCII.
    parts: Vec<String>,
    /// What stands between the parts.
    between: Vec<char>,
    start: usize,
    end: usize,
}

/// A text that is read from left to right.
struct Scan<'t> {
    text: &'t str,
    chars: Vec<(usize, char)>,
    at: usize,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, chars: text.char_indices().collect(), at: 0 }
    }

    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|&(_, c)| c)
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |&(byte, _)| byte)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.char(at).is_some_and(|c| digit(c).is_some())
    }

    /// The next number, or numbers that hang together.
    fn next_token(&mut self, separators: &Separators) -> Option<Token> {
        loop {
            while self.at < self.chars.len() && !self.is_digit(self.at) {
                self.at += 1;
            }
            if self.at == self.chars.len() {
                return None;
            }
            let first = self.at;
            let token = self.read(separators);
            let of_a_word = self.before(first).is_some_and(|c| c.is_alphabetic() || c == '_');
            if !of_a_word {
                return Some(token);
            }
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.char(at.checked_sub(1)?)
    }

    /// Reads from a digit on.
    fn read(&mut self, separators: &Separators) -> Token {
        let first = self.at;
        let mut token = Token { negative: false, parts: vec![], between: vec![], start: first, end: first };
        loop {
            token.parts.push(self.digits());
            let Some(between) = self.char(self.at).filter(|_| self.is_digit(self.at + 1)) else { break };
            let joins = match between {
                ' ' => separators.groups_by_space && self.three_digits_follow(),
                between => separators::is_one(between),
            };
            if !joins {
                break;
            }
            token.between.push(between);
            self.at += 1;
        }
        // `.5` without a zero before it.
        let mut start = first;
        if let Some(point @ ('.' | ',')) = self.before(first)
            && !self.before(first - 1).is_some_and(char::is_alphanumeric)
            && token.between.is_empty()
            && !self.is_mark_before(first - 1)
        {
            token.parts.insert(0, "0".to_owned());
            token.between.push(if separators.groups(point) { separators.decimal } else { point });
            start = first - 1;
        }
        let sign_at = if self.before(start).is_some_and(is_currency) { start - 1 } else { start };
        if let Some(sign @ ('-' | '−' | '+')) = self.before(sign_at) {
            let bound = self.before(sign_at - 1).is_some_and(|c| c.is_alphanumeric() || is_sign(c));
            if !bound {
                token.negative = sign != '+';
                start = sign_at - 1;
            }
        }
        (token.start, token.end) = (self.byte(start), self.byte(self.at));
        token
    }

    /// Whether a separator stands before this one, as in `...5`.
    fn is_mark_before(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| matches!(c, '.' | ','))
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(digit) = self.char(self.at).and_then(digit) {
            digits.push(digit);
            self.at += 1;
        }
        digits
    }

    /// Whether exactly three digits follow the separator here.
    fn three_digits_follow(&self) -> bool {
        (1..=3).all(|ahead| self.is_digit(self.at + ahead)) && !self.is_digit(self.at + 4)
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '-' | '−' | '+')
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹')
}

impl Token {
    fn numbers(&self, separators: &Separators) -> Vec<Number> {
        if let Some(number) = self.one(separators) {
            return vec![number];
        }
        let negative = |at: usize| at == 0 && self.negative;
        self.parts.iter().enumerate().map(|(at, part)| Number::new(negative(at), part, "")).collect()
    }

    /// All of it as one number, if it can be one.
    fn one(&self, separators: &Separators) -> Option<Number> {
        let whole = |parts: &[String]| Number::new(self.negative, &parts.concat(), "");
        let decimal =
            |parts: &[String], fraction: &str| Some(Number::new(self.negative, &parts.concat(), fraction));
        let (fraction, before) = self.parts.split_last()?;
        let Some((&last, others)) = self.between.split_last() else { return Some(whole(&self.parts)) };
        let same = others.iter().all(|&other| separators::same(other, last));
        if !same {
            // Two kinds: the last one separates the decimals.
            let grouping = others.windows(2).all(|pair| separators::same(pair[0], pair[1]));
            let one = separators::may_be_decimal(last) && grouping && are_groups(before);
            return if one { decimal(before, fraction) } else { None };
        }
        let groups = are_groups(&self.parts);
        if !separators::may_be_decimal(last) || !others.is_empty() {
            return groups.then(|| whole(&self.parts));
        }
        if separators.groups(last) && groups { Some(whole(&self.parts)) } else { decimal(before, fraction) }
    }
}

/// Whether digits are grouped as people do: by threes; or in India by twos, and the last by three.
fn are_groups(parts: &[String]) -> bool {
    let [first, groups @ .., last] = parts else { return true };
    let head = !first.starts_with('0') && last.len() == 3;
    let by = |size: usize| first.len() <= size && groups.iter().all(|group| group.len() == size);
    head && (by(3) || by(2))
}
