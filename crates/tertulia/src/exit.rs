//! How a bot's process ends.

use std::process::{ExitCode, Termination};

/// How a bot's process ends: what `main` returns.
///
/// | code | meaning |
/// |---|---|
/// | 0 | it did what it was asked to |
/// | 1 | something is wrong with what is declared or configured, or failed while running |
/// | 2 | nothing is configured, or the command line was not understood |
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use = "return it from `main`, or the process ends with 0 whatever happened"]
pub struct Exit(u8);

/// The same, for those who read `--help` and the manual page.
pub(crate) const CODES: &str = "\
Exit codes:
  0  it did what it was asked to
  1  something is wrong with what is declared or configured, or failed
  2  nothing is configured, or the command line was not understood";

impl Exit {
    /// It did what it was asked to.
    pub(crate) const DONE: Self = Self(0);
    /// Something is wrong, or failed.
    pub(crate) const FAILED: Self = Self(1);
    /// Nothing is configured, or the command line was not understood.
    pub(crate) const USAGE: Self = Self(2);

    /// The exit code of the process.
    pub fn code(self) -> u8 {
        self.0
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        self.0.into()
    }
}
