//! Reads the values of the sections out of the layers, and collects what is wrong with them.

use super::fault::Faults;
use super::keys::{self, Key, Kind};
use super::layers::{Layers, Raw, Written};
use super::origin::{self, Origin};
use super::source::{Resolved, Source, is_reference};
use super::value::Parsed;

/// The values of the configuration, by path.
///
/// A value that is wrong is recorded and then treated like one that is not set; as the whole is refused at the
/// end, what takes its place does not matter.
pub(super) struct Fields<'a> {
    layers: &'a Layers,
    source: &'a Source<'a>,
    need: Need,
    pub(super) faults: Faults,
}

/// What the configuration is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Need {
    /// To take webhooks, which are refused without their secrets.
    Webhooks,
    /// To call the platforms only: what proves that a webhook is theirs may still be missing.
    Calls,
}

impl<'a> Fields<'a> {
    pub(super) fn new(layers: &'a Layers, source: &'a Source<'a>, need: Need, faults: Faults) -> Self {
        Self { layers, source, need, faults }
    }

    /// The value of a key that has a default.
    pub(super) fn value<T>(&mut self, path: &str, parse: impl Fn(&str) -> Parsed<T>) -> T {
        let default = keys::find(path).and_then(|key| key.default).map(&parse);
        self.optional(path, parse)
            .or_else(|| default?.ok())
            .expect("the table has a valid default for every key read like this; a test reads them all")
    }

    /// The value of a key, if it is set.
    pub(super) fn optional<T>(&mut self, path: &str, parse: impl Fn(&str) -> Parsed<T>) -> Option<T> {
        self.all(path, parse).pop()
    }

    /// The values of a key that takes several; its default if it is not set, and nothing if it has none.
    pub(super) fn all<T>(&mut self, path: &str, parse: impl Fn(&str) -> Parsed<T>) -> Vec<T> {
        let Some(key) = keys::find(path) else { return Vec::new() };
        let Some(raw) = self.layers.values.get(path) else {
            let default = key.default.filter(|_| key.kind.is_list()).unwrap_or_default();
            return words(default).filter_map(|word| parse(word).ok()).collect();
        };
        match self.texts(key, &raw.written) {
            Ok(texts) if texts.is_empty() && key.kind == Kind::Secrets => {
                self.wrong(path, key, raw, "is a list without a secret");
                Vec::new()
            }
            Ok(texts) => texts.iter().filter_map(|text| self.parsed(path, key, raw, parse(text))).collect(),
            Err(wrong) => {
                self.wrong(path, key, raw, &wrong);
                Vec::new()
            }
        }
    }

    /// Whether a key is set, be it rightly or wrongly.
    pub(super) fn is_set(&self, path: &str) -> bool {
        self.layers.values.contains_key(path)
    }

    /// Where a key is set, or a table of a list begins.
    pub(super) fn origin(&self, path: &str) -> Option<Origin> {
        let list = || {
            let (list, place) = path.strip_suffix(']')?.split_once('[')?;
            self.layers.lists.get(list)?.get(place.parse::<usize>().ok()?)
        };
        self.layers.values.get(path).map(|raw| &raw.origin).or_else(list).cloned()
    }

    /// The paths of the tables in a list: `telegram.bots[0]`, `telegram.bots[1]`, …
    pub(super) fn tables(&self, list: &str) -> Vec<String> {
        let count = self.layers.lists.get(list).map_or(0, Vec::len);
        (0..count).map(|place| format!("{list}[{place}]")).collect()
    }

    /// The names in a section whose names are of the operator's choice, with their paths.
    pub(super) fn names(&self, prefix: &str) -> Vec<(String, String)> {
        let paths = self.layers.values.keys();
        paths.filter_map(|path| Some((path.strip_prefix(prefix)?.to_owned(), path.clone()))).collect()
    }

    /// Records what is wrong with the value at a path.
    pub(super) fn fault(&mut self, path: &str, wrong: &str) {
        self.faults.push(self.origin(path), format!("{path} {wrong}"));
    }

    /// Records that `path` has to be set because of what is set at `because`.
    pub(super) fn missing(&mut self, path: &str, because: &str, why: &str) {
        let Some(key) = keys::find(path) else { return };
        let how = match key.variable() {
            Some(variable) => {
                format!("write {path} = \"{}\" in tertulia.toml or set {variable}", key.example)
            }
            None => format!("write {} in its table", origin::in_file(path, key.example)),
        };
        self.faults.missing(self.origin(because), format!("{path} is not set{why}; {how}"));
    }

    /// Records that a webhook cannot be served without `path`, unless none is to be.
    pub(super) fn missing_for_webhook(&mut self, path: &str, because: &str) {
        if self.need == Need::Webhooks {
            self.missing(path, because, ", and the webhook refuses to serve without it");
        }
    }

    fn parsed<T>(&mut self, path: &str, key: &Key, raw: &Raw, parsed: Parsed<T>) -> Option<T> {
        parsed.map_err(|wrong| self.wrong(path, key, raw, wrong)).ok()
    }

    /// Records a wrong value, with one that would be right unless it is secret.
    fn wrong(&mut self, path: &str, key: &Key, raw: &Raw, wrong: &str) {
        let remedy = match key.kind {
            Kind::Secret | Kind::Secrets => String::new(),
            _ => format!("; write {}", raw.origin.assignment(path, key.example)),
        };
        self.faults.push(Some(raw.origin.clone()), format!("{path} {wrong}{remedy}"));
    }

    /// The texts of a value; more than one only if the key takes several.
    fn texts(&self, key: &Key, written: &Written) -> Result<Vec<String>, String> {
        match written {
            Written::Bare(text) if key.kind.is_list() => words(text)
                .map(|word| self.looked_up(key, word))
                .collect::<Result<Vec<_>, _>>()
                .map(|all| all.concat()),
            Written::List(items) if key.kind.is_list() => {
                let texts = items.iter().map(|item| match item {
                    Written::List(_) => Err("is a list within a list".to_owned()),
                    item => self.texts(key, item),
                });
                texts.collect::<Result<Vec<_>, _>>().map(|all| all.concat())
            }
            Written::Bare(text) => self.looked_up(key, text),
            Written::Text(text) if takes_text(key.kind) || is_reference(text) => self.looked_up(key, text),
            Written::Whole(number) if matches!(key.kind, Kind::Count | Kind::Id | Kind::Size) => {
                Ok(vec![number.clone()])
            }
            Written::Switch(on) if key.kind == Kind::Switch => Ok(vec![on.to_string()]),
            other => Err(format!("is {}, not {}", noun(other), key.kind.noun())),
        }
    }

    fn looked_up(&self, key: &Key, written: &str) -> Result<Vec<String>, String> {
        match self.source.resolve(written)? {
            Resolved::Variable(text) if key.kind.is_list() => Ok(words(&text).map(str::to_owned).collect()),
            Resolved::Literal(text) if text.is_empty() => Err("is empty; leave it out instead".to_owned()),
            Resolved::Literal(text) | Resolved::Variable(text) | Resolved::File(text) => Ok(vec![text]),
        }
    }
}

/// The words of a comma-separated list.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn takes_text(kind: Kind) -> bool {
    !matches!(kind, Kind::Count | Kind::Switch)
}

fn noun(written: &Written) -> &'static str {
    match written {
        Written::Bare(_) | Written::Text(_) => "a string",
        Written::Whole(_) => "a whole number",
        Written::Switch(_) => "true or false",
        Written::List(_) => "a list",
        Written::Other(name) => name,
    }
}
