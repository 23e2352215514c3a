//! `[replies]`: what the bot says.

use super::fields::Fields;
use super::value;

/// What the bot says.
#[derive(Clone, Debug)]
pub(crate) struct Replies {
    /// Whether typing a button's title presses it. Replies that are shown numbered can always be typed.
    pub(crate) typed_postbacks: bool,
}

impl Replies {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self { typed_postbacks: fields.value("replies.typed_postbacks", value::switch) }
    }
}
