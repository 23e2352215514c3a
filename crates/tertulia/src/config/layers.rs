//! File, environment and flags as one: for each key the value written last, with its place.

use std::collections::BTreeMap;

use super::fault::Faults;
use super::keys::{self, COMMANDS, KEYS};
use super::nearest;
use super::origin::Origin;

/// The values as they were written, by path: `http.addr`, `telegram.bots[0].token`, `routes.commands.help`.
#[derive(Default)]
pub(super) struct Layers {
    pub(super) values: BTreeMap<String, Raw>,
    /// The lists of tables, with the place of each table.
    pub(super) lists: BTreeMap<String, Vec<Origin>>,
}

/// A value as it was written. It may be a secret, hence no `Debug`.
pub(super) struct Raw {
    pub(super) written: Written,
    pub(super) origin: Origin,
}

/// How a value was written.
pub(super) enum Written {
    /// In the environment or a flag, where everything is text.
    Bare(String),
    Text(String),
    Whole(String),
    Switch(bool),
    List(Vec<Self>),
    /// Something that no key takes, by its name.
    Other(&'static str),
}

impl Layers {
    /// Lays the environment over what is there.
    ///
    /// Only names that begin with `TERTULIA_` and have `__` are configuration; an empty value is none.
    pub(super) fn environment(&mut self, variables: &BTreeMap<String, String>, faults: &mut Faults) {
        for (name, value) in variables {
            let Some(rest) = name.strip_prefix("TERTULIA_").filter(|rest| rest.contains("__")) else {
                continue;
            };
            if value.is_empty() {
                continue;
            }
            let origin = Origin::Variable(name.clone());
            match path_of_variable(name, rest) {
                Some(path) => self.set(path, value, origin),
                None => faults.push(Some(origin), unknown_variable(rest)),
            }
        }
    }

    /// Lays flags, as pairs of key and value, over what is there.
    pub(super) fn flags(&mut self, flags: impl IntoIterator<Item = (String, String)>, faults: &mut Faults) {
        for (path, value) in flags {
            let origin = Origin::Flag(path.clone());
            if keys::find(&path).is_some_and(|key| key.list().is_none()) {
                self.set(path, &value, origin);
            } else {
                faults.push(Some(origin), unknown(&path, |near| near.to_owned()));
            }
        }
    }

    fn set(&mut self, path: String, value: &str, origin: Origin) {
        self.values.insert(path, Raw { written: Written::Bare(value.to_owned()), origin });
    }
}

fn path_of_variable(name: &str, rest: &str) -> Option<String> {
    match rest.strip_prefix("ROUTES__COMMANDS__") {
        Some(command) => Some(format!("{COMMANDS}{}", command.to_lowercase())),
        None => {
            KEYS.iter().find(|key| key.variable().as_deref() == Some(name)).map(|key| key.path.to_owned())
        }
    }
}

fn unknown_variable(rest: &str) -> String {
    let path = rest.to_lowercase().replace("__", ".");
    unknown(&path, |near| keys::find(near).and_then(keys::Key::variable).unwrap_or_default())
}

/// Says that a path cannot be set outside the file, and what can.
fn unknown(path: &str, show: impl Fn(&str) -> String) -> String {
    let within = |list: &&str| {
        path.strip_prefix(*list).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    if let Some(list) = KEYS.iter().filter_map(keys::Key::list).find(within) {
        return format!("{list} is a list of tables, which only a file can hold; its values may be env:NAME");
    }
    match nearest::key(path, |known| !known.contains("[]")) {
        Some(near) => format!("there is no such key; the nearest is {}", show(near)),
        None => "there is no such key".to_owned(),
    }
}
