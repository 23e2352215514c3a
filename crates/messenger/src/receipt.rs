//! What became of messages of ours: echoes, deliveries, reads.
//!
//! Sources: [message echoes](https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes),
//! [deliveries](https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-deliveries),
//! [reads](https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-reads).

use jiff::Timestamp;
use serde_json::value::RawValue;
use tertulia_core::{
    Alias, EventKind,
    receipt::{About, Receipt, Status},
};

use crate::{
    PSID,
    happening::Happening,
    item::{Item, Message},
};

/// The receipts that an element holds. None if it is something else, or tells too little.
pub(crate) fn read(
    page: &str,
    item: &Item<'_>,
    happening: &Happening,
    person: Option<&str>,
    at: Timestamp,
) -> Vec<Receipt> {
    let receipt = |about, status, at| Receipt { account: page.to_owned(), about, status, at, price: None };
    let everything = |status, watermark: Option<i64>| {
        let about = About::Everything(Alias::new(PSID, person?));
        Some(receipt(about, status, time(watermark?)?))
    };
    if happening.echo {
        let echo = item.message.as_ref().and_then(of_ours);
        return echo.map(|about| receipt(about, Status::Sent, at)).into_iter().collect();
    }
    if !matches!(happening.kind, EventKind::Other(_)) {
        return Vec::new();
    }
    if let Some(delivery) = &item.delivery {
        let mids: Vec<_> = delivery.mids.iter().filter_map(|raw| message_id(raw)).collect();
        if mids.is_empty() {
            return everything(Status::Delivered, delivery.watermark).into_iter().collect();
        }
        let about = |id| About::Message { id, reference: None };
        return mids.into_iter().map(|id| receipt(about(id), Status::Delivered, at)).collect();
    }
    let read = item.read.as_ref().and_then(|read| everything(Status::Read, read.watermark));
    read.into_iter().collect()
}

/// The message that is echoed, if it has a name that we give to messages: other apps mark theirs otherwise, and
/// humans not at all.
fn of_ours(message: &Message<'_>) -> Option<About> {
    let id = message.mid.clone()?;
    let reference = message.metadata.clone().filter(|_| is_ours(message))?;
    Some(About::Message { id, reference: Some(reference) })
}

/// Whether a message that is echoed has a name that we give to messages.
pub(crate) fn is_ours(message: &Message<'_>) -> bool {
    message.metadata.as_deref().is_some_and(is_reference)
}

/// Whether it is of the form of our names for messages: 16 characters of base64url.
fn is_reference(metadata: &str) -> bool {
    metadata.len() == 16 && metadata.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn message_id(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok().filter(|id: &String| !id.is_empty())
}

/// A watermark as a time. Without one nothing is told: it must not stand for the time of arrival.
fn time(watermark: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(watermark).ok().filter(|time| *time > Timestamp::UNIX_EPOCH)
}
