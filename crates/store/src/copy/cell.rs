//! What stands in a row, whatever the engine.

use serde::{Deserialize, Serialize};

/// What stands in a column of a row.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum Cell {
    Null,
    /// A number, or 1 or 0 for yes and no.
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

/// A row of a table, in the order of its columns.
pub(crate) type Row = Vec<Cell>;

impl Cell {
    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    #[cfg(feature = "postgres")]
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    #[cfg(feature = "postgres")]
    pub(crate) fn blob(&self) -> Option<&[u8]> {
        match self {
            Self::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Integer)
    }
}

impl From<Option<bool>> for Cell {
    fn from(flag: Option<bool>) -> Self {
        flag.map_or(Self::Null, |flag| Self::Integer(flag.into()))
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}

impl From<Option<Vec<u8>>> for Cell {
    fn from(bytes: Option<Vec<u8>>) -> Self {
        bytes.map_or(Self::Null, Self::Blob)
    }
}
