//! From HTML to rich text.

use super::{reference::resolve, tag::Tag};
use crate::rich::{Language, Mistake, RichText, Span, Style, Url};

/// How many mistakes are told at most. Who has more has not written HTML for us.
const TOLD: usize = 20;

/// Goes through a text once. After a mistake it goes on, so that all are told.
pub(super) struct Reader<'a> {
    html: &'a str,
    /// How far it has come.
    at: usize,
    text: String,
    /// In the order in which they were opened, so the outer ones come first.
    spans: Vec<Span>,
    open: Vec<Open>,
    /// Whether what comes next begins a paragraph.
    paragraph: bool,
    mistakes: Vec<(usize, String)>,
}

/// A tag that is not closed yet.
struct Open {
    name: String,
    at: usize,
    style: Option<Style>,
    /// Which of the spans is its own, once there are words in it.
    span: Option<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self {
            html,
            at: 0,
            text: String::with_capacity(html.len()),
            spans: Vec::new(),
            open: Vec::new(),
            paragraph: false,
            mistakes: Vec::new(),
        }
    }

    pub(super) fn read(mut self) -> Result<RichText, Vec<Mistake>> {
        let html = self.html;
        while self.at < html.len() {
            let rest = &html[self.at..];
            if !rest.starts_with('<') {
                let written = &rest[..rest.find('<').unwrap_or(rest.len())];
                let words = self.resolve(written, self.at);
                self.words(&words);
                self.at += written.len();
            } else if let Some(comment) = rest.strip_prefix("<!--") {
                self.at += match comment.find("-->") {
                    Some(end) => "<!--".len() + end + "-->".len(),
                    None => {
                        self.mistake(self.at, "the comment is not closed: write `-->` at its end".to_owned());
                        rest.len()
                    }
                };
            } else if let Some((tag, length)) = Tag::read(rest) {
                self.tag(&tag, length);
            } else {
                self.mistake(self.at, "`<` begins no tag: write `&lt;`".to_owned());
                self.words("<");
                self.at += 1;
            }
        }
        while let Some(open) = self.open.pop() {
            self.mistake(open.at, format!("`<{0}>` is not closed: write `</{0}>`", open.name));
        }
        if self.mistakes.is_empty() { Ok(RichText::of(self.text, self.spans)) } else { Err(self.told()) }
    }

    fn tag(&mut self, tag: &Tag<'_>, length: usize) {
        let at = self.at;
        self.at += length;
        match (tag.name.as_str(), tag.closes) {
            ("br", _) => self.words("\n"),
            (name, true) => self.close(name, at),
            (name, false) if is_known(name) && tag.is_empty => {
                self.mistake(at, format!("`<{name}/>` holds nothing: write `<{name}>…</{name}>`"));
            }
            (name, false) => match self.style(tag, at) {
                Ok(style) => {
                    self.paragraph |= name == "p";
                    self.open.push(Open { name: name.to_owned(), at, style, span: None });
                }
                Err(message) => {
                    self.mistake(at, message);
                    if is_known(name) {
                        self.open.push(Open { name: name.to_owned(), at, style: None, span: None });
                    } else {
                        self.skip(name);
                    }
                }
            },
        }
    }

    /// What a tag means, if it is one of ours.
    fn style(&mut self, tag: &Tag<'_>, at: usize) -> Result<Option<Style>, String> {
        Ok(Some(match tag.name.as_str() {
            "b" | "strong" => Style::Bold,
            "i" | "em" => Style::Italic,
            "u" | "ins" => Style::Underline,
            "s" | "strike" | "del" => Style::Strikethrough,
            "tg-spoiler" => Style::Spoiler,
            "span" if tag.classes().any(|class| class == "tg-spoiler") => Style::Spoiler,
            "span" => return Err("`<span>` is only read as `<span class=\"tg-spoiler\">`".to_owned()),
            "pre" => Style::Preformatted(None),
            "code" if self.names_language(tag, at) => return Ok(None),
            "code" => Style::Code,
            "a" => {
                let Some(address) = tag.attribute("href") else {
                    return Err("`<a>` leads nowhere: write `<a href=\"https://…\">`".to_owned());
                };
                let address = self.resolve(address, at);
                Style::Link(Url::new(address.trim()).map_err(|problem| problem.to_string())?)
            }
            "blockquote" => Style::Quote,
            "p" => return Ok(None),
            name => return Err(format!("`<{name}>` is no tag of a chat: {}", instead_of(name))),
        }))
    }

    /// Whether it stands directly in a `pre`, and says the language of that.
    fn names_language(&mut self, tag: &Tag<'_>, at: usize) -> bool {
        let name = tag.classes().find_map(|class| class.strip_prefix("language-"));
        let Some(language) = name.and_then(|name| Language::new(&self.resolve(name, at))) else {
            return false;
        };
        match self.open.last_mut() {
            Some(open) if open.name == "pre" && open.span.is_none() => {
                open.style = Some(Style::Preformatted(Some(language)));
                true
            }
            _ => false,
        }
    }

    fn close(&mut self, name: &str, at: usize) {
        if !is_known(name) {
            // What opened it was told already; if nothing did, this is.
            if !self.mistakes.iter().any(|(_, message)| message.starts_with(&format!("`<{name}>`"))) {
                self.mistake(at, format!("`</{name}>` is no tag of a chat: leave it out"));
            }
            return;
        }
        let Some(depth) = self.open.iter().rposition(|open| open.name == name) else {
            self.mistake(at, format!("`</{name}>` closes nothing: write `<{name}>` before it"));
            return;
        };
        for open in self.open.split_off(depth).into_iter().rev() {
            if open.name != name {
                let message = format!("`<{0}>` is not closed: write `</{0}>` before `</{name}>`", open.name);
                self.mistake(open.at, message);
            }
            if let Some(span) = open.span {
                let start = self.spans[span].range().start;
                self.spans[span] = Span::new(start..self.text.len(), self.spans[span].style().clone());
            }
        }
        self.paragraph |= name == "p";
    }

    /// Goes past the contents of what holds no words for people.
    fn skip(&mut self, name: &str) {
        if matches!(name, "script" | "style") {
            let rest = &self.html[self.at..];
            let ends = |at: &usize| {
                rest.get(at + 2..at + 2 + name.len()).is_some_and(|other| other.eq_ignore_ascii_case(name))
            };
            self.at += rest.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(rest.len());
        }
    }

    fn words(&mut self, words: &str) {
        let mut words = words;
        if self.paragraph && !self.open.iter().any(|open| open.name == "pre") {
            words = words.trim_start();
        }
        if words.is_empty() {
            return;
        }
        if std::mem::take(&mut self.paragraph) {
            self.text.truncate(self.text.trim_end().len());
            let end = self.text.len();
            self.spans.iter_mut().filter(|span| span.range().end > end).for_each(|span| {
                *span = Span::new(span.range().start.min(end)..end, span.style().clone());
            });
            if end > 0 {
                self.text.push_str("\n\n");
            }
        }
        let start = self.text.len();
        for open in self.open.iter_mut().filter(|open| open.span.is_none()) {
            if let Some(style) = &open.style {
                open.span = Some(self.spans.len());
                self.spans.push(Span::new(start..start, style.clone()));
            }
        }
        self.text.push_str(words);
    }

    fn resolve(&mut self, written: &str, at: usize) -> String {
        resolve(written, |offset, message| self.mistake(at + offset, message))
    }

    fn mistake(&mut self, at: usize, message: String) {
        if self.mistakes.len() < TOLD {
            self.mistakes.push((at, message));
        }
    }

    /// The mistakes with their lines and columns.
    fn told(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by_key(|(at, _)| *at);
        let mistakes = self.mistakes.into_iter().map(|(at, message)| {
            let before = &self.html[..at];
            let line = before.rsplit('\n').next().unwrap_or_default();
            Mistake { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, message }
        });
        mistakes.collect()
    }
}

const KNOWN: [&str; 17] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "p",
    "pre",
    "s",
    "span",
    "strike",
    "strong",
    "tg-spoiler",
    "u",
];

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
}

/// What to write instead of a tag that others know.
fn instead_of(name: &str) -> &'static str {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" | "dt" | "summary" | "mark" | "big" => "write `<b>`",
        "ul" | "ol" | "li" | "dl" | "dd" | "menu" => "write a line that begins with `•` for each point",
        "div" | "section" | "article" | "header" | "footer" | "main" | "center" | "details" => "write `<p>`",
        "img" | "video" | "audio" | "iframe" | "embed" | "object" => "write `<a href=\"…\">` with a text",
        "q" | "cite" => "write quotation marks or `<blockquote>`",
        "tt" | "kbd" | "samp" | "var" => "write `<code>`",
        "hr" => "write `<br>`",
        "script" | "style" | "link" | "meta" | "head" | "title" => "leave it out with all that is in it",
        _ => "leave it out, or write `&lt;` for a `<` that shall be read",
    }
}
