//! Texts as phones show them.

use super::{Entity, Formatted};
use crate::view::Span;

impl Formatted {
    /// The text in pieces, each of one style.
    pub(in crate::telegram) fn spans(&self) -> Vec<Span> {
        let mut borders: Vec<usize> = self.entities.iter().flat_map(|it| [it.offset, it.end()]).collect();
        borders.sort_unstable();
        borders.dedup();
        let mut spans = Vec::new();
        let (mut piece, mut begin, mut at) = (String::new(), 0, 0);
        for character in self.text.chars() {
            if borders.binary_search(&at).is_ok() && !piece.is_empty() {
                spans.push(self.span(std::mem::take(&mut piece), begin));
            }
            if piece.is_empty() {
                begin = at;
            }
            piece.push(character);
            at += character.len_utf16();
        }
        if !piece.is_empty() {
            spans.push(self.span(piece, begin));
        }
        spans
    }

    fn span(&self, text: String, at: usize) -> Span {
        let here: Vec<&Entity> =
            self.entities.iter().filter(|entity| (entity.offset..entity.end()).contains(&at)).collect();
        let styles = here.iter().filter_map(|entity| style(&entity.kind)).collect();
        let link = here.iter().find_map(|entity| match entity.kind.as_str() {
            "text_link" => Some(entity.more.get("url")?.as_str()?.to_owned()),
            "url" => Some(text.clone()),
            _ => None,
        });
        Span { text, styles, link }
    }
}

fn style(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "bold" => "bold",
        "italic" => "italic",
        "underline" => "underline",
        "strikethrough" => "strikethrough",
        "spoiler" => "spoiler",
        "code" => "code",
        "pre" => "pre",
        "blockquote" | "expandable_blockquote" => "quote",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_have_all_styles_of_their_place() {
        let text = Formatted {
            text: "🤷 ab".to_owned(),
            entities: vec![
                Entity::new("bold", 0, 4),
                Entity::new("text_link", 3, 2).with("url", "https://a.b"),
            ],
        };
        let spans: Vec<_> =
            text.spans().into_iter().map(|it| (it.text, it.styles.len(), it.link.is_some())).collect();
        let expected = [("🤷 ".to_owned(), 1, false), ("a".to_owned(), 1, true), ("b".to_owned(), 0, true)];
        assert_eq!(spans, expected);
    }
}
