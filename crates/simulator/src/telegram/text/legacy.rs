//! Texts with `parse_mode` Markdown, which bots should no longer use: <https://core.telegram.org/bots/api#markdown-style>.

use super::{
    entity::Entity,
    formatted::{Formatted, utf16},
};

/// The text without its markup; else what is wrong with it, in Telegram's words. Entities do not nest.
pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut made = Formatted::default();
    let mut at = 0;
    while let Some(character) = source[at..].chars().next() {
        let rest = &source[at..];
        if rest.starts_with(['\\']) && rest[1..].starts_with(['_', '*', '`', '[']) {
            made.text.push_str(&rest[1..2]);
            at += 2;
            continue;
        }
        let (open, close, kind) = match character {
            '_' => ("_", "_", "italic"),
            '*' => ("*", "*", "bold"),
            '[' => ("[", "]", "text_link"),
            '`' if rest.starts_with("```") => ("```", "```", "pre"),
            '`' => ("`", "`", "code"),
            other => {
                made.text.push(other);
                at += other.len_utf8();
                continue;
            }
        };
        let begin = at + open.len();
        let Some(length) = source[begin..].find(close) else {
            return Err(format!("Can't find end of the entity starting at byte offset {at}"));
        };
        let mut inside = &source[begin..begin + length];
        at = begin + length + close.len();
        let mut value = None;
        if kind == "text_link" && source[at..].starts_with('(') {
            let end = source[at..].find(')').unwrap_or(source.len() - at);
            value = Some(("url", &source[at + 1..at + end]));
            at = (at + end + 1).min(source.len());
        } else if kind == "pre" {
            let language = inside.split('\n').next().unwrap_or_default();
            if inside.len() > language.len() && !language.contains(char::is_whitespace) {
                inside = &inside[language.len() + 1..];
                value = (!language.is_empty()).then_some(("language", language));
            }
        }
        let entity = Entity::new(kind, utf16(&made.text), utf16(inside));
        made.text.push_str(inside);
        let leads = kind != "text_link" || value.is_some_and(|(_, url)| url.contains('.'));
        if entity.length > 0 && leads {
            made.entities.push(match value {
                Some((field, value)) => entity.with(field, value),
                None => entity,
            });
        }
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_entities() {
        let parsed = parse("*b* _i_ [l](http://e.com) `c` ```rust\npre``` a\\_b 1-2 (x)! [no]").unwrap();
        assert_eq!(parsed.text, "b i l c pre a_b 1-2 (x)! no");
        let kinds: Vec<_> = parsed.entities.iter().map(|it| (&*it.kind, it.offset, it.length)).collect();
        let expected = [("bold", 0, 1), ("italic", 2, 1), ("text_link", 4, 1), ("code", 6, 1), ("pre", 8, 3)];
        assert_eq!(kinds, expected);
        assert_eq!(parsed.entities[4].more["language"], "rust");
    }

    #[test]
    fn what_is_not_closed_is_told() {
        for source in ["a_b", "*a", "`🤷", "[a", "```a``"] {
            let wrong = parse(source).unwrap_err();
            assert!(wrong.starts_with("Can't find end of the entity starting at byte offset"), "{source}");
        }
        assert_eq!(parse("[a](b.c").unwrap().text, "a");
    }
}
