//! What is wrong with an app, found when it is built.

use std::{fmt, panic::Location};

/// One thing that is wrong, with the author's file and line.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Fault {
    /// Where it is declared, if it is.
    pub at: Option<&'static Location<'static>>,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Fault {
    /// Something that is wrong, found elsewhere than in the declarations.
    pub fn new(at: Option<&'static Location<'static>>, text: impl Into<String>) -> Self {
        Self { at, text: text.into() }
    }
}

/// Everything that is wrong with an app, all at once.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Faults(pub(super) Vec<Fault>);

impl Faults {
    /// The faults, in the order of declaration.
    pub fn iter(&self) -> std::slice::Iter<'_, Fault> {
        self.0.iter()
    }

    pub(crate) fn add(&mut self, at: impl Into<Option<&'static Location<'static>>>, text: impl Into<String>) {
        self.0.push(Fault { at: at.into(), text: text.into() });
    }
}

impl<'a> IntoIterator for &'a Faults {
    type Item = &'a Fault;
    type IntoIter = std::slice::Iter<'a, Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{at}: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
