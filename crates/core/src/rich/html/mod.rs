//! Rich text in HTML: the tags that chats have, and no others.

mod reader;
mod reference;
mod tag;
mod writer;

use self::reader::Reader;
use super::{RichText, RichTextError};

impl RichText {
    /// Reads HTML: the tags below, with white space as it is written.
    ///
    /// | tags | |
    /// |---|---|
    /// | `b` `strong`, `i` `em`, `u` `ins`, `s` `strike` `del` | bold, italic, underlined, struck through |
    /// | `tg-spoiler`, `span class="tg-spoiler"` | hidden until touched |
    /// | `code`, `pre`, `pre` with `code class="language-…"` in it | letters of one width |
    /// | `a href="…"` | a link; see [`Url`](super::Url) for where it may lead |
    /// | `blockquote` | quoted lines |
    /// | `br`, `p` | a line break; a paragraph, with an empty line around it |
    ///
    /// `&lt;`, `&gt;`, `&amp;`, `&quot;`, `&apos;`, `&nbsp;` and `&#…;` are read; other attributes are not.
    ///
    /// # Errors
    ///
    /// If there is any other tag or reference, a tag that is not closed, a bare `<`, or a link to somewhere else.
    /// All mistakes are told at once, each with its place and what to write instead.
    ///
    /// ```
    /// use tertulia_core::RichText;
    ///
    /// assert_eq!(RichText::html("a<br><b>b</b>")?, RichText::new().text("a\n").bold("b"));
    ///
    /// let error = RichText::html("Hello\n<h1>ana</h1>").unwrap_err().to_string();
    /// assert_eq!(error, "line 2, column 1: `<h1>` is no tag of a chat: write `<b>`");
    /// # Ok::<(), tertulia_core::rich::RichTextError>(())
    /// ```
    pub fn html(html: &str) -> Result<Self, RichTextError> {
        Reader::new(html).read().map_err(RichTextError::Html)
    }

    /// Writes it as HTML that [`html`](Self::html) reads as the same.
    pub fn to_html(&self) -> String {
        writer::write(self)
    }
}

#[cfg(test)]
mod tests;
