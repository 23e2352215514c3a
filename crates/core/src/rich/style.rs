//! What a stretch of text can look like, or lead to.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Url;

/// What a stretch of text looks like, or where it leads.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strikethrough,
    /// Hidden until it is touched.
    Spoiler,
    /// Letters of one width, within a line. Nothing in it is styled otherwise.
    Code,
    /// Lines in letters of one width, in that language. Nothing in it is styled otherwise.
    Preformatted(Option<Language>),
    /// Leads to an address.
    Link(Url),
    /// Lines that are quoted.
    Quote,
}

impl Style {
    /// Whether it takes whole lines.
    pub fn is_block(&self) -> bool {
        matches!(self, Self::Preformatted(_) | Self::Quote)
    }

    /// Of two that cover the same stretch, the one of lower rank is outside. Where two cross, that of higher rank
    /// is cut.
    pub(super) fn rank(&self) -> usize {
        match self {
            Self::Quote => 0,
            Self::Preformatted(_) => rank::LINES,
            Self::Link(_) => rank::LINK,
            Self::Code => rank::CODE,
            Self::Bold => 4,
            Self::Italic => 5,
            Self::Underline => 6,
            Self::Strikethrough => 7,
            Self::Spoiler => 8,
        }
    }
}

/// The ranks that have rules of their own. Above that of code there is emphasis.
pub(super) mod rank {
    pub(in super::super) const LINES: usize = 1;
    pub(in super::super) const LINK: usize = 2;
    pub(in super::super) const CODE: usize = 3;
    pub(in super::super) const COUNT: usize = 9;
}

/// The language of preformatted lines, such as `rust`: one word.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(Arc<str>);

impl Language {
    /// The language of that name, if it is one word.
    pub fn new(name: &str) -> Option<Self> {
        let is_word = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control());
        is_word.then(|| Self(name.into()))
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0.as_ref().to_owned()
    }
}

impl TryFrom<String> for Language {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::new(&name).ok_or("the name of a language is one word")
    }
}
