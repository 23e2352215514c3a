//! Names of payloads, and the routes that lead to them.

use std::fmt;

/// The name of a payload inside a context: any text without `/ : # ~ @` and control characters.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct PayloadName(String);

/// A name cannot be a payload's.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidName {
    /// It is empty.
    #[error("a payload's name cannot be empty")]
    Empty,
    /// It holds a character that the wire form needs.
    #[error("a payload's name may hold anything but `/ : # ~ @`; {0:?} is not allowed in `{1}`")]
    Character(char, String),
}

impl PayloadName {
    /// Reads a name.
    ///
    /// # Errors
    ///
    /// [`InvalidName`] if it is empty or holds a character that the wire form needs.
    pub fn parse(name: &str) -> Result<Self, InvalidName> {
        if name.trim().is_empty() {
            return Err(InvalidName::Empty);
        }
        match name.chars().find(|c| matches!(c, '/' | ':' | '#' | '~' | '@') || c.is_control()) {
            Some(c) => Err(InvalidName::Character(c, name.to_owned())),
            None => Ok(Self(name.to_owned())),
        }
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form by which names are compared: they match whatever their case.
    pub fn key(name: &str) -> String {
        name.to_lowercase()
    }
}

impl fmt::Display for PayloadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a payload leads, as it stands on the wire or in a button: a context, if it names one, and a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PayloadRoute<'a> {
    /// Everything before the last `/`. Empty means the default context; `None` means that no `/` is there.
    pub context: Option<&'a str>,
    /// What follows the last `/`.
    pub name: &'a str,
}

impl<'a> PayloadRoute<'a> {
    /// Splits a route at its last `/`. A leading `/` more or less makes no difference to the context.
    pub fn split(route: &'a str) -> Self {
        match route.rsplit_once('/') {
            Some((context, name)) => Self { context: Some(context.trim_start_matches('/')), name },
            None => Self { context: None, name: route },
        }
    }
}
