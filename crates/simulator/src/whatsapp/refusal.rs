//! Why WhatsApp refuses.
//!
//! Source: [error codes](https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes) of 2025-11-19.

use serde_json::{Value, json};

use crate::graph::{Fault, Kind, Refusal};

/// What is wrong with the parameters.
pub(super) fn parameter(fault: Fault) -> Refusal {
    let Fault { kind, at, why } = fault;
    match kind {
        Kind::Missing => {
            let details = format!("The parameter {at} is required.");
            Refusal::new(131_008, "(#131008) Required parameter is missing").details(details)
        }
        Kind::Wrong => {
            Refusal::new(131_009, "(#131009) Parameter value is not valid").details(format!("{at} {why}"))
        }
        Kind::Unexpected => Refusal::new(100, "(#100) Invalid parameter").details(why),
    }
}

/// The person wrote too long ago.
pub(super) fn outside_window() -> Refusal {
    Refusal::new(131_047, "(#131047) Re-engagement message").details(
        "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
    )
}

/// The number sends too fast.
pub(super) fn throughput(seconds: u32) -> Refusal {
    let details = "Message failed to send because there were too many messages sent from this phone number in a short period of time.";
    Refusal::too_many(130_429, "(#130429) Rate limit hit", seconds).details(details)
}

/// One person gets messages too fast.
pub(super) fn pair() -> Refusal {
    Refusal::new(131_056, "(#131056) (Business Account, Consumer Account) pair rate limit hit").details(
        "Message failed to send because there were too many messages sent from this phone number to the same phone number in \
         a short period of time.",
    )
}

/// There is no such group: here are none.
pub(super) fn no_group(id: &str) -> Refusal {
    Refusal::new(131_009, "(#131009) Parameter value is not valid")
        .details(format!("There is no group {id}."))
}

/// Why a message that was accepted did not arrive, as its status says it.
pub(super) fn undeliverable() -> Value {
    failure(131_026, "Message undeliverable", "Message Undeliverable.")
}

/// There is no message to put an emoji on.
pub(super) fn no_such_message() -> Value {
    failure(131_009, "Parameter value is not valid", "The message to react to was not found.")
}

fn failure(code: u32, title: &str, details: &str) -> Value {
    json!({
        "code": code,
        "title": title,
        "message": title,
        "error_data": { "details": details },
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    })
}
