//! Rich text written by hand.

use std::panic::Location;

use super::{RichText, RichTextError, Span, Style, Url};

/// Written by hand, one piece after the other. What is within a piece may be rich itself:
///
/// ```
/// use tertulia_core::RichText;
///
/// let text = RichText::new()
///     .text("Hi ")
///     .bold(RichText::new().text("ana ").italic("again"))
///     .text(", this is the ")
///     .link("site", "https://example.org")?;
/// assert_eq!(text.as_str(), "Hi ana again, this is the site");
/// # Ok::<(), tertulia_core::rich::RichTextError>(())
/// ```
impl RichText {
    /// Adds a text as it is: words without a style, or another rich text.
    #[must_use]
    pub fn text(mut self, text: impl Into<Self>) -> Self {
        self.push(text);
        self
    }

    /// Adds a text in bold.
    #[must_use]
    pub fn bold(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Bold, text)
    }

    /// Adds a text in italics.
    #[must_use]
    pub fn italic(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Italic, text)
    }

    /// Adds a text that is underlined, where a platform can.
    #[must_use]
    pub fn underline(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Underline, text)
    }

    /// Adds a text that is struck through.
    #[must_use]
    pub fn strikethrough(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Strikethrough, text)
    }

    /// Adds a text that is hidden until it is touched, where a platform can.
    #[must_use]
    pub fn spoiler(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Spoiler, text)
    }

    /// Adds code: what has to be shown, and can be copied, to the letter.
    #[must_use]
    pub fn code(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Code, text)
    }

    /// Adds lines of code. [`Style::Preformatted`] can also name their language.
    #[must_use]
    pub fn preformatted(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Preformatted(None), text)
    }

    /// Adds lines that are quoted.
    #[must_use]
    pub fn quote(self, text: impl Into<Self>) -> Self {
        self.styled(Style::Quote, text)
    }

    /// Adds a text that leads to an address: `https`, `http`, `tel`, `mailto` or `tg`.
    ///
    /// # Errors
    ///
    /// If it is no such address; with the line that this was called from.
    #[track_caller]
    pub fn link(self, text: impl Into<Self>, address: &str) -> Result<Self, RichTextError> {
        match Url::new(address) {
            Ok(url) => Ok(self.styled(Style::Link(url), text)),
            Err(problem) => Err(RichTextError::Url { problem, at: Location::caller() }),
        }
    }

    /// Adds a text in that style, which goes around those that it has.
    #[must_use]
    pub fn styled(mut self, style: Style, text: impl Into<Self>) -> Self {
        let (text, mut spans) = text.into().into_parts();
        spans.insert(0, Span::new(0..text.len(), style));
        self.push(Self::of(text, spans));
        self
    }
}
