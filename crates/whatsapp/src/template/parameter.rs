//! What goes into a place of a template's body.

use serde_json::{Value, json};
use tertulia_core::{Native, Wording};

/// What goes into a place of a template's body.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Parameter {
    /// A text: one line, 1024 characters at most, without tabs and more than four blanks in a row. What people wrote is
    /// brought into that form by [`one_line`](crate::one_line).
    Text(Wording),
    /// An amount of money, written as people there write it.
    Currency {
        /// How it is written where that is not known.
        fallback: Wording,
        /// The currency, by ISO 4217: `EUR`.
        code: String,
        /// The amount times 1000.
        amount_1000: i64,
    },
    /// A date or time. Only what is given here is shown.
    DateTime(Wording),
}

impl Parameter {
    /// An amount of money: how it is written, the currency by ISO 4217, and the amount times 1000.
    ///
    /// ```
    /// use tertulia_whatsapp::Parameter;
    ///
    /// let price = Parameter::currency("29.90 €", "EUR", 29_900);
    /// ```
    pub fn currency(fallback: impl Into<Wording>, code: impl Into<String>, amount_1000: i64) -> Self {
        Self::Currency { fallback: fallback.into(), code: code.into(), amount_1000 }
    }

    /// A date or time, as it shall be shown.
    pub fn date_time(shown: impl Into<Wording>) -> Self {
        Self::DateTime(shown.into())
    }

    /// What is read of it.
    pub(super) fn wording(&self) -> &Wording {
        match self {
            Self::Text(text) | Self::DateTime(text) => text,
            Self::Currency { fallback, .. } => fallback,
        }
    }

    pub(super) fn write(self, native: &mut Native) -> Value {
        match self {
            Self::Text(text) => json!({ "type": "text", "text": native.text(text) }),
            Self::Currency { fallback, code, amount_1000 } => json!({
                "type": "currency",
                "currency": { "fallback_value": native.text(fallback), "code": code, "amount_1000": amount_1000 },
            }),
            Self::DateTime(shown) => {
                json!({ "type": "date_time", "date_time": { "fallback_value": native.text(shown) } })
            }
        }
    }
}

impl<T: Into<Wording>> From<T> for Parameter {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}
