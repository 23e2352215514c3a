//! Texts with `parse_mode` HTML, read as Telegram reads them: <https://core.telegram.org/bots/api#html-style>.

use super::{entity::Entity, formatted::Formatted};

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// The text without its markup; else what is wrong with it, in Telegram's words.
pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut reader =
        Reader { source, at: 0, text: String::new(), length: 0, open: Vec::new(), entities: Vec::new() };
    while let Some(character) = reader.peek() {
        match character {
            '&' => reader.reference(),
            '<' if reader.rest().starts_with("</") => reader.end_tag()?,
            '<' => reader.start_tag()?,
            other => reader.push(other, other.len_utf8()),
        }
    }
    if let Some(open) = reader.open.pop() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
    }
    Ok(Formatted { text: reader.text, entities: reader.entities })
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    text: String,
    /// Of the text, in UTF-16 code units.
    length: usize,
    open: Vec<Open>,
    entities: Vec<Entity>,
}

/// A tag that is not closed yet.
struct Open {
    tag: String,
    value: String,
    offset: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, character: char, read: usize) {
        self.text.push(character);
        self.length += character.len_utf16();
        self.at += read;
    }

    fn take_while(&mut self, takes: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|character| !takes(character)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// `&lt;`, `&gt;`, `&amp;`, `&quot;` and numbers. Whatever else begins with `&` is text.
    fn reference(&mut self) {
        let (character, length) = decode(self.rest()).unwrap_or(('&', 1));
        self.push(character, length);
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        let tag = self.take_while(|it| !it.is_ascii_whitespace() && it != '>').to_ascii_lowercase();
        let unclosed = || format!("Unclosed start tag at byte offset {begin}");
        if self.peek().is_none() {
            return Err(unclosed());
        }
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut value = String::new();
        loop {
            self.take_while(|it| it.is_ascii_whitespace());
            match self.peek() {
                None => return Err(unclosed()),
                Some('>') => break self.at += 1,
                Some(_) => {}
            }
            let (name, given) = self.attribute(&tag, begin)?;
            match (tag.as_str(), name.as_str()) {
                ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => value = given,
                ("code", "class") => value = given.strip_prefix("language-").unwrap_or_default().to_owned(),
                ("span", "class") if given == "tg-spoiler" => value = given,
                ("blockquote", "expandable") => value = "expandable".to_owned(),
                _ => {}
            }
        }
        if tag == "span" && value.is_empty() {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(Open { tag, value, offset: self.length });
        Ok(())
    }

    fn attribute(&mut self, tag: &str, begin: usize) -> Result<(String, String), String> {
        let name =
            self.take_while(|it| !it.is_ascii_whitespace() && it != '=' && it != '>').to_ascii_lowercase();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        self.take_while(|it| it.is_ascii_whitespace());
        if self.peek() != Some('=') {
            return Ok((name, String::new()));
        }
        self.at += 1;
        self.take_while(|it| it.is_ascii_whitespace());
        let raw = match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let raw = self.take_while(|it| it != quote);
                if self.peek().is_none() {
                    return Err(format!("Unclosed start tag at byte offset {begin}"));
                }
                self.at += 1;
                raw
            }
            _ => self.take_while(|it| !it.is_ascii_whitespace() && it != '>'),
        };
        Ok((name, unescape(raw)))
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 2;
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        let tag = self.take_while(|it| !it.is_ascii_whitespace() && it != '>').to_ascii_lowercase();
        self.take_while(|it| it.is_ascii_whitespace());
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !tag.is_empty() && tag != open.tag {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{tag}>\"",
                open.tag
            ));
        }
        self.close(&open);
        Ok(())
    }

    fn close(&mut self, open: &Open) {
        let entity = |kind| Entity::new(kind, open.offset, self.length - open.offset);
        if self.length == open.offset {
            return;
        }
        let made = match open.tag.as_str() {
            "b" | "strong" => entity("bold"),
            "i" | "em" => entity("italic"),
            "s" | "strike" | "del" => entity("strikethrough"),
            "u" | "ins" => entity("underline"),
            "tg-spoiler" | "span" => entity("spoiler"),
            "pre" => {
                let whole = entity("pre");
                // `<pre><code class="language-rust">` is one entity.
                let inner =
                    self.entities.last().filter(|last| last.kind == "code" && last.end() == whole.end());
                match inner.filter(|last| last.offset == whole.offset).cloned() {
                    Some(inner) => {
                        self.entities.pop();
                        Entity { more: inner.more, ..whole }
                    }
                    None => whole,
                }
            }
            "code" if open.value.is_empty() => entity("code"),
            "code" => entity("code").with("language", open.value.as_str()),
            "blockquote" if open.value.is_empty() => entity("blockquote"),
            "blockquote" => entity("expandable_blockquote"),
            "tg-emoji" => entity("custom_emoji").with("custom_emoji_id", open.value.as_str()),
            "tg-time" => match open.value.parse::<i64>() {
                Ok(seconds) => entity("date_time").with("unix_time", seconds),
                Err(_) => return,
            },
            "a" if is_address(&open.value) => entity("text_link").with("url", open.value.as_str()),
            // A link that leads nowhere is dropped silently.
            _ => return,
        };
        self.entities.push(made);
    }
}

