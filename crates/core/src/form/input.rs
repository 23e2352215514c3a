//! What the person said or sent, as a field reads it.

use jiff::{civil::Date, tz::TimeZone};

use crate::{Attachments, Translated, Turn};

use super::words;

/// What the person said or sent in answer to a question.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    turn: &'a Turn,
}

impl<'a> Input<'a> {
    pub(super) fn new(turn: &'a Turn) -> Self {
        Self { turn }
    }

    /// What was written, without space around it; also the caption of what was sent.
    pub fn text(&self) -> Option<&'a str> {
        self.turn.event().text().map(str::trim).filter(|text| !text.is_empty())
    }

    /// What was sent besides text.
    pub fn attachments(&self) -> Option<&'a Attachments> {
        self.turn.event().attachments()
    }

    /// The person's language, as a BCP 47 tag.
    pub fn locale(&self) -> String {
        self.turn.locale()
    }

    /// The day on which it was said, by UTC: platforms do not tell where a person is.
    pub fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.turn.event().at).date()
    }

    /// Whether exactly one of the words was written that stand in a text, with commas between them. Those of every
    /// language count.
    pub fn is_one_of(&self, words: Translated) -> bool {
        self.text().is_some_and(|text| words::lists(&words.into(), text, self.turn.catalog()))
    }
}
