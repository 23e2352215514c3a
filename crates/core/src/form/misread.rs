//! Why an answer is none.

use crate::Wording;

/// Why what was said is no answer, in words for the person. If the author has own words for that (`again`), those are said
/// instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Misread(pub(super) Wording);

impl Misread {
    /// Says what is wrong.
    pub fn new(reason: impl Into<Wording>) -> Self {
        Self(reason.into())
    }
}
