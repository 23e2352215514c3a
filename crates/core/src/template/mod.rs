//! Templates: replies written in files.
//!
//! A template is `<context>/<name>.yml`, and said with [`Reply::template`](crate::Reply::template). It is a list of messages in
//! the words of [`Reply`](crate::Reply):
//!
//! ```yaml
//! - text: Hello {{ user.name }}!
//! - typing: 1s
//! - button:
//!     html: Where to, <b>{{ user.name }}</b>?
//!     buttons:
//!       - for: city in cities
//!         title: "{{ city.name }}"
//!         payload: { name: fly, params: { to: "{{ city.code }}" } }
//!       - { title: Elsewhere, url: "https://example.com" }
//! - if: user.is_new
//!   text: { t: welcome, name: "{{ user.name }}" }
//! ```
//!
//! - `text`, `html` and `markdown` say in which markup a text is written; `{ t: key, … }` is a text of the bot's in the person's
//!   language, with its arguments.
//! - `for: x in …` repeats a message, button, row, section, card or picture; `if: …` leaves it out.
//! - `<context>/<name>.html` and `.md` are templates of one message, with all that
//!   [minijinja](https://docs.rs/minijinja) has: `{% for %}`, `{% include "main/footer.html" %}`.
//!
//! **Values are data.** The YAML is read before any value is there, so none can be YAML. In HTML and Markdown values are
//! shielded, so none is markup, unless an author writes `|safe`. The names of payloads cannot hold values, so nobody presses what
//! the author did not write; what changes stands in `params`. In addresses write `{{ value|urlencode }}`.

mod book;
mod fields;
mod messages;
mod node;
mod set;
mod values;
mod words;
mod writer;

pub(crate) use book::TemplateBook;
pub use book::TemplateFile;
pub use values::Values;

#[cfg(test)]
mod tests;
