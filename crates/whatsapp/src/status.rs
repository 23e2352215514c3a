//! One element of `statuses`: what became of a message of ours.
//!
//! Source: [status messages](https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status).

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{
    Chat, Dedupe, Event, EventKind, Incoming, Parsed,
    receipt::{About, Receipt, Status},
};
use tertulia_graph::{GraphError, lenient, moment};

use crate::parse::{Number, event};

/// The name of the event that tells something else of a message of ours than that it was sent, delivered or
/// read, or failed.
pub const STATUS: &str = "status";

#[derive(Deserialize)]
struct Element<'a> {
    #[serde(default, deserialize_with = "lenient::string")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    timestamp: Option<i64>,
    #[serde(default, deserialize_with = "lenient::string")]
    biz_opaque_callback_data: Option<String>,
    #[serde(borrow, default, deserialize_with = "lenient::list")]
    errors: Vec<&'a RawValue>,
    #[serde(default, deserialize_with = "lenient::id")]
    recipient_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    recipient_user_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    recipient_participant_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    pricing: Option<Pricing>,
}

#[derive(Deserialize)]
struct Pricing {
    #[serde(default, deserialize_with = "lenient::string")]
    category: Option<String>,
}

pub(crate) fn read(number: &Number<'_>, raw: &RawValue) -> Result<Parsed, String> {
    let element: Element<'_> = lenient::read(raw).ok_or("a status that is no object")?;
    let id = element.id.as_deref().ok_or("a status without a message id")?;
    let Some(status) = element.status() else {
        return Ok(event(element.incoming(number, id, raw)));
    };
    Ok(Parsed::Receipt(Receipt {
        account: number.id.to_owned(),
        about: About::Message { id: id.to_owned(), reference: element.biz_opaque_callback_data },
        status,
        at: moment::of_seconds(element.timestamp),
        price: element.pricing.and_then(|pricing| pricing.category),
    }))
}

impl Element<'_> {
    /// What became of the message, if it is one of the things that become of every message.
    fn status(&self) -> Option<Status> {
        Some(match self.status.as_deref()? {
            "sent" => Status::Sent,
            "delivered" => Status::Delivered,
            // A voice message that was listened to.
            "read" | "played" => Status::Read,
            // In a group, every member has a status of their own: the others may well have got it.
            "failed" if self.recipient_participant_id.is_none() => Status::Failed(self.reason()),
            _ => return None,
        })
    }

    fn reason(&self) -> String {
        let errors = self.errors.iter().filter_map(|raw| lenient::read::<GraphError>(raw));
        let errors: Vec<_> = errors.map(|error| error.to_string()).collect();
        if errors.is_empty() { "failed without a reason".to_owned() } else { errors.join("; ") }
    }

    /// The event that nobody sent.
    fn incoming(&self, number: &Number<'_>, id: &str, raw: &RawValue) -> Incoming {
        let at = moment::of_seconds(self.timestamp);
        let parts = [
            Some(STATUS),
            Some(id),
            self.status.as_deref(),
            self.recipient_id.as_deref(),
            self.recipient_user_id.as_deref(),
            self.recipient_participant_id.as_deref(),
        ];
        Incoming {
            account: number.id.to_owned(),
            dedupe: Dedupe::of_day(at, &parts.map(|part| part.unwrap_or_default().as_bytes())),
            sort: at.as_millisecond(),
            sender: None,
            chat: Chat::default(),
            event: Event::new(EventKind::Other(STATUS.to_owned()), at, raw.to_owned()),
        }
    }
}
