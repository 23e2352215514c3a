//! What people mean: the words of natural-language understanding, and the trait of what recognises them.
//!
//! A recogniser is given with [`ProgramBuilder::nlu`](crate::program::ProgramBuilder::nlu). It is asked once for an
//! event, and only when no block up to `keyword` took it and there are blocks for meanings: `intent`, `any_intent`,
//! `entity`. A recogniser that fails is as one that understands nothing: the next block is asked.

mod bounded;

pub use bounded::Bounded;

use std::{future::Future, ops::Range, pin::Pin};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Result;

/// A future on the heap, as a recogniser returns it.
pub type Understood<'a> = Pin<Box<dyn Future<Output = Result<Understanding>> + Send + 'a>>;

/// Finds out what a text means.
pub trait Nlu: Send + Sync {
    /// What the text means. If nothing is recognised, the result is empty.
    ///
    /// It may take its time, but nobody waits longer than whoever runs turns allows.
    fn understand<'a>(&'a self, utterance: &'a Utterance) -> Understood<'a>;

    /// Whether it understands the same text the same way at any time. What others understood is kept with the event, so
    /// that a turn that runs again does the same.
    fn is_deterministic(&self) -> bool {
        false
    }
}

/// A text that somebody wrote.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Utterance {
    /// The text as written.
    pub text: String,
    /// The person's language, as a BCP 47 tag.
    pub locale: String,
    /// When it was written: what "tomorrow" begins from.
    pub at: Timestamp,
}

impl Utterance {
    /// A text in a language, written at that time.
    pub fn new(text: impl Into<String>, locale: impl Into<String>, at: Timestamp) -> Self {
        Self { text: text.into(), locale: locale.into(), at }
    }
}

/// What a text means, as far as it was recognised.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct Understanding {
    /// What the person may want, the most likely first.
    pub intents: Vec<Intent>,
    /// What the text speaks of, in its order.
    pub entities: Vec<Entity>,
    /// How it is said: a mood, a greeting.
    pub traits: Vec<Trait>,
    /// The text that was understood, if a hook before it made that another one than was written. The places of entities are
    /// places in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<String>,
}

/// Something that a person wants.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Intent {
    /// Its name: `order`, or with a context `profile_sign_up`.
    pub name: String,
    /// How sure the recogniser is, from 0 to 1. What the numbers between mean is its own affair.
    pub confidence: f64,
}

/// Something that a text speaks of.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Entity {
    /// What kind of thing it is: `number`, `date`, `color`.
    pub name: String,
    /// What it is for in this text, where a recogniser tells: `origin`, `destination`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Which one it is, in a form to work with: `1234.5`, `2026-11-23`, `red`.
    pub value: String,
    /// Where it stands in the text, in bytes.
    pub place: Range<usize>,
}

/// How something is said.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Trait {
    /// What it is about: `sentiment`.
    pub name: String,
    /// What was recognised: `negative`.
    pub value: String,
    /// How sure the recogniser is, from 0 to 1.
    pub confidence: f64,
}

impl Intent {
    /// An intent; the confidence is brought between 0 and 1.
    pub fn new(name: impl Into<String>, confidence: f64) -> Self {
        let confidence = if confidence.is_nan() { 0.0 } else { confidence.clamp(0.0, 1.0) };
        Self { name: name.into(), confidence }
    }
}

impl Entity {
    /// An entity that stands there.
    pub fn new(name: impl Into<String>, value: impl Into<String>, place: Range<usize>) -> Self {
        Self { name: name.into(), role: None, value: value.into(), place }
    }

    /// Whether an `entity` block of that name is for it: `color`, or `color:red` with its value or role.
    pub fn is(&self, named: &str) -> bool {
        let (name, which) = match named.split_once(':') {
            Some((name, which)) => (name, Some(which)),
            None => (named, None),
        };
        let fits = |which| self.value == which || self.role.as_deref() == Some(which);
        self.name == name && which.is_none_or(fits)
    }
}
