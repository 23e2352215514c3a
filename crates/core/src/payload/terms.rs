//! Who may press a button, until when, and how often.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ButtonPayload;
use crate::{Button, Row};

/// Who may press a button with parameters.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Whoever is in the chat it was sent to.
    #[default]
    Chat,
    /// Only the person whose turn made it, wherever that person sees it.
    User,
    /// Anyone, wherever the message is forwarded to.
    Anyone,
}

/// On what terms a button may be pressed.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct Terms {
    /// Who may press it.
    pub audience: Audience,
    /// How long after it was made. `None` for as long as payloads are kept.
    pub expires_in: Option<Duration>,
    /// Whether only the first press counts.
    pub once: bool,
}

impl Terms {
    /// Whether a payload with these terms is kept in the store, even if it would fit its button: what stands on a
    /// button tells neither when it was made nor how often it was pressed.
    pub(super) fn are_kept(&self) -> bool {
        self.audience == Audience::User || self.expires_in.is_some() || self.once
    }

    /// When a payload made at that time is too old.
    pub(super) fn expiry(&self, made: Timestamp) -> Option<Timestamp> {
        // Too far in the future to be a time is never.
        made.checked_add(self.expires_in?).ok()
    }
}

impl ButtonPayload {
    /// Lets anyone press it, also where the message was forwarded to.
    #[must_use]
    pub fn for_anyone(mut self) -> Self {
        self.terms.audience = Audience::Anyone;
        self
    }

    /// Lets only the person press it whose turn makes it: in a group the others are told that it is not for them.
    #[must_use]
    pub fn for_user(mut self) -> Self {
        self.terms.audience = Audience::User;
        self
    }

    /// A press later than that is answered with "too old", and no block sees it.
    #[must_use]
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.terms.expires_in = Some(time);
        self
    }

    /// Only the first press counts: for orders, votes and payments. Whoever presses again is told so.
    ///
    /// The press counts with the turn that handles it: if that fails, the button can be pressed again.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.terms.once = true;
        self
    }
}

macro_rules! terms {
    ($type:ident, $this:literal) => {
        impl $type {
            #[doc = concat!("Lets anyone press this ", $this, "; see [`ButtonPayload::for_anyone`].")]
            #[must_use]
            pub fn for_anyone(self) -> Self {
                self.map_payload(|payload| payload.for_anyone())
            }

            #[doc = concat!("Lets only this person press this ", $this, "; see [`ButtonPayload::for_user`].")]
            #[must_use]
            pub fn for_user(self) -> Self {
                self.map_payload(|payload| payload.for_user())
            }

            #[doc = concat!("Lets this ", $this, " be pressed for that time only; see [`ButtonPayload::expires_in`].")]
            #[must_use]
            pub fn expires_in(self, time: Duration) -> Self {
                self.map_payload(|payload| payload.expires_in(time))
            }

            #[doc = concat!("Lets this ", $this, " be pressed once; see [`ButtonPayload::once`].")]
            ///
            /// ```
            #[doc = concat!("let buy = tertulia_core::", stringify!($type), "::postback(\"Buy\", \"buy\").once();")]
            /// ```
            #[must_use]
            pub fn once(self) -> Self {
                self.map_payload(|payload| payload.once())
            }
        }
    };
}
terms!(Button, "button");
terms!(Row, "row");
