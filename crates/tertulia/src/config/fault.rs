//! What is wrong with a configuration: all of it at once.

use std::fmt;

use super::origin::Origin;

/// The configuration cannot be used; the text names every fault, its place and what to write instead.
///
/// It never holds a value of the configuration, so it can be shown and logged.
#[derive(Debug, thiserror::Error)]
#[error("{}", listed(.0))]
pub(crate) struct ConfigError(Vec<Fault>);

/// The faults found so far.
#[derive(Debug, Default)]
pub(super) struct Faults {
    found: Vec<Fault>,
    incomplete: bool,
}

/// One fault. Its text is made of key names, places and fixed words.
#[derive(Debug)]
struct Fault {
    origin: Option<Origin>,
    text: String,
}

impl Faults {
    /// Records a fault at a place, or one of the whole.
    pub(super) fn push(&mut self, origin: Option<Origin>, text: impl Into<String>) {
        self.found.push(Fault { origin, text: text.into() });
    }

    /// Records that something is not set.
    ///
    /// In an incomplete configuration nobody can know, so nothing is said.
    pub(super) fn missing(&mut self, origin: Option<Origin>, text: impl Into<String>) {
        if !self.incomplete {
            self.push(origin, text);
        }
    }

    /// Notes that a part could not be read.
    pub(super) fn incomplete(&mut self) {
        self.incomplete = true;
    }

    /// The value, if there were no faults.
    pub(super) fn into_result<T>(mut self, value: T) -> Result<T, ConfigError> {
        if self.found.is_empty() {
            return Ok(value);
        }
        self.found.sort_by(|a, b| (a.origin.is_none(), &a.origin).cmp(&(b.origin.is_none(), &b.origin)));
        Err(ConfigError(self.found))
    }
}

fn listed(faults: &[Fault]) -> String {
    let count = match faults.len() {
        1 => "a fault".to_owned(),
        several => format!("{several} faults"),
    };
    faults.iter().fold(format!("the configuration has {count}:"), |text, fault| format!("{text}\n  {fault}"))
}

impl fmt::Display for Fault {
    /// Control characters in names are escaped: they come from outside and go to a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = match &self.origin {
            Some(origin) => format!("{origin}: {}", self.text),
            None => self.text.clone(),
        };
        line.chars().try_for_each(|c| match c.is_control() {
            true => write!(f, "{}", c.escape_default()),
            false => write!(f, "{c}"),
        })
    }
}
