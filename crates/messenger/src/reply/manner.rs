//! How something is said on Messenger.

use serde_json::Value;
use tertulia_core::{Platform, Reply};

/// How something is said on Messenger: see [`MessengerReply::messenger`](super::MessengerReply::messenger).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manner {
    fields: Vec<(&'static str, Value)>,
}

/// Why something may be said when the person wrote more than 24 hours ago.
///
/// Source: [Send API reference](https://developers.facebook.com/docs/messenger-platform/reference/send-api). The other tags are
/// refused since 2026-04-27; there is the [utility template](super::UtilityTemplate) in their place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Tag {
    /// A human answers, within 7 days. The app needs Meta's permission for it.
    HumanAgent,
    /// The customer feedback template, within 7 days.
    CustomerFeedback,
}

/// How the person's device tells of a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Notification {
    /// With a sound or vibration.
    Regular,
    /// On the screen only.
    Silent,
    /// Not at all.
    None,
}

impl Manner {
    /// Under the name and picture of a persona of the page, by its id. Signs of writing are, too.
    #[must_use]
    pub fn persona(self, id: impl Into<String>) -> Self {
        self.with("persona_id", id.into().into())
    }

    /// Under a tag, which allows it when the person wrote more than 24 hours ago. A private reply to a comment has none.
    #[must_use]
    pub fn tag(self, tag: Tag) -> Self {
        self.with("tag", tag.name().into())
    }

    /// With or without sound.
    #[must_use]
    pub fn notification(self, notification: Notification) -> Self {
        self.with("notification_type", notification.name().into())
    }

    /// As something the person did not ask for, still within 24 hours: `messaging_type` is `UPDATE`, not `RESPONSE`.
    #[must_use]
    pub fn unasked(self) -> Self {
        self.with("messaging_type", "UPDATE".into())
    }

    pub(super) fn apply<To: Clone>(self, reply: &Reply<To>) -> Reply<To> {
        let add = |reply: Reply<To>, (field, value)| reply.extra(Platform::MESSENGER, field, value);
        self.fields.into_iter().fold(reply.clone(), add)
    }

    fn with(mut self, field: &'static str, value: Value) -> Self {
        self.fields.push((field, value));
        self
    }
}

impl Tag {
    fn name(self) -> &'static str {
        match self {
            Self::HumanAgent => "HUMAN_AGENT",
            Self::CustomerFeedback => "CUSTOMER_FEEDBACK",
        }
    }
}

impl Notification {
    fn name(self) -> &'static str {
        match self {
            Self::Regular => "REGULAR",
            Self::Silent => "SILENT_PUSH",
            Self::None => "NO_PUSH",
        }
    }
}
