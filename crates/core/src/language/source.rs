//! FTL as an author gives it, read with every fault it has.

use std::{collections::HashMap, panic::Location, sync::Arc};

use fluent_bundle::FluentResource;

/// FTL of one language, with where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The language.
    pub(crate) tag: String,
    /// The file it was read from, if it was.
    pub(crate) file: Option<String>,
    /// Where it is given to the app.
    pub(crate) at: Option<&'static Location<'static>>,
    /// The FTL.
    pub(crate) text: String,
}

/// One thing that is wrong, with the line that gave the source to the app.
pub(crate) type TextFault = (Option<&'static Location<'static>>, String);

impl Source {
    /// Reads it, and tells every line that is no Fluent.
    pub(super) fn read(&self, faults: &mut Vec<TextFault>) -> Arc<FluentResource> {
        let (resource, errors) = match FluentResource::try_new(self.text.clone()) {
            Ok(resource) => (resource, Vec::new()),
            Err(broken) => broken,
        };
        for error in errors {
            let before = self.text.get(..error.pos.start).unwrap_or(&self.text);
            let line = before.matches('\n').count();
            let written = self.text.lines().nth(line).unwrap_or_default().trim();
            let place = self.place(line + 1);
            faults.push((self.at, format!("{place}: this is no Fluent message: {error}, in `{written}`")));
        }
        Arc::new(resource)
    }

    /// Tells every name that the source declares although `places` has it, and adds where the others are.
    pub(super) fn declare<'a>(&'a self, places: &mut HashMap<&'a str, String>, faults: &mut Vec<TextFault>) {
        for (line, id) in self.declared() {
            let place = self.place(line);
            match places.get(id) {
                Some(first) => {
                    faults.push((self.at, format!("{place}: `{id}` is there already, at {first}")));
                }
                None => _ = places.insert(id, place),
            }
        }
    }

    /// Where a message or term is declared.
    pub(super) fn place_of(&self, id: &str) -> String {
        let line = self.declared().find_map(|(line, declared)| (declared == id).then_some(line));
        self.place(line.unwrap_or(1))
    }

    /// What is declared, by line. The syntax tree tells no lines; but a declaration, and nothing else, begins at
    /// the beginning of one.
    fn declared(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().filter_map(|(line, text)| {
            let (id, _) = text.split_once('=')?;
            let begins = |c: char| c.is_ascii_alphabetic() || c == '-';
            id.starts_with(begins).then(|| (line + 1, id.trim_end_matches(' ')))
        })
    }

    fn place(&self, line: usize) -> String {
        match &self.file {
            Some(file) => format!("{file}:{line}"),
            None => format!("line {line} of the texts in `{}`", self.tag),
        }
    }
}
