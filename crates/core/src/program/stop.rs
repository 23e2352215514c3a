//! The words by which people say that they want no messages, or want them again.

use std::collections::HashSet;

use crate::{Event, block::Names, event::EventKind};

use super::{ProgramBuilder, index::keyword_key};

/// The words, in the form in which they are compared.
#[derive(Debug)]
pub(super) struct StopWords {
    stop: HashSet<String>,
    start: HashSet<String>,
}

impl Default for StopWords {
    fn default() -> Self {
        let words = |words: [&str; 3]| words.map(str::to_owned).into();
        Self { stop: words(["stop", "unsubscribe", "baja"]), start: words(["start", "subscribe", "alta"]) }
    }
}

impl ProgramBuilder {
    /// The words by which people say that they want no messages that answer nothing, in every language of the bot: by
    /// default `STOP`, `UNSUBSCRIBE` and `BAJA`. See [`User::stopped`](crate::User::stopped).
    ///
    /// One counts if it is all that is written to the bot, in whatever case, also as a command: `/stop`.
    pub fn stop_words(mut self, words: impl Into<Names>) -> Self {
        self.stop_words.stop = words.into().0.iter().map(|word| key(word)).collect();
        self
    }

    /// The words by which people say that they want such messages again: by default `START`, `SUBSCRIBE` and `ALTA`.
    pub fn start_words(mut self, words: impl Into<Names>) -> Self {
        self.stop_words.start = words.into().0.iter().map(|word| key(word)).collect();
        self
    }
}

impl StopWords {
    /// Whether the event says that the person wants no messages, or wants them again. `None` if it says neither.
    pub(super) fn heard(&self, event: &Event) -> Option<bool> {
        let EventKind::Text { text, command } = &event.kind else { return None };
        if !event.addressed {
            return None;
        }
        let word = command.as_ref().map_or_else(|| key(text), |command| key(&command.name));
        if self.stop.contains(&word) {
            return Some(true);
        }
        self.start.contains(&word).then_some(false)
    }
}

/// The form by which the words are compared: without case, and without what people put around them.
fn key(text: &str) -> String {
    keyword_key(text.trim_matches(|c: char| !c.is_alphanumeric()))
}
