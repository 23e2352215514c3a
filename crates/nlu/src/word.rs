//! Texts as words that can be compared.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A word of a text, with the bytes it stands in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Word {
    /// Lower case and without accents, so that `Menú` is `menu`.
    pub(crate) text: String,
    pub(crate) place: Range<usize>,
}

/// The words of a text: what is made of letters and digits.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        // An apostrophe inside a word is of it: `don't`.
        let apostrophe = matches!(c, '\'' | '’') && start.is_some();
        if c.is_alphanumeric() || is_combining_mark(c) || apostrophe {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            let text = folded(&text[start..at]);
            if !text.is_empty() {
                words.push(Word { text, place: start..at });
            }
        }
    }
    words
}

/// The words without their places.
pub(crate) fn plain(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.text).collect()
}

fn folded(word: &str) -> String {
    let bare = word.nfd().filter(|c| c.is_alphanumeric());
    bare.flat_map(char::to_lowercase).nfc().collect()
}

/// Where a phrase stands among words, word by word.
pub(crate) fn find(phrase: &[String], words: &[Word]) -> Option<Range<usize>> {
    if phrase.is_empty() {
        return None;
    }
    let fits = |window: &[Word]| window.iter().zip(phrase).all(|(word, part)| word.text == *part);
    let at = words.windows(phrase.len()).position(fits)?;
    Some(at..at + phrase.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_whatever_their_case_and_accents() {
        assert_eq!(plain("¡MENÚ del Día, por favor!"), ["menu", "del", "dia", "por", "favor"]);
        assert_eq!(plain("Don't — 3pm; ΣΊΣΥΦΟΣ"), ["dont", "3pm", "σισυφοσ"]);
        assert_eq!(plain("' ¿? …"), [""; 0]);
        let text = "el menú";
        assert_eq!(&text[words(text)[1].place.clone()], "menú");
    }

    #[test]
    fn a_phrase_is_found_word_by_word() {
        let words = words("what are your opening hours today");
        assert_eq!(find(&plain("Opening hours"), &words), Some(3..5));
        assert_eq!(find(&plain("hours opening"), &words), None);
        assert_eq!(find(&[], &words), None);
    }
}
