//! A line of the author's source.

use std::{fmt, panic::Location, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A line of the author's source: of this program, or of the one that wrote down what was said there.
#[derive(Clone)]
pub(crate) enum Line {
    Here(&'static Location<'static>),
    Written(Arc<str>),
}

impl Line {
    /// Where it is, if it is a line of this program.
    pub(crate) fn location(&self) -> Option<&'static Location<'static>> {
        match self {
            Self::Here(at) => Some(at),
            Self::Written(_) => None,
        }
    }
}

impl From<&'static Location<'static>> for Line {
    fn from(at: &'static Location<'static>) -> Self {
        Self::Here(at)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Here(at) => write!(f, "{at}"),
            Self::Written(at) => f.write_str(at),
        }
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The same line, however it is known.
impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Arc::deserialize(deserializer).map(Self::Written)
    }
}
