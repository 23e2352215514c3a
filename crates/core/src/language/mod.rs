//! The bot's words in several languages, as [Fluent](https://projectfluent.org) messages.
//!
//! A text is written once per language, in FTL, and named where it is said:
//!
//! ```text
//! # locales/en.ftl
//! hello = Hello { $name }!
//!     .or1 = Good to see you, { $name }.
//! apples = { $count ->
//!     [one] One apple
//!    *[other] { $count } apples
//! }
//! menu = What will it be?
//!     .open = Menu
//! ```
//!
//! ```
//! use tertulia_core::{Context, User, t};
//!
//! let main = Context::new("main")
//!     .keyword("hi", |user: User| t!("hello", name = user.name().unwrap_or("friend")))
//!     .keyword("how many", || t!("apples", count = 3));
//! ```
//!
//! - [`t!`](crate::t) is lazy: which language it is in is decided when the reply is planned, for the person it goes to.
//! - **Variants**: attributes `.or1`, `.or2` … stand beside the value, and one of them all is said, picked by chance.
//!   The chance is that of the turn: when a turn runs again, it says the same.
//! - Any other **attribute** is a text of its own: `t!("menu.open")`.
//! - **Style**: `t!("hello").html()` and `t!("hello").markdown()` say that the text is written in that markup. What
//!   stands in it as an argument never is.
//! - **Which language**: the person's (`es-MX`), what is more general (`es`), another of the same language (`es-ES`),
//!   the default one, and the texts that Tertulia brings, in English and Spanish. Whatever a platform calls a
//!   language, something is said.
//! - What Tertulia says by itself is found under `tertulia-…`, in `en.ftl` and `es.ftl` beside this file. A text of
//!   yours under the same name replaces it.

mod book;
mod bundle;
mod catalog;
mod gaps;
mod markup;
mod references;
mod source;
mod tag;
mod translated;
mod translator;
mod wording;

pub use book::LocaleFile;
pub(crate) use book::{TextBook, TextsChanged};
pub use catalog::Catalog;
pub use gaps::OwnText;
pub(crate) use markup::Markup;
pub(crate) use source::{Source, TextFault};
pub(crate) use tag::is_tag;
pub use translated::{Argument, Translated};
pub(crate) use translator::Translator;
pub use wording::Wording;

#[cfg(test)]
mod tests;
