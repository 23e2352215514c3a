//! Rich text in Markdown.

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Language, RichText, Span, Style, Url, shield};

impl RichText {
    /// Reads Markdown (CommonMark, and `~~struck through~~`). Every text is Markdown, so nothing is refused.
    ///
    /// Headings become bold lines, points of lists lines that begin with `•` or their number, pictures links. A
    /// line break stays one, as in every chat. HTML, and tables, are shown as they are written. A link to
    /// somewhere that [`Url`] refuses is no link: its address is shown behind its text.
    ///
    /// ```
    /// use tertulia_core::RichText;
    ///
    /// let text = RichText::markdown("# Today\n\n- **tea**\n- [run](javascript:x) <script>");
    /// let same = RichText::new().bold("Today").text("\n\n• ").bold("tea").text("\n• run (javascript:x) <script>");
    /// assert_eq!(text, same);
    /// ```
    pub fn markdown(markdown: &str) -> Self {
        Self::read_markdown(markdown, Writer::default())
    }

    /// Reads Markdown with values in it that are [shielded](shield::in_markdown).
    pub(crate) fn shielded_markdown(markdown: &str) -> Self {
        Self::read_markdown(markdown, Writer { shielded: true, ..Writer::default() })
    }

    fn read_markdown(markdown: &str, mut writer: Writer) -> Self {
        for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
            writer.event(event);
        }
        Self::of(writer.text, writer.spans)
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    /// In the order in which they were opened, so the outer ones come first.
    spans: Vec<Span>,
    open: Vec<Open>,
    /// How many line breaks are due before the next words.
    due: usize,
    /// Whether the last words are the mark of a point.
    begins_point: bool,
    /// The lists around it, each with the number of its next point if it has numbers.
    lists: Vec<Option<u64>>,
    /// Whether there are values in it that are shielded.
    shielded: bool,
}

/// A style that is not closed yet.
struct Open {
    /// None is that of a link that leads nowhere.
    style: Option<Style>,
    /// Which of the spans is its own, once there are words in it.
    span: Option<usize>,
    /// Where a link leads.
    address: Option<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Code(words) => {
                self.open(Style::Code);
                self.words(&words);
                self.close();
            }
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.block(2);
                self.words("———");
                self.block(2);
            }
            Event::Text(words)
            | Event::Html(words)
            | Event::InlineHtml(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words)
            | Event::FootnoteReference(words) => self.words(&words),
            // Only with an extension that is off.
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.open(Style::Bold),
            Tag::Emphasis => self.open(Style::Italic),
            Tag::Strikethrough => self.open(Style::Strikethrough),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.open_link(&format!("mailto:{dest_url}"));
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.open_link(&dest_url),
            Tag::Heading { .. } => {
                self.block(2);
                self.open(Style::Bold);
            }
            Tag::BlockQuote(_) => {
                self.block(2);
                self.open(Style::Quote);
            }
            Tag::CodeBlock(kind) => {
                self.block(2);
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', '\t', ',']).next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                self.open(Style::Preformatted(Language::new(info)));
            }
            Tag::List(number) => {
                self.block(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push(number);
            }
            Tag::Item => self.point(),
            // Paragraphs; all others only with extensions that are off.
            _ => self.block(2),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough => self.close(),
            TagEnd::Link | TagEnd::Image => self.close_link(),
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) => {
                self.close();
                self.block(2);
            }
            TagEnd::CodeBlock => {
                self.end_line();
                self.close();
                self.block(2);
            }
            TagEnd::HtmlBlock => {
                self.end_line();
                self.block(2);
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.due = if self.lists.is_empty() { 2 } else { 1 };
            }
            // A point, and what follows it, begins a line.
            TagEnd::Item => {
                self.begins_point = false;
                self.due = 1;
            }
            _ => self.block(2),
        }
    }

    /// Begins a point of a list.
    fn point(&mut self) {
        self.due = self.due.max(1);
        let depth = self.lists.len().saturating_sub(1);
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{}{}. ", "  ".repeat(depth), *number - 1)
            }
            _ => format!("{}• ", "  ".repeat(depth)),
        };
        self.words(&mark);
        self.begins_point = true;
    }

    /// What comes next is that many line breaks away, unless it begins a point of a list.
    fn block(&mut self, due: usize) {
        if !self.begins_point {
            self.due = self.due.max(due);
        }
    }

    /// The line break at the end of lines is none of theirs.
    fn end_line(&mut self) {
        if self.text.ends_with('\n') {
            self.text.pop();
        }
    }

    fn open(&mut self, style: Style) {
        self.open.push(Open { style: Some(style), span: None, address: None });
    }

    fn open_link(&mut self, address: &str) {
        let address = self.as_written(address);
        let style = Url::new(&address).ok().map(Style::Link);
        self.open.push(Open { style, span: None, address: Some(address.into_owned()) });
    }

    fn words(&mut self, words: &str) {
        let words = self.as_written(words);
        if words.is_empty() {
            return;
        }
        self.begins_point = false;
        let due = std::mem::take(&mut self.due);
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', due));
        }
        let start = self.text.len();
        for open in self.open.iter_mut().filter(|open| open.span.is_none()) {
            if let Some(style) = &open.style {
                open.span = Some(self.spans.len());
                self.spans.push(Span::new(start..start, style.clone()));
            }
        }
        self.text.push_str(&words);
    }

    /// The words with the values as they are.
    fn as_written<'a>(&self, words: &'a str) -> Cow<'a, str> {
        if self.shielded { shield::restored(words) } else { Cow::Borrowed(words) }
    }

    /// Closes a link. One without words shows its address; one that leads nowhere shows it behind its words.
    fn close_link(&mut self) {
        let Some(Open { style, span, address: Some(address) }) = self.open.last() else { return };
        let words = match (style, span) {
            (Some(_), Some(_)) => String::new(),
            (Some(_), None) => address.clone(),
            (None, _) => format!(" ({address})"),
        };
        self.words(&words);
        self.close();
    }

    fn close(&mut self) {
        let Some(Open { style: Some(style), span: Some(span), .. }) = self.open.pop() else { return };
        let start = self.spans[span].range().start;
        self.spans[span] = Span::new(start..self.text.len(), style);
    }
}

#[cfg(test)]
mod tests;