fn is_address(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?']).next().is_some_and(|host| host.contains('.') || url.starts_with("tg://"))
}

fn unescape(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let (character, length) = decode(&rest[at..]).unwrap_or(('&', 1));
        text.push(character);
        rest = &rest[at + length..];
    }
    text + rest
}

/// The character that a reference at the beginning stands for, and how long it is.
fn decode(text: &str) -> Option<(char, usize)> {
    if let Some(number) = text.strip_prefix("&#") {
        let (digits, radix, head) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.find(|it: char| !it.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(digits.get(..length)?, radix).ok().filter(|code| *code > 0)?;
        let end = usize::from(digits[length..].starts_with(';'));
        return Some((char::from_u32(code)?, head + length + end));
    }
    let names = [("&lt", '<'), ("&gt", '>'), ("&amp", '&'), ("&quot", '"')];
    let (name, character) = names.into_iter().find(|(name, _)| text.starts_with(name))?;
    let end = usize::from(text[name.len()..].starts_with(';'));
    Some((character, name.len() + end))
}

#[cfg(test)]
mod tests {
    use super::{super::formatted::utf16, *};

    fn kinds(source: &str) -> (String, Vec<(String, usize, usize)>) {
        let parsed = parse(source).unwrap();
        let kinds = parsed.entities.into_iter().map(|it| (it.kind, it.offset, it.length)).collect();
        (parsed.text, kinds)
    }

    #[test]
    fn tags_become_entities() {
        let (text, entities) =
            kinds("<b>🤷 <i>a</i></b> &lt;b&gt; &#33;&nbsp;<a href=\"https://example.com/?a=1&amp;b\">x</a>");
        assert_eq!(text, "🤷 a <b> !&nbsp;x");
        assert_eq!(
            entities,
            [
                ("italic".to_owned(), 3, 1),
                ("bold".to_owned(), 0, 4),
                ("text_link".to_owned(), utf16(&text) - 1, 1)
            ]
        );
        let time = parse("<tg-time unix='1780000000'>soon</tg-time>").unwrap().entities;
        assert_eq!((time[0].kind.as_str(), &time[0].more["unix_time"]), ("date_time", &1_780_000_000.into()));
        let (text, entities) = kinds("<pre><code class='language-rust'>fn</code></pre><a href='no'>y</a>");
        assert_eq!((text.as_str(), entities), ("fny", vec![("pre".to_owned(), 0, 2)]));
    }

    #[test]
    fn what_is_wrong_is_said_in_telegrams_words() {
        for (source, wrong) in [
            ("a < b", "Unsupported start tag \"\" at byte offset 2"),
            ("a <b", "Unclosed start tag at byte offset 2"),
            ("a <h1>b</h1>", "Unsupported start tag \"h1\" at byte offset 2"),
            ("<b>a", "Can't find end tag corresponding to start tag \"b\""),
            ("a</b>", "Unexpected end tag at byte offset 1"),
            ("<b>a</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
            ("<b>a</b", "Unclosed end tag at byte offset 4"),
            ("<a =x>a</a>", "Empty attribute name in the tag \"a\" at byte offset 0"),
            ("<span>a</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ] {
            assert_eq!(parse(source).unwrap_err(), wrong, "{source}");
        }
    }
}
