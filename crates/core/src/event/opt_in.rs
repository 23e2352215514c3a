//! People who agree to hear from the bot.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Somebody agreed to hear from the bot, by a plugin on a website or a button of the platform.
///
/// What is about notifications at intervals is a [`RecurringNotification`] instead.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct OptIn {
    /// What kind it is, by the platform's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What the plugin or button carried: Messenger's `ref` or `payload`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Somebody agreed to get messages of a topic now and then, or wants no more of them.
///
/// On Messenger these are opt-ins for marketing messages, on WhatsApp the person's choice whether to get marketing
/// messages at all.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(default)]
pub struct RecurringNotification {
    /// Whether they agreed; if not, they want no more.
    pub granted: bool,
    /// What is needed to send such a message. Keep it as a secret. WhatsApp needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// What the request carried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
    /// What the person was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// How often at most, in the platform's words: `DAILY`, `WEEKLY`, `MONTHLY`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<String>,
    /// The person's time zone: `America/Santiago`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// When the token expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Whether the person agreed again to what was about to end, in the platform's words: `REFRESHED`,
    /// `NOT_REFRESHED`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}
