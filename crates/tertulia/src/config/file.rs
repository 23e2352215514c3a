//! The file `tertulia.toml` as the lowest layer.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Faults;
use super::keys::{self, COMMANDS};
use super::layers::{Layers, Raw, Written};
use super::nearest;
use super::origin::Origin;

/// Reads a file of the given name into the lowest layer.
///
/// What follows a syntax error is read all the same, so that all faults show at once. The lines themselves are
/// never shown: they may hold secrets.
pub(super) fn layer(name: &str, text: &str, faults: &mut Faults) -> Layers {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader =
        Reader { name: name.into(), text, broken: BTreeSet::new(), layers: Layers::default(), faults };
    for error in errors {
        reader.syntax_error(error.message(), error.span().unwrap_or(0..0));
    }
    reader.section("", table.get_ref());
    reader.layers
}

struct Reader<'a> {
    name: Arc<str>,
    text: &'a str,
    /// Lines with syntax errors: what was recovered from them is guesswork.
    broken: BTreeSet<usize>,
    layers: Layers,
    faults: &'a mut Faults,
}

impl Reader<'_> {
    fn section(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let origin = self.origin(name.span());
            if self.is_broken(name.span()) || self.is_broken(value.span()) {
                continue;
            }
            let plain = !name.get_ref().contains(['.', '[', ']']);
            let path = format!("{prefix}{}", name.get_ref());
            match value.get_ref() {
                DeValue::Table(table) if plain && keys::is_section(&path) => {
                    self.section(&format!("{path}."), table);
                }
                DeValue::Array(tables) if plain && keys::is_list(&path) => self.list(&path, tables.iter()),
                other if (plain && keys::find(&path).is_some()) || prefix == COMMANDS => {
                    self.layers.values.insert(path, Raw { written: written(other), origin });
                }
                _ if plain && keys::is_list(&path) => {
                    self.fault(origin, format!("{path} is a list of tables; write [[{path}]]"));
                }
                _ if plain && keys::is_section(&path) => {
                    self.fault(origin, format!("{path} is a section; write [{path}]"));
                }
                other => self.unknown(origin, prefix, name.get_ref(), holds_keys(other)),
            }
        }
    }

    fn list<'t>(&mut self, path: &str, tables: impl Iterator<Item = &'t Spanned<DeValue<'t>>>) {
        for (place, table) in tables.enumerate() {
            let origin = self.origin(table.span());
            self.layers.lists.entry(path.to_owned()).or_default().push(origin.clone());
            match table.get_ref() {
                DeValue::Table(table) => self.section(&format!("{path}[{place}]."), table),
                _ => self.fault(origin, format!("{path} is a list of tables; write [[{path}]]")),
            }
        }
    }

    fn unknown(&mut self, origin: Origin, prefix: &str, name: &str, is_table: bool) {
        let bare = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let path = if bare { format!("{prefix}{name}") } else { format!("{prefix}\"{name}\"") };
        let general = format!("{}{name}", keys::general(prefix));
        let nearest = match is_table {
            true => nearest::section(&general),
            false => nearest::key(&general, |_| true),
        };
        match nearest {
            Some(near) => self.fault(origin, format!("there is no key {path}; the nearest is {near}")),
            None => self.fault(origin, format!("there is no key {path}")),
        }
    }

    fn syntax_error(&mut self, message: &str, span: Range<usize>) {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let origin = self.origin(span.clone());
        self.broken.extend(self.lines(&span));
        self.faults.incomplete();
        self.fault(origin, format!("at column {column}, this is not TOML: {message}"));
    }

    fn fault(&mut self, origin: Origin, text: String) {
        self.faults.push(Some(origin), text);
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        Origin::File { name: self.name.clone(), line: *self.lines(&span).start() }
    }

    fn is_broken(&self, span: Range<usize>) -> bool {
        self.broken.range(self.lines(&span)).next().is_some()
    }

    /// The lines a span covers, counted from 1.
    fn lines(&self, span: &Range<usize>) -> std::ops::RangeInclusive<usize> {
        let line =
            |end: usize| self.text.as_bytes().iter().take(end).filter(|byte| **byte == b'\n').count() + 1;
        line(span.start)..=line(span.end.saturating_sub(1).max(span.start))
    }
}

/// Whether a value is a table or a list of tables.
fn holds_keys(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::Table(_) => true,
        DeValue::Array(items) => items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_))),
        _ => false,
    }
}

fn written(value: &DeValue<'_>) -> Written {
    match value {
        DeValue::String(text) => Written::Text(text.to_string()),
        DeValue::Integer(whole) if whole.radix() == 10 => Written::Whole(whole.as_str().to_owned()),
        DeValue::Integer(_) => Written::Other("a number that is not decimal"),
        DeValue::Boolean(on) => Written::Switch(*on),
        DeValue::Array(items) => Written::List(items.iter().map(|item| written(item.get_ref())).collect()),
        DeValue::Float(_) => Written::Other("a number with a fraction"),
        DeValue::Datetime(_) => Written::Other("a date"),
        DeValue::Table(_) => Written::Other("a table"),
    }
}
