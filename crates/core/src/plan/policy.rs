//! What is done about what a platform cannot show.

use serde::{Deserialize, Serialize};

/// What is done about a reply that a platform cannot show as it was written.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// It is shown in the nearest form the platform has.
    #[default]
    Fit,
    /// It is shown as several messages of the form that was written, rather than in another form.
    Split,
    /// Its choices are written out, each behind a number, and typing the number chooses.
    Numbered,
    /// It is a mistake: the turn fails, and tells what does not fit.
    Deny,
}
