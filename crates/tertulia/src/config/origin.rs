//! Where a value was written.

use std::fmt;
use std::sync::Arc;

use super::keys::{self, Kind};

/// The place where a value was written, so that a fault can name it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Origin {
    /// A line of the file.
    File { name: Arc<str>, line: usize },
    /// An environment variable.
    Variable(String),
    /// A flag of the command line, by the key it sets.
    Flag(String),
}

impl Origin {
    /// How `path` would be set to `value` at this place.
    pub(super) fn assignment(&self, path: &str, value: &str) -> String {
        match self {
            Self::File { .. } => in_file(path, value),
            Self::Variable(name) => format!("{name}={value}"),
            Self::Flag(_) => format!("{path}={value}"),
        }
    }
}

/// A line of TOML that sets `path`.
pub(super) fn in_file(path: &str, value: &str) -> String {
    let written = match keys::find(path).map(|key| key.kind) {
        Some(Kind::Count | Kind::Switch) => value.to_owned(),
        Some(Kind::List) => {
            let words: Vec<_> = value.split(',').map(|word| format!("\"{word}\"")).collect();
            format!("[{}]", words.join(", "))
        }
        _ => format!("\"{value}\""),
    };
    let name = path.split_once("].").map_or(path, |(_, name)| name);
    format!("{name} = {written}")
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { name, line } => write!(f, "{name}:{line}"),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(key) => write!(f, "flag {key}"),
        }
    }
}
