//! How alike two texts are.

use std::collections::{HashMap, HashSet};

use crate::word::plain;

/// The examples of all intents, with how telling each word is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Examples {
    /// The words of each example, and the intent it is of.
    examples: Vec<(usize, Vec<String>)>,
    /// In how many intents a word occurs.
    spread: HashMap<String, HashSet<usize>>,
}

impl Examples {
    pub(crate) fn add(&mut self, intent: usize, text: &str) {
        let words = plain(text);
        for word in &words {
            self.spread.entry(word.clone()).or_default().insert(intent);
        }
        if !words.is_empty() {
            self.examples.push((intent, words));
        }
    }

    /// How alike the text is to the likest example of each intent, from 0 to 1: twice the weight of the words they
    /// share, by the weight of all words of both. 1 are the same words in any order, 0 is no word in common.
    pub(crate) fn likeness(&self, words: &[String], intents: usize) -> Vec<f64> {
        let mut likeness = vec![0.0_f64; intents];
        let weights = |words: &[String]| words.iter().map(|word| self.weight(word, intents)).sum::<f64>();
        let own = weights(words);
        for (intent, example) in &self.examples {
            let shared = weights(&shared(words, example));
            let both = own + weights(example);
            likeness[*intent] = likeness[*intent].max((2.0 * shared / both).min(1.0));
        }
        likeness
    }

    /// A word that occurs in every intent tells little, and one of a single intent, or of none, tells most.
    fn weight(&self, word: &str, intents: usize) -> f64 {
        let spread = self.spread.get(word).map_or(1, HashSet::len);
        (1.0 + intents as f64 / spread as f64).ln()
    }
}

/// The words that are in both, each as often as in both.
fn shared(words: &[String], example: &[String]) -> Vec<String> {
    let mut left: Vec<&String> = example.iter().collect();
    let mut shared = Vec::new();
    for word in words {
        if let Some(at) = left.iter().position(|other| *other == word) {
            shared.push(left.swap_remove(at).clone());
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn likeness(examples: &[(usize, &str)], text: &str) -> Vec<f64> {
        let intents = examples.iter().map(|(intent, _)| intent + 1).max().unwrap_or(0);
        let mut all = Examples::default();
        for (intent, example) in examples {
            all.add(*intent, example);
        }
        all.likeness(&plain(text), intents)
    }

    #[test]
    fn the_same_words_are_alike_and_no_common_word_is_not() {
        let examples = [(0, "order a pizza"), (1, "cancel my order"), (1, "cancel")];
        assert!(likeness(&examples, "A pizza: order!")[0] > 1.0 - 1e-9);
        assert_eq!(likeness(&examples, "hello there"), [0.0, 0.0]);
        let [order, cancel] = likeness(&examples, "cancel the order")[..] else { panic!() };
        assert!(cancel > 0.6 && order < 0.4, "{order} {cancel}");
    }

    #[test]
    fn words_of_every_intent_tell_little() {
        let examples = [(0, "I want pizza"), (1, "I want help"), (2, "I want out")];
        let [pizza, help, out] = likeness(&examples, "I want pizza now")[..] else { panic!() };
        assert!(pizza > 0.7 && help < 0.5 && help == out, "{pizza} {help}");
    }

    proptest! {
        #[test]
        fn likeness_is_a_share(examples in vec((0..4_usize, "[a-d ]{0,12}"), 0..8), text in "[a-e ]{0,12}") {
            let examples: Vec<_> = examples.iter().map(|(intent, text)| (*intent, text.as_str())).collect();
            for share in likeness(&examples, &text) {
                prop_assert!((0.0..=1.0).contains(&share), "{share}");
            }
        }
    }
}
