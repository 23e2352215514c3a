//! One element of `statuses`: what became of a message of ours.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Chat, Dedupe, Event, EventKind, Incoming};
use tertulia_graph::{lenient, moment};

use crate::parse::Number;

/// The name of the event that tells what became of a message of ours: sent, delivered, read, failed.
pub const STATUS: &str = "status";

#[derive(Deserialize)]
struct Status {
    #[serde(default, deserialize_with = "lenient::string")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    timestamp: Option<i64>,
    #[serde(default, deserialize_with = "lenient::id")]
    recipient_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    recipient_user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    recipient_participant_id: Option<String>,
}

pub(crate) fn read(number: &Number<'_>, raw: &RawValue) -> Result<Incoming, String> {
    let status: Status = lenient::read(raw).ok_or("a status that is no object")?;
    let at = moment::of_seconds(status.timestamp);
    let id = status.id.as_deref().ok_or("a status without a message id")?;
    // In a group, every member has a status of their own.
    let parts = [
        Some(STATUS),
        Some(id),
        status.status.as_deref(),
        status.recipient_id.as_deref(),
        status.recipient_user_id.as_deref(),
        status.recipient_participant_id.as_deref(),
    ];
    Ok(Incoming {
        account: number.id.to_owned(),
        dedupe: Dedupe::of_day(at, &parts.map(|part| part.unwrap_or_default().as_bytes())),
        sort: at.as_millisecond(),
        sender: None,
        chat: Chat::default(),
        event: Event::new(EventKind::Other(STATUS.to_owned()), at, raw.to_owned()),
    })
}
