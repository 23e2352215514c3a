//! Rich text where there are no styles, or not all of them.

use std::{borrow::Cow, ops::Range};

use super::{RichText, Span, Style, Url};

impl RichText {
    /// What is left where there are no styles: the words, each link with its address behind it unless the words are
    /// the address, and quotes and preformatted lines on lines of their own.
    ///
    /// ```
    /// use tertulia_core::RichText;
    ///
    /// let text = RichText::new().bold("Ask").text(" our ").link("office", "mailto:office@example.org")?;
    /// assert_eq!(text.plain(), "Ask our office (office@example.org)");
    /// # Ok::<(), tertulia_core::rich::RichTextError>(())
    /// ```
    pub fn plain(&self) -> Cow<'_, str> {
        if self.is_plain() {
            return Cow::Borrowed(self.as_str());
        }
        Cow::Owned(self.on_lines().spelled(|url| Some(url.shown().into())).into_parts().0)
    }

    /// The same with quotes and preformatted lines on lines of their own.
    #[must_use]
    pub fn on_lines(&self) -> Self {
        let text = self.as_str();
        let mut breaks: Vec<usize> = self
            .spans()
            .iter()
            .filter(|span| span.style().is_block())
            .flat_map(|span| [span.range().start, span.range().end])
            .filter(|&at| at > 0 && at < text.len())
            .filter(|&at| !text[..at].ends_with('\n') && !text[at..].starts_with('\n'))
            .collect();
        breaks.sort_unstable();
        breaks.dedup();
        let insertions: Vec<_> = breaks.into_iter().map(|at| (at, "\n".to_owned())).collect();
        self.with(&insertions)
    }

    /// The same with some links spelled out: `text (address)`, or the text alone where it is the address. `spell`
    /// gives the address as it shall be written, or nothing for links that stay.
    #[must_use]
    pub fn spelled(&self, mut spell: impl FnMut(&Url) -> Option<String>) -> Self {
        let mut insertions = Vec::new();
        let mut stay = Vec::with_capacity(self.spans().len());
        for span in self.spans() {
            let Style::Link(url) = span.style() else {
                stay.push(span.clone());
                continue;
            };
            let Some(address) = spell(url) else {
                stay.push(span.clone());
                continue;
            };
            let words = self.as_str()[span.range()].trim();
            if words != url.as_str() && words != url.shown() {
                insertions.push((span.range().end, format!(" ({address})")));
            }
        }
        Self::of(self.as_str().to_owned(), stay).with(&insertions)
    }

    /// The same with more words, sorted by place. They take the styles around them; at the end of a quote they
    /// still belong to it, unless they begin a line.
    fn with(&self, insertions: &[(usize, String)]) -> Self {
        let mut text = String::with_capacity(self.as_str().len());
        let mut from = 0;
        for (at, words) in insertions {
            text.push_str(&self.as_str()[from..*at]);
            text.push_str(words);
            from = *at;
        }
        text.push_str(&self.as_str()[from..]);
        // How much longer it is up to each place.
        let longer: Vec<usize> = std::iter::once(0)
            .chain(insertions.iter().scan(0, |sum, (_, words)| {
                *sum += words.len();
                Some(*sum)
            }))
            .collect();
        let shifted = |span: &Span| {
            let Range { start, end } = span.range();
            let before_start = insertions.partition_point(|(at, _)| *at <= start);
            let takes = |words: &str| *span.style() == Style::Quote && !words.starts_with('\n');
            let before_end =
                insertions.partition_point(|(at, words)| *at < end || *at == end && takes(words));
            Span::new(start + longer[before_start]..end + longer[before_end], span.style().clone())
        };
        let spans = self.spans().iter().map(shifted).collect();
        Self::of(text, spans)
    }
}
