//! One of several things to choose from.

use crate::Wording;

use super::Words;

/// One of the things a field can be.
#[derive(Clone, Debug)]
#[must_use]
pub struct Choice {
    pub(super) name: &'static str,
    pub(super) title: Wording,
    pub(super) words: Words,
}

impl Choice {
    /// A choice by its name, which is stored and stands in the payload of its button (no `/ : # ~ @`), and its title,
    /// which stands on the button.
    pub fn new(name: &'static str, title: impl Into<Wording>) -> Self {
        Self { name, title: title.into(), words: Words(Vec::new()) }
    }

    /// What else may be typed: `"navy"`, `["navy", "dark"]`, or one text with commas between the words.
    pub fn words(mut self, words: impl Into<Words>) -> Self {
        self.words = words.into();
        self
    }
}
