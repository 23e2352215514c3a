//! The fields of something in a template: what nobody asked for is a fault.

use super::{
    node::{Entry, Kind, Node},
    writer::Writer,
};

/// The fields of one thing, until they are taken.
#[derive(Clone, Debug)]
pub(super) struct Fields<'n> {
    pub(super) line: usize,
    left: Vec<&'n Entry>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Those of a map; if it is none, that is told.
    pub(super) fn of(node: &'n Node, what: &str, writer: &mut Writer<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Map(entries) => {
                Some(Self { line: node.line, left: entries.iter().collect(), known: Vec::new() })
            }
            _ => writer.refuse(node.line, format!("{what} has fields, such as `title: …`")),
        }
    }

    /// Takes a field, if it is there.
    pub(super) fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        let at = self.left.iter().position(|entry| entry.key == key)?;
        Some(&self.left.remove(at).node)
    }

    /// Takes a field that has to be there.
    pub(super) fn want(&mut self, key: &'static str, writer: &mut Writer<'_>) -> Option<&'n Node> {
        let found = self.take(key);
        found.or_else(|| writer.refuse(self.line, format!("`{key}` is missing here")))
    }

    /// Takes the one of these that is there; none, or two, is a fault.
    pub(super) fn one_of(
        &mut self,
        keys: &[&'static str],
        writer: &mut Writer<'_>,
    ) -> Option<(&'static str, &'n Node)> {
        let found: Vec<_> = keys.iter().filter_map(|&key| Some((key, self.take(key)?))).collect();
        match found[..] {
            [one] => Some(one),
            _ => {
                let left: Vec<_> = self.left.iter().map(|entry| entry.key.as_str()).collect();
                let others = if left.is_empty() { String::new() } else { format!(", not {}", named(&left)) };
                writer.refuse(self.line, format!("there has to be one of {}{others}", named(keys)))
            }
        }
    }

    /// Takes whatever is left.
    pub(super) fn rest(&mut self) -> Vec<&'n Entry> {
        std::mem::take(&mut self.left)
    }

    /// Tells what nobody asked for.
    pub(super) fn finish(self, writer: &mut Writer<'_>) {
        for Entry { key, line, .. } in self.left {
            writer.fault(*line, format!("`{key}` is not known here; there may be {}", named(&self.known)));
        }
    }
}

fn named(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}
