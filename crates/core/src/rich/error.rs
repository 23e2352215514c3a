//! What is wrong with a rich text, and where.

use std::{fmt, panic::Location};

use super::InvalidUrl;

/// Why something is no rich text.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RichTextError {
    /// Everything that is wrong with a text in HTML, in order.
    Html(Vec<Mistake>),
    /// What a link cannot lead to.
    Url {
        /// What is wrong with it.
        problem: InvalidUrl,
        /// The line that makes the link.
        at: &'static Location<'static>,
    },
}

/// One mistake in a text: where it is, what it is, and what to write instead.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Mistake {
    /// Its line, from 1.
    pub line: usize,
    /// Its column in code points, from 1.
    pub column: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for RichTextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Html(mistakes) => {
                for (at, mistake) in mistakes.iter().enumerate() {
                    if at > 0 {
                        f.write_str("\n")?;
                    }
                    write!(f, "{mistake}")?;
                }
                Ok(())
            }
            Self::Url { problem, at } => write!(f, "{at}: {problem}"),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for RichTextError {}
