//! What was found, and what to do about it.

use std::fmt;

use serde::Serialize;

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) all: Vec<Finding>,
}

/// Something that was found.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) level: Level,
    /// What was looked at.
    pub(super) what: String,
    /// How it is.
    pub(super) found: String,
    /// What to do about it.
    pub(super) remedy: Option<String>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Well,
    Warning,
    Fault,
}

impl Findings {
    pub(super) fn well(&mut self, what: impl Into<String>, found: impl Into<String>) {
        self.add(Level::Well, what.into(), found.into(), None);
    }

    pub(super) fn warning(
        &mut self,
        what: impl Into<String>,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.add(Level::Warning, what.into(), found.into(), Some(remedy.into()));
    }

    pub(super) fn fault(
        &mut self,
        what: impl Into<String>,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.add(Level::Fault, what.into(), found.into(), Some(remedy.into()));
    }

    fn add(&mut self, level: Level, what: String, found: String, remedy: Option<String>) {
        self.all.push(Finding { level, what, found, remedy });
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { level, what, found, remedy } in &self.all {
            let mark = match level {
                Level::Well => "well   ",
                Level::Warning => "warning",
                Level::Fault => "fault  ",
            };
            writeln!(f, "{mark}  {what}: {found}")?;
            if let Some(remedy) = remedy.as_ref().filter(|remedy| !remedy.is_empty()) {
                writeln!(f, "         {}", remedy.replace('\n', "\n         "))?;
            }
        }
        let count = |level| self.all.iter().filter(|found| found.level == level).count();
        write!(f, "{} faults, {} warnings", count(Level::Fault), count(Level::Warning))
    }
}
