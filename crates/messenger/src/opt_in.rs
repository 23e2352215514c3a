//! People who agree to hear from the page.
//!
//! Source: [opt-ins](https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_optins).

use jiff::Timestamp;
use serde::Deserialize;
use tertulia_core::{EventKind, OptIn, RecurringNotification};
use tertulia_graph::lenient;

#[derive(Deserialize)]
pub(crate) struct WireOptIn {
    #[serde(default, rename = "type", deserialize_with = "lenient::string")]
    kind: Option<String>,
    #[serde(default, rename = "ref", deserialize_with = "lenient::string")]
    reference: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    payload: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    notification_messages_token: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    notification_messages_frequency: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    notification_messages_timezone: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    notification_messages_status: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    token_expiry_timestamp: Option<i64>,
    #[serde(default, deserialize_with = "lenient::string")]
    user_token_status: Option<String>,
}

impl WireOptIn {
    /// What was agreed to.
    pub(crate) fn read(&self) -> EventKind {
        if self.kind.as_deref() != Some("notification_messages") {
            let mut opt_in = OptIn::default();
            opt_in.kind.clone_from(&self.kind);
            opt_in.value = self.reference.clone().or_else(|| self.payload.clone());
            return EventKind::OptIn(opt_in);
        }
        let mut notification = RecurringNotification::default();
        // `STOP NOTIFICATIONS`, and `STOP_NOTIFICATIONS` was seen too.
        let stopped = self.notification_messages_status.as_deref().is_some_and(|s| s.starts_with("STOP"));
        notification.granted = !stopped;
        notification.token.clone_from(&self.notification_messages_token);
        notification.payload.clone_from(&self.payload);
        notification.title.clone_from(&self.title);
        notification.frequency.clone_from(&self.notification_messages_frequency);
        notification.time_zone.clone_from(&self.notification_messages_timezone);
        notification.status.clone_from(&self.user_token_status);
        notification.expires_at =
            self.token_expiry_timestamp.and_then(|time| Timestamp::from_millisecond(time).ok());
        EventKind::RecurringNotification(notification)
    }
}
