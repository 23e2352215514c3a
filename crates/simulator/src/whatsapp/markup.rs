//! Styles, as people see them: `*bold*`, `_italic_`, `~struck~`, `` `code` `` and ```` ```mono``` ````.
//!
//! Source: [formatting](https://faq.whatsapp.com/539178204879377). What is between two signs has no space inside them, and
//! no letter outside.

use crate::view::Span;

/// The signs, and what is between two of them.
const SIGNS: [(&str, &str); 5] =
    [("```", "pre"), ("*", "bold"), ("_", "italic"), ("~", "strikethrough"), ("`", "code")];

/// The text in pieces of one style each.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    read(text, None, &mut Vec::new(), &mut spans);
    spans
}

/// `before` is what stands before the text.
fn read(text: &str, before: Option<char>, styles: &mut Vec<&'static str>, spans: &mut Vec<Span>) {
    let mut plain = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let last = text[..at].chars().next_back().or(before);
        if let Some((sign, style, inside)) = marked(rest, last, styles) {
            push(&text[plain..at], styles, None, spans);
            styles.push(style);
            if sign.len() == 3 || style == "code" {
                push(inside, styles, None, spans);
            } else {
                read(inside, sign.chars().next(), styles, spans);
            }
            styles.pop();
            at += 2 * sign.len() + inside.len();
            plain = at;
        } else if let Some(link) = link(rest, last) {
            push(&text[plain..at], styles, None, spans);
            push(link, styles, Some(link), spans);
            at += link.len();
            plain = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    push(&text[plain..], styles, None, spans);
}

/// What is marked at the beginning of this text: by which sign, as what, and what is inside.
fn marked<'a>(
    text: &'a str,
    before: Option<char>,
    styles: &[&'static str],
) -> Option<(&'static str, &'static str, &'a str)> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let (sign, style) = *SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
    if styles.contains(&style) {
        return None;
    }
    let inside = &text[sign.len()..];
    if style == "pre" {
        return inside.find(sign).filter(|end| *end > 0).map(|end| (sign, style, &inside[..end]));
    }
    let line = inside.split('\n').next().unwrap_or_default();
    let ends = |end: &usize| {
        let content = &line[..*end];
        let after = line[*end + sign.len()..].chars().next();
        let tight = !content.is_empty()
            && !content.starts_with(char::is_whitespace)
            && !content.ends_with(char::is_whitespace);
        tight && !after.is_some_and(char::is_alphanumeric)
    };
    let end = line.match_indices(sign).map(|(end, _)| end).find(ends)?;
    Some((sign, style, &line[..end]))
}

/// The address at the beginning of this text.
fn link(text: &str, before: Option<char>) -> Option<&str> {
    if before.is_some_and(char::is_alphanumeric)
        || !(text.starts_with("https://") || text.starts_with("http://"))
    {
        return None;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let link = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '*', '_', '~']);
    (link.len() > "https://".len()).then_some(link)
}

fn push(text: &str, styles: &[&'static str], link: Option<&str>, spans: &mut Vec<Span>) {
    if !text.is_empty() {
        spans.push(Span { text: text.to_owned(), styles: styles.to_vec(), link: link.map(str::to_owned) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, Vec<&'static str>)> {
        spans(text).into_iter().map(|span| (span.text, span.styles)).collect()
    }

    fn piece(text: &str, styles: &[&'static str]) -> (String, Vec<&'static str>) {
        (text.to_owned(), styles.to_vec())
    }

    #[test]
    fn what_is_between_signs_has_a_style() {
        assert_eq!(
            shown("Hello *Ana*, _it is *new*_ ~now~!"),
            [
                piece("Hello ", &[]),
                piece("Ana", &["bold"]),
                piece(", ", &[]),
                piece("it is ", &["italic"]),
                piece("new", &["italic", "bold"]),
                piece(" ", &[]),
                piece("now", &["strikethrough"]),
                piece("!", &[]),
            ]
        );
        assert_eq!(shown("```a *b*\nc```"), [piece("a *b*\nc", &["pre"])]);
        assert_eq!(shown("`a_b_`"), [piece("a_b_", &["code"])]);
    }

    #[test]
    fn signs_that_mark_nothing_stay() {
        for text in
            ["2*3*4", "* not bold *", "*open", "**", "snake_case_name", "*two\nlines*", "````", "~", "*é"]
        {
            assert_eq!(spans(text).iter().map(|span| span.text.as_str()).collect::<String>(), text);
            assert!(spans(text).iter().all(|span| span.styles.is_empty()), "{text}");
        }
    }

    #[test]
    fn addresses_lead_somewhere() {
        let spans = spans("See https://example.com/a_b_c, Ana.");
        assert_eq!(spans[1].link.as_deref(), Some("https://example.com/a_b_c"));
        assert_eq!(spans[2].text, ", Ana.");
    }
}
