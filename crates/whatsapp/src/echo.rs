//! What a human wrote to a person in the WhatsApp Business app, where the number is used there too.
//!
//! Source: the page "smb_message_echoes webhook reference" of the WhatsApp documentation, 2025-10-22.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Chat, Dedupe, Event, EventKind, Incoming};
use tertulia_graph::{lenient, moment};

use crate::{
    parse::Number,
    person::{Contact, SenderIds},
};

/// The field that tells of it.
pub(crate) const SMB_MESSAGE_ECHOES: &str = "smb_message_echoes";

#[derive(Deserialize)]
struct Echo {
    #[serde(default, deserialize_with = "lenient::id")]
    to: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    to_user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    timestamp: Option<i64>,
}

/// Reads one echo, as news of the conversation with whom it was written to. One to nobody starts no turn.
pub(crate) fn read(number: &Number<'_>, contacts: &[Contact], raw: &RawValue) -> Result<Incoming, String> {
    let echo: Echo = lenient::read(raw).ok_or("an echo that is no object")?;
    // The number may be written as people write it.
    let wa_id = echo.to.map(|to| to.trim_start_matches('+').to_owned()).filter(|to| !to.is_empty());
    let sender = SenderIds::of(wa_id, echo.to_user_id).sender(contacts);
    let kind = match sender {
        Some(_) => EventKind::Takeover,
        None => EventKind::Other(SMB_MESSAGE_ECHOES.to_owned()),
    };
    let at = moment::of_seconds(echo.timestamp);
    let key = echo.id.as_deref().unwrap_or(raw.get());
    Ok(Incoming {
        account: number.id.to_owned(),
        dedupe: Dedupe::of_day(at, &[SMB_MESSAGE_ECHOES.as_bytes(), key.as_bytes()]),
        sort: at.as_millisecond(),
        sender,
        chat: Chat::default(),
        // Without the message's id: what is the newest message of a chat is the person's.
        event: Event::new(kind, at, raw.to_owned()),
    })
}
