//! A rich text as the Bot API takes it: words, and entities beside them.

use std::collections::BTreeMap;

use serde::Serialize;
use tertulia_core::rich::{RichText, Span, Style, Url};

/// A text as the Bot API takes it: `text` and `entities`, or `caption` and `caption_entities`.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Formatted {
    /// The words. Nothing in them is markup, as they go without a `parse_mode`.
    pub text: String,
    /// What they look like. The server shows the first hundred.
    pub entities: Vec<Entity>,
}

/// The text below a file.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Caption {
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    caption_entities: Vec<Entity>,
}

impl Caption {
    pub(super) fn of(text: Option<&RichText>) -> Self {
        let Some(Formatted { text, entities }) = text.map(formatted) else { return Self::default() };
        Self { caption: Some(text), caption_entities: entities }
    }
}

/// A stretch of a text with a style: <https://core.telegram.org/bots/api#messageentity>.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Entity {
    /// `bold`, `text_link` and so on.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Where it begins, in UTF-16 code units.
    pub offset: usize,
    /// How long it is, in UTF-16 code units.
    pub length: usize,
    /// Where a `text_link` leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The language of a `pre`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Writes a rich text for the Bot API.
///
/// Quotes and preformatted lines begin and end a line. What Telegram makes no link of, telephone numbers and
/// mailboxes, is spelled out: its apps make links of those by themselves.
///
/// ```
/// use tertulia_core::RichText;
/// use tertulia_telegram::formatted;
///
/// let formatted = formatted(&RichText::new().text("🤷 is ").bold("fine"));
/// assert_eq!(formatted.text, "🤷 is fine");
/// assert_eq!((formatted.entities[0].kind, formatted.entities[0].offset), ("bold", 6));
/// ```
pub fn formatted(text: &RichText) -> Formatted {
    if text.is_plain() {
        return Formatted { text: text.as_str().to_owned(), entities: Vec::new() };
    }
    let text = text.on_lines().spelled(|url| (!leads_there(url)).then(|| url.shown().to_owned()));
    let offsets = offsets(&text);
    let entities = text.spans().iter().map(|span| entity(span, &offsets)).collect();
    Formatted { text: text.as_str().to_owned(), entities }
}

/// Whether the server keeps a link to there. Others it drops without a word.
fn leads_there(url: &Url) -> bool {
    url.is_web() || url.is_telegram()
}

fn entity(span: &Span, offsets: &BTreeMap<usize, usize>) -> Entity {
    let (offset, end) = (offsets[&span.range().start], offsets[&span.range().end]);
    let (kind, url, language) = match span.style() {
        Style::Italic => ("italic", None, None),
        Style::Underline => ("underline", None, None),
        Style::Strikethrough => ("strikethrough", None, None),
        Style::Spoiler => ("spoiler", None, None),
        Style::Code => ("code", None, None),
        Style::Preformatted(language) => {
            ("pre", None, language.as_ref().map(|name| name.as_str().to_owned()))
        }
        Style::Link(url) => ("text_link", Some(url.to_string()), None),
        Style::Quote => ("blockquote", None, None),
        // A style that is newer than this is emphasis at least.
        _ => ("bold", None, None),
    };
    Entity { kind, offset, length: end - offset, url, language }
}

/// Where spans begin and end: from bytes to UTF-16 code units.
fn offsets(text: &RichText) -> BTreeMap<usize, usize> {
    let mut offsets: BTreeMap<usize, usize> = text
        .spans()
        .iter()
        .flat_map(|span| [span.range().start, span.range().end])
        .map(|at| (at, 0))
        .collect();
    let (mut from, mut units) = (0, 0);
    for (&at, offset) in &mut offsets {
        units += text.as_str()[from..at].encode_utf16().count();
        *offset = units;
        from = at;
    }
    offsets
}

#[cfg(test)]
mod tests;
