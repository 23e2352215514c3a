//! YAML as it is written, with its lines.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// Something in a file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Counted from 1.
    pub(super) line: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A text, whatever it looks like; whether it stands without quotes.
    Text {
        text: String,
        bare: bool,
    },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) line: usize,
    pub(super) node: Node,
}

/// What is wrong, and in which line.
pub(super) type Wrong = (usize, String);

/// How deep lists and maps may nest: deeper than any message does.
const DEPTH: usize = 32;

impl Node {
    /// Reads one document. Anchors and tags are refused: nothing in a reply needs them.
    pub(super) fn read(yaml: &str) -> Result<Self, Wrong> {
        let mut reader = Reader { parser: Parser::new_from_str(yaml), depth: 0 };
        let mut document = None;
        loop {
            let (event, span) = reader.next()?;
            match event {
                Event::StreamEnd => break,
                Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
                _ if document.is_some() => {
                    return Err((span.start.line(), "a template is one document".to_owned()));
                }
                event => document = Some(reader.node(event, span)?),
            }
        }
        document.ok_or_else(|| (1, "the template is empty".to_owned()))
    }
}

struct Reader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Wrong> {
        match self.parser.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => Err((error.marker().line(), error.info().to_owned())),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span) -> Result<Node, Wrong> {
        let line = span.start.line();
        self.depth += 1;
        let kind = match event {
            _ if self.depth > DEPTH => return Err((line, "this nests too deep".to_owned())),
            Event::Scalar(text, style, 0, None) => {
                Kind::Text { text: text.into_owned(), bare: style == ScalarStyle::Plain }
            }
            Event::SequenceStart(0, None) => Kind::List(self.list()?),
            Event::MappingStart(0, None) => Kind::Map(self.map()?),
            _ => return Err((line, "anchors, aliases and tags are not read in templates".to_owned())),
        };
        self.depth -= 1;
        Ok(Node { line, kind })
    }

    fn list(&mut self) -> Result<Vec<Node>, Wrong> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::StreamEnd, _) => return Ok(items),
                (event, span) => items.push(self.node(event, span)?),
            }
        }
    }

    fn map(&mut self) -> Result<Vec<Entry>, Wrong> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let (line, key) = match event {
                Event::MappingEnd | Event::StreamEnd => return Ok(entries),
                Event::Scalar(text, ..) => (span.start.line(), text.into_owned()),
                _ => return Err((span.start.line(), "a key is a word".to_owned())),
            };
            if entries.iter().any(|entry| entry.key == key) {
                return Err((line, format!("`{key}` is there twice")));
            }
            let (event, span) = self.next()?;
            let node = self.node(event, span)?;
            entries.push(Entry { key, line, node });
        }
    }
}
