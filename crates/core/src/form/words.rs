//! Words that a person types.

use crate::{Translated, Wording, language::Catalog};

/// Words that mean the same, whatever their case: `"stop"`, `["stop", "no more"]`, or a text with commas between the words. A
/// text that is translated counts in every language of the bot.
#[derive(Clone, Debug)]
pub struct Words(pub(super) Vec<Wording>);

impl From<&str> for Words {
    fn from(word: &str) -> Self {
        Self(vec![word.into()])
    }
}

impl From<Translated> for Words {
    fn from(words: Translated) -> Self {
        Self(vec![words.into()])
    }
}

impl<W: Into<Wording>, const N: usize> From<[W; N]> for Words {
    fn from(words: [W; N]) -> Self {
        Self(words.into_iter().map(Into::into).collect())
    }
}

impl Words {
    /// Whether one of them was written, and nothing else.
    pub(super) fn are_said(&self, text: &str, catalog: &Catalog) -> bool {
        self.0.iter().any(|words| lists(words, text, catalog))
    }
}

/// Whether a text is one of those that stand in another, with commas between them.
pub(super) fn lists(words: &Wording, text: &str, catalog: &Catalog) -> bool {
    let text = fold(text);
    catalog.every_way(words).iter().any(|words| words.split(',').any(|word| fold(word) == text))
}

/// Whether it is that text, in any language.
pub(super) fn is_title(title: &Wording, text: &str, catalog: &Catalog) -> bool {
    let text = fold(text);
    catalog.every_way(title).iter().any(|title| fold(title) == text)
}

/// What makes no difference is gone: case, space around, and marks at the end.
fn fold(text: &str) -> String {
    text.trim().trim_end_matches(['.', '!', '?']).trim_start_matches(['¡', '¿']).trim().to_lowercase()
}
