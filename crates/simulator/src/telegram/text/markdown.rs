//! Texts with `parse_mode` MarkdownV2: <https://core.telegram.org/bots/api#markdownv2-style>.

use super::{
    entity::Entity,
    formatted::{Formatted, utf16},
};

/// What must be escaped wherever it is no markup.
const RESERVED: &str = "_*[]()~`>#+-=|{}.!";

/// The text without its markup; else what is wrong with it, in Telegram's words.
pub(super) fn parse(source: &str) -> Result<Formatted, String> {
    let mut reader = Reader { source, at: 0, made: Formatted::default(), open: Vec::new() };
    while !reader.rest().is_empty() {
        reader.step()?;
    }
    if let Some(open) = reader.open.iter().rfind(|open| open.mark != ">") {
        return Err(format!("Can't find end of {} entity at byte offset {}", open.kind, open.begin));
    }
    reader.end_quote();
    Ok(reader.made)
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    made: Formatted,
    open: Vec<Open>,
}

struct Open {
    mark: &'static str,
    kind: &'static str,
    begin: usize,
    offset: usize,
}

const MARKS: [(&str, &str); 5] =
    [("||", "spoiler"), ("__", "underline"), ("*", "bold"), ("_", "italic"), ("~", "strikethrough")];

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn length(&self) -> usize {
        utf16(&self.made.text)
    }

    fn step(&mut self) -> Result<(), String> {
        if self.at == 0 || self.source[..self.at].ends_with('\n') {
            let begins = ["**>", ">"].into_iter().find(|mark| self.rest().starts_with(mark));
            if let Some(mark) = begins {
                return self.quote(mark);
            }
            self.end_quote();
        }
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(()) };
        if first == '\\' && rest[1..].starts_with(|next: char| ('\x01'..='\x7e').contains(&next)) {
            let escaped = rest[1..].chars().next().unwrap_or_default();
            self.made.text.push(escaped);
            self.at += 2;
            return Ok(());
        }
        if first == '`' {
            return self.code();
        }
        if rest.starts_with("||") && !rest[2..].starts_with(|next| next != '\n') && self.ends_expandable() {
            return Ok(());
        }
        if let Some((mark, kind)) = MARKS.into_iter().find(|(mark, _)| rest.starts_with(mark)) {
            self.mark(mark, kind);
            return Ok(());
        }
        if rest.starts_with("![") {
            self.begin("[", "custom emoji", 2);
            return Ok(());
        }
        match first {
            '[' => self.begin("[", "text_link", 1),
            ']' if self.open.last().is_some_and(|open| open.mark == "[") => return self.link(),
            reserved if RESERVED.contains(reserved) => {
                return Err(format!(
                    "Character '{reserved}' is reserved and must be escaped with the preceding '\\'"
                ));
            }
            other => {
                self.made.text.push(other);
                self.at += other.len_utf8();
            }
        }
        Ok(())
    }

    fn begin(&mut self, mark: &'static str, kind: &'static str, read: usize) {
        let open = Open { mark, kind, begin: self.at, offset: self.length() };
        self.open.push(open);
        self.at += read;
    }

    fn mark(&mut self, mark: &'static str, kind: &'static str) {
        match self.open.pop_if(|open| open.mark == mark) {
            Some(open) => {
                self.at += mark.len();
                self.add(Entity::new(kind, open.offset, self.length() - open.offset));
            }
            None => self.begin(mark, kind, mark.len()),
        }
    }

    fn add(&mut self, entity: Entity) {
        if entity.length > 0 {
            self.made.entities.push(entity);
        }
    }

    fn code(&mut self) -> Result<(), String> {
        let begin = self.at;
        let (mark, kind) = if self.rest().starts_with("```") { ("```", "pre") } else { ("`", "code") };
        let offset = self.length();
        self.at += mark.len();
        let mut language = String::new();
        if kind == "pre" {
            let word = self.rest().find(|it: char| it.is_whitespace() || it == '`').unwrap_or(0);
            if self.rest()[word..].starts_with('\n') {
                language = self.rest()[..word].to_owned();
                self.at += word + 1;
            }
        }
        while !self.rest().starts_with(mark) {
            let mut characters = self.rest().chars();
            let (mut character, mut read) = match characters.next() {
                None => {
                    let name = if kind == "pre" { "Pre" } else { "Code" };
                    return Err(format!("Can't find end of {name} entity at byte offset {begin}"));
                }
                Some(character) => (character, character.len_utf8()),
            };
            if character == '\\'
                && let Some(escaped @ '\x01'..='\x7e') = characters.next()
            {
                (character, read) = (escaped, 2);
            }
            self.made.text.push(character);
            self.at += read;
        }
        self.at += mark.len();
        let entity = Entity::new(kind, offset, self.length() - offset);
        self.add(if language.is_empty() { entity } else { entity.with("language", language) });
        Ok(())
    }

    fn link(&mut self) -> Result<(), String> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        self.at += 1;
        let mut address = String::new();
        if self.rest().starts_with('(') {
            let mut characters = self.rest().char_indices().skip(1);
            let end = loop {
                match characters.next() {
                    None => return Err(format!("Can't find end of a URL at byte offset {}", self.at + 1)),
                    Some((at, ')')) => break at + 1,
                    Some((_, '\\')) => address.extend(characters.next().map(|(_, it)| it)),
                    Some((_, other)) => address.push(other),
                }
            };
            self.at += end;
        }
        let entity = |kind| Entity::new(kind, open.offset, self.length() - open.offset);
        if let Some(emoji) = address.strip_prefix("tg://emoji?id=") {
            let emoji = entity("custom_emoji").with("custom_emoji_id", emoji);
            self.add(emoji);
        } else if address.contains('.') {
            let link = entity("text_link").with("url", address);
            self.add(link);
        }
        Ok(())
    }

    /// A line of a quote. `**` before it begins another one.
    fn quote(&mut self, mark: &str) -> Result<(), String> {
        if self.open.iter().any(|open| open.mark != ">") {
            return Err("Character '>' is reserved and must be escaped with the preceding '\\'".to_owned());
        }
        if mark == "**>" {
            self.end_quote();
        }
        if self.open.is_empty() {
            self.begin(">", "blockquote", 0);
        }
        self.at += mark.len();
        Ok(())
    }

    /// `||` at the end of a quote makes it expandable, unless it ends a spoiler.
    fn ends_expandable(&mut self) -> bool {
        let ends = self.open.last().is_some_and(|open| open.mark == ">");
        if ends {
            self.at += 2;
            self.end_quote();
            if let Some(quote) = self.made.entities.last_mut() {
                quote.kind = "expandable_blockquote".to_owned();
            }
        }
        ends
    }

    fn end_quote(&mut self) {
        let Some(open) = self.open.pop_if(|open| open.mark == ">") else { return };
        self.add(Entity::new(open.kind, open.offset, self.length() - open.offset));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_entities() {
        let parsed =
            parse("*bold _both_* \\. `a\\`b` [x](https://example.com) ||s||\n>quote\n>more\nend").unwrap();
        assert_eq!(parsed.text, "bold both . a`b x s\nquote\nmore\nend");
        let kinds: Vec<_> = parsed.entities.iter().map(|it| (&*it.kind, it.offset, it.length)).collect();
        let expected = [
            ("italic", 5, 4),
            ("bold", 0, 9),
            ("code", 12, 3),
            ("text_link", 16, 1),
            ("spoiler", 18, 1),
            ("blockquote", 20, 11),
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn a_quote_can_be_expandable() {
        let parsed = parse("**>hidden ||so||\n>rest||\n").unwrap();
        assert_eq!(parsed.text, "hidden so\nrest\n");
        let kinds: Vec<_> = parsed.entities.iter().map(|it| (&*it.kind, it.offset, it.length)).collect();
        assert_eq!(kinds, [("spoiler", 7, 2), ("expandable_blockquote", 0, 14)]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (source, wrong) in [
            ("Hi!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
            ("*a", "Can't find end of bold entity at byte offset 0"),
            ("`a", "Can't find end of Code entity at byte offset 0"),
            ("[a](b", "Can't find end of a URL at byte offset 4"),
        ] {
            assert_eq!(parse(source).unwrap_err(), wrong, "{source}");
        }
    }
}
