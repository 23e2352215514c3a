//! The recogniser.

use std::future::ready;

use tertulia_core::nlu::{Entity, Intent, Nlu, Understanding, Understood, Utterance};

use crate::{
    entities,
    similarity::Examples,
    word::{Word, find, plain, words},
};

/// How sure a keyword makes of its intent: surer than the usual threshold of 0.7, less than an example that says it all.
const KEYWORD: f64 = 0.8;

/// Recognises intents by keywords and examples, and entities by rules and the author's own words.
///
/// The confidence of an intent is that of what speaks for it most:
///
/// - an example: twice the weight of the words that text and example share, by the weight of all words of both. The
///   same words in any order are 1, no common word is 0. A word weighs less the more intents have it in their
///   examples.
/// - a keyword or phrase that stands in the text: 0.8.
///
/// Case and accents do not matter. Examples of all languages may stand side by side. It knows no grammar and learns
/// nothing: for a few dozen intents of one bot that is enough, and the same text always means the same.
#[derive(Clone, Debug, Default)]
pub struct Recogniser {
    intents: Vec<String>,
    examples: Examples,
    /// The words of each keyword, and the intent it is of.
    keywords: Vec<(usize, Vec<String>)>,
    entities: Vec<Listed>,
}

/// A phrase that stands for a value of an entity.
#[derive(Clone, Debug)]
struct Listed {
    name: String,
    value: String,
    phrase: Vec<String>,
}

impl Recogniser {
    /// Recognises the built-in entities, and no intent yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds things that people say who want that.
    #[must_use]
    pub fn examples<S: AsRef<str>>(mut self, intent: &str, examples: impl IntoIterator<Item = S>) -> Self {
        let at = self.intent(intent);
        for example in examples {
            self.examples.add(at, example.as_ref());
        }
        self
    }

    /// Adds words and phrases that mean that wherever they stand.
    #[must_use]
    pub fn keywords<S: AsRef<str>>(mut self, intent: &str, keywords: impl IntoIterator<Item = S>) -> Self {
        let at = self.intent(intent);
        self.keywords.extend(keywords.into_iter().map(|keyword| (at, plain(keyword.as_ref()))));
        self
    }

    /// Adds a value of an entity, with the words and phrases that stand for it.
    #[must_use]
    pub fn entity<S: AsRef<str>>(
        mut self,
        name: &str,
        value: &str,
        phrases: impl IntoIterator<Item = S>,
    ) -> Self {
        self.entities.extend(phrases.into_iter().map(|phrase| Listed {
            name: name.to_owned(),
            value: value.to_owned(),
            phrase: plain(phrase.as_ref()),
        }));
        self
    }

    /// What a text means.
    pub fn recognise(&self, utterance: &Utterance) -> Understanding {
        let words = words(&utterance.text);
        let mut meaning = Understanding::default();
        meaning.intents = self.intents_of(&words);
        meaning.entities = self.listed(&words);
        meaning.entities.extend(entities::of(utterance, &words));
        meaning.entities.sort_by_key(|entity| entity.place.start);
        meaning
    }

    fn intents_of(&self, words: &[Word]) -> Vec<Intent> {
        let texts: Vec<_> = words.iter().map(|word| word.text.clone()).collect();
        let mut confidences = self.examples.likeness(&texts, self.intents.len());
        for (intent, keyword) in &self.keywords {
            if find(keyword, words).is_some() {
                confidences[*intent] = confidences[*intent].max(KEYWORD);
            }
        }
        let mut intents: Vec<_> =
            self.intents.iter().zip(confidences).filter(|(_, sure)| *sure > 0.0).collect();
        // Equally likely ones stay as declared.
        intents.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        intents.into_iter().map(|(name, sure)| Intent::new(name, sure)).collect()
    }

    /// The author's entities: each phrase where it stands first.
    fn listed(&self, words: &[Word]) -> Vec<Entity> {
        let stands = |listed: &Listed| {
            let at = find(&listed.phrase, words)?;
            let place = words[at.start].place.start..words[at.end - 1].place.end;
            Some(Entity::new(&*listed.name, &*listed.value, place))
        };
        self.entities.iter().filter_map(stands).collect()
    }

    fn intent(&mut self, name: &str) -> usize {
        self.intents.iter().position(|known| known == name).unwrap_or_else(|| {
            self.intents.push(name.to_owned());
            self.intents.len() - 1
        })
    }
}

impl Nlu for Recogniser {
    fn understand<'a>(&'a self, utterance: &'a Utterance) -> Understood<'a> {
        Box::pin(ready(Ok(self.recognise(utterance))))
    }

    fn is_deterministic(&self) -> bool {
        true
    }
}
