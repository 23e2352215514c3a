//! A rich text as WhatsApp takes it: words with signs around them.
//!
//! Source: ["How to format your messages"](https://faq.whatsapp.com/539178204879377). What it leaves open is read
//! with care, as its apps have been seen to do: a sign counts at the border of a word, with no blank inside, and
//! within a line. So ours are written only where they are read, and those of others are disarmed wherever they
//! might be.

mod address;
mod marks;
mod writer;

use std::borrow::Cow;

use tertulia_core::rich::RichText;

use self::{marks::marks, writer::Writer};

/// Writes a rich text with WhatsApp's signs.
///
/// | style | |
/// |---|---|
/// | bold, italic, struck through | `*bold*`, `_italic_`, `~struck through~` |
/// | code, preformatted lines | ```` ```code``` ````, of which nothing is changed inside |
/// | quote | `> ` before each line |
/// | link | `words (address)` |
/// | underlined, spoiler | words alone: there is no such sign |
///
/// A style that begins or ends inside a word is left out, for its signs would be shown. Signs that stand in the
/// words, and would be read as such, are written with characters that look alike (`∗`): so whatever people are
/// called, and whatever they paste, stays a text. What has to be copied to the letter is [code](RichText::code).
///
/// ```
/// use tertulia_core::RichText;
/// use tertulia_whatsapp::markup;
///
/// let text = RichText::new().text("Hi ").bold("ana ").link("here", "https://example.org")?;
/// assert_eq!(markup(&text), "Hi *ana* here (https://example.org)");
/// assert_eq!(markup(&"*Hi*, 2 * 3, snake_case".into()), "∗Hi∗, 2 * 3, snake_case");
/// # Ok::<(), tertulia_core::rich::RichTextError>(())
/// ```
pub fn markup(text: &RichText) -> Cow<'_, str> {
    if text.is_plain() && !text.as_str().contains(['*', '_', '~', '`', '>']) {
        return Cow::Borrowed(text.as_str());
    }
    let text = text.on_lines().spelled(|url| Some(address::harmless(url.shown())));
    let marks = marks(&text);
    Cow::Owned(Writer::new(&text, &marks).write())
}

#[cfg(test)]
mod tests;
