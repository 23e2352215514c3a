//! One tag: what is written between `<` and `>`.

/// A tag as written.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Its name, in small letters.
    pub(super) name: String,
    /// `</b>`.
    pub(super) closes: bool,
    /// `<br/>`.
    pub(super) is_empty: bool,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// Reads a tag at the beginning of a text; with its length.
    pub(super) fn read(text: &'a str) -> Option<(Self, usize)> {
        let rest = text.strip_prefix('<')?;
        let (closes, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))?;
        let (name, mut rest) = rest.split_at(end);
        let mut tag =
            Self { name: name.to_ascii_lowercase(), closes, is_empty: false, attributes: Vec::new() };
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('>') {
                return Some((tag, text.len() - after.len()));
            }
            if let Some(after) = rest.strip_prefix('/') {
                tag.is_empty = after.trim_start().starts_with('>');
                rest = after;
                continue;
            }
            let (attribute, after) = attribute(rest)?;
            tag.attributes.push(attribute);
            rest = after;
        }
    }

    /// The value of an attribute as written, of which the first counts.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// Its classes as written.
    pub(super) fn classes(&self) -> impl Iterator<Item = &'a str> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }
}

/// `name`, `name=value`, `name="value"` or `name='value'`, and what follows.
fn attribute(text: &str) -> Option<((&str, &str), &str)> {
    let end = text.find(|c: char| c.is_whitespace() || "=>/\"'<".contains(c))?;
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return None;
    }
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return Some(((name, ""), rest));
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(value) = value.strip_prefix(quote) {
            let (value, rest) = value.split_once(quote)?;
            return Some(((name, value), rest));
        }
    }
    let (value, rest) = value.split_at(value.find(|c: char| c.is_whitespace() || c == '>')?);
    Some(((name, value), rest))
}
