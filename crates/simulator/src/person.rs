//! The people who talk to the bot.

use serde::{Deserialize, Serialize};

/// Somebody with a phone on which all platforms are installed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Person {
    /// The name by which tests and scripts speak of the person: `ana`.
    pub id: String,
    /// The name that the platforms show: `Ana`.
    pub name: String,
    /// The language of the phone, as an IETF tag.
    pub language: String,
    /// Which of all people it is, counted from 1. The platforms' ids are made of it.
    pub number: u32,
}

impl Person {
    pub(crate) fn new(id: &str, number: u32) -> Self {
        let mut letters = id.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        let name = first + letters.as_str();
        Self { id: id.to_owned(), name, language: "en".to_owned(), number }
    }
}
