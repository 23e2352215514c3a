//! From an answer of the Cloud API to what became of the call.
//!
//! Source: [WhatsApp error codes](https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes) of
//! 2025-11-19. Subcodes are no longer given a meaning; the code tells all.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Call, Delivery, Response, adapter::Scope};
use tertulia_graph::{GraphError, delivery, lenient, retry_after};

use crate::render::is_receipt;

/// The number sends faster than its throughput, which is counted by the second.
const THROUGHPUT: Duration = Duration::from_secs(5);

/// One person gets messages too fast: one every 6 seconds is always taken.
const PAIR: Duration = Duration::from_secs(6);

/// The app or business account makes too many calls, which is counted by the hour.
const CALLS: Duration = Duration::from_secs(60);

/// The number is held back because people reported it as spam.
const SPAM: Duration = Duration::from_secs(3600);

#[derive(Deserialize)]
struct Taken<'a> {
    #[serde(borrow, default, deserialize_with = "lenient::list")]
    messages: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct TakenMessage {
    #[serde(default, deserialize_with = "lenient::string")]
    id: Option<String>,
}

pub(crate) fn interpret(call: &Call, response: &Response) -> Delivery {
    let taken = |taken: Taken<'_>| {
        let message = taken.messages.first().and_then(|raw| lenient::read::<TakenMessage>(raw));
        match message.and_then(|message| message.id) {
            None if !is_receipt(call) => Delivery::MaybeSent("answered without a message id".to_owned()),
            id => Delivery::Sent(id),
        }
    };
    delivery(response, taken, |error| by_code(response, error))
}

/// What an error means; `None` if the table does not have it.
pub(crate) fn by_code(response: &Response, error: &GraphError) -> Option<Delivery> {
    let text = error.to_string();
    let (code, _) = error.codes();
    Some(match code {
        131_047 => Delivery::WindowClosed(text),

        131_056 => retry_after(response, PAIR, Scope::Chat),
        130_429 => retry_after(response, THROUGHPUT, Scope::Account),
        4 | 80_007 => retry_after(response, CALLS, Scope::Account),
        131_048 => retry_after(response, SPAM, Scope::Account),

        1 | 2 | 131_000 | 131_016 | 131_057 | 133_004 | 133_016 => Delivery::Retry(text),

        // 130497: the business may not write to people of that country. It is one person of many, so the
        // account goes on.
        130_472 | 130_497 | 131_026 | 131_050 | 131_062 => Delivery::Unreachable(text),

        // 131037 and 131042 are an account to be put in order: its display name, its payment.
        0 | 3 | 10 | 190 | 200..=299 | 368 | 131_005 | 131_031 | 131_037 | 131_042 | 133_010 => {
            Delivery::AccountDown(text)
        }

        // 131049: too many marketing messages for that person. Waiting a day would hold up the conversation.
        33 | 100 | 131_008 | 131_009 | 131_049 | 131_051..=131_053 | 132_000..=132_999 => {
            Delivery::Rejected(text)
        }
        _ => return None,
    })
}
