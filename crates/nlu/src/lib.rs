//! The built-in recogniser: what people mean, by keywords and examples, without a network.
//!
//! Everything is a pure function of the text, its language and its time.
//!
//! - [`Recogniser`] is made of the keywords and examples of the intents, and of the words of the author's own entities.
//! - Built in are the entities `number`, `date`, `email`, `phone` and `url`.
//!
//! How sure it is of an intent says how much of the text it accounts for; see [`Recogniser`].
//!
//! ```
//! use tertulia_core::nlu::Utterance;
//! use tertulia_nlu::Recogniser;
//!
//! let recogniser = Recogniser::new()
//!     .examples("order", ["I want to order a pizza", "quiero pedir una pizza"])
//!     .keywords("hours", ["opening hours", "horario"])
//!     .entity("size", "large", ["large", "big", "grande"]);
//! let at = "2026-11-23T10:00:00Z".parse()?;
//! let meaning = recogniser.recognise(&Utterance::new("I want to order a large pizza for tomorrow", "en", at));
//! assert_eq!(meaning.intents[0].name, "order");
//! let entities: Vec<_> = meaning.entities.iter().map(|entity| (&*entity.name, &*entity.value)).collect();
//! assert_eq!(entities, [("size", "large"), ("date", "2026-11-24")]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod date;
mod entities;
mod recogniser;
mod similarity;
mod word;

pub use recogniser::Recogniser;
