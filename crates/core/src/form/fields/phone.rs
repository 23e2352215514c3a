//! Phone numbers.

use std::{fmt, str::FromStr};

use serde_json::Value;

use crate::{
    Wording,
    form::{FieldType, Input, Misread},
    t,
};

/// A phone number: 7 to 15 digits (E.164 has no more), after a `+` if it is an international one. Whether somebody answers
/// it, only a call can tell.
///
/// ```
/// use tertulia_core::form::Phone;
///
/// let phone: Phone = "00 34 (600) 123-456".parse().unwrap();
/// assert_eq!(phone.as_str(), "+34600123456");
/// assert!(phone.is_international());
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Phone(String);

/// Why a text is no [`Phone`].
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not a phone number; one looks like +34 600 123 456")]
#[non_exhaustive]
pub struct NoPhone;

impl Phone {
    /// The digits, after a `+` if it is an international number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it begins with the code of a country. If not, which country it is of is not known.
    pub fn is_international(&self) -> bool {
        self.0.starts_with('+')
    }
}

impl FromStr for Phone {
    type Err = NoPhone;

    fn from_str(text: &str) -> Result<Self, NoPhone> {
        let text = text.trim();
        let (plus, rest) = text.strip_prefix('+').map_or(("", text), |rest| ("+", rest));
        let is_mark = |c: char| c.is_whitespace() || "-–./()".contains(c);
        if !rest.chars().all(|c| c.is_ascii_digit() || is_mark(c)) {
            return Err(NoPhone);
        }
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        let (plus, digits) = match digits.strip_prefix("00") {
            Some(rest) if plus.is_empty() => ("+", rest),
            _ => (plus, digits.as_str()),
        };
        let no_country = !plus.is_empty() && digits.starts_with('0');
        if !(7..=15).contains(&digits.len()) || no_country {
            return Err(NoPhone);
        }
        Ok(Self(format!("{plus}{digits}")))
    }
}

/// What was written, or the first number of a card of an address book.
impl FieldType for Phone {
    fn read(input: &Input<'_>) -> Result<Self, Misread> {
        let cards = input.attachments().into_iter().flat_map(|sent| sent.contacts());
        let mut numbers = cards.flat_map(|card| &card.phones).map(String::as_str).chain(input.text());
        numbers
            .find_map(|number| number.parse().ok())
            .ok_or_else(|| Misread::new(t!("tertulia-form-no-phone")))
    }

    fn store(&self) -> Value {
        self.as_str().into()
    }

    fn restore(stored: &Value) -> Option<Self> {
        stored.as_str()?.parse().ok()
    }

    fn shown(&self) -> Wording {
        self.as_str().into()
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_between_digits_make_no_difference() {
        for (text, phone) in [
            ("+34 600 123 456", "+34600123456"),
            ("0034600123456", "+34600123456"),
            ("(030) 123-45.67", "0301234567"),
            ("555 0134", "5550134"),
        ] {
            assert_eq!(text.parse::<Phone>().map(|phone| phone.0), Ok(phone.to_owned()));
        }
    }

    #[test]
    fn other_texts_are_no_numbers() {
        for text in [
            "",
            "+",
            "123456",
            "1234567890123456",
            "call me",
            "600 123 45x",
            "+0 600 123 456",
            "++34600123456",
        ] {
            assert_eq!(text.parse::<Phone>(), Err(NoPhone), "{text}");
        }
    }
}
