//! `[takeover]`: what happens when somebody else writes to the person in the bot's name.

use std::time::Duration;

use super::fields::Fields;
use super::value;

/// What happens when somebody else writes to the person in the bot's name.
#[derive(Clone, Debug)]
pub(crate) struct Takeover {
    /// How long the conversation pauses from then on; with zero it does not.
    pub(crate) pause: Duration,
}

impl Takeover {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self { pause: fields.value("takeover.pause", value::duration_or_none) }
    }
}
