//! Whether people want marketing messages.
//!
//! Source: the page "user_preferences webhook reference" of the WhatsApp documentation, 2025-10.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Chat, Dedupe, Event, EventKind, Incoming, RecurringNotification};
use tertulia_graph::{lenient, moment};

use crate::{
    parse::Number,
    person::{Contact, SenderIds},
};

/// The field that tells of them.
pub(crate) const USER_PREFERENCES: &str = "user_preferences";

#[derive(Deserialize)]
struct Preference {
    #[serde(default, deserialize_with = "lenient::id")]
    wa_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    category: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    value: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    timestamp: Option<i64>,
}

/// Reads one preference. One that is neither to stop nor to resume, or of nobody, starts no turn.
pub(crate) fn read(number: &Number<'_>, contacts: &[Contact], raw: &RawValue) -> Result<Incoming, String> {
    let preference: Preference = lenient::read(raw).ok_or("a preference that is no object")?;
    let sender = SenderIds::of(preference.wa_id, preference.user_id).sender(contacts);
    let granted = match preference.value.as_deref() {
        Some("resume") => Some(true),
        Some("stop") => Some(false),
        _ => None,
    };
    let kind = match granted {
        Some(granted) if sender.is_some() => {
            let mut notification = RecurringNotification::default();
            notification.granted = granted;
            notification.payload = preference.category;
            EventKind::RecurringNotification(notification)
        }
        _ => EventKind::Other(USER_PREFERENCES.to_owned()),
    };
    let at = moment::of_seconds(preference.timestamp);
    Ok(Incoming {
        account: number.id.to_owned(),
        dedupe: Dedupe::of_day(at, &[USER_PREFERENCES.as_bytes(), raw.get().as_bytes()]),
        sort: at.as_millisecond(),
        sender,
        chat: Chat::default(),
        event: Event::new(kind, at, raw.to_owned()),
    })
}
