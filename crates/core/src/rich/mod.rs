//! Rich text: words with bold, links, quotes, whichever way each platform writes them.
//!
//! A [`RichText`] is the words and [`Span`]s over them, a small tree laid flat. It is written by hand, or read
//! from HTML or Markdown:
//!
//! ```
//! use tertulia_core::RichText;
//!
//! let ana = "<b>ana</b>"; // whatever people are called stays a text
//! let by_hand = RichText::new().text("Hi ").bold(ana).text("!");
//! let read = RichText::html("Hi <b>&lt;b&gt;ana&lt;/b&gt;</b>!")?;
//! assert_eq!(by_hand, read);
//! assert_eq!(by_hand.plain(), "Hi <b>ana</b>!");
//! # Ok::<(), tertulia_core::rich::RichTextError>(())
//! ```
//!
//! Which markup a platform has for it is known to the adapters alone.

mod build;
mod error;
mod html;
mod json;
mod markdown;
mod nest;
mod plain;
pub(crate) mod shield;
mod span;
mod split;
mod style;
mod text;
mod url;

pub use error::{Mistake, RichTextError};
pub use span::Span;
pub use style::{Language, Style};
pub use text::RichText;
pub use url::{InvalidUrl, Url};

#[cfg(test)]
mod tests;
