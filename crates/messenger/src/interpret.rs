//! From an answer of the Send API to what became of the call.
//!
//! Source: [Messenger error codes](https://developers.facebook.com/docs/messenger-platform/error-codes) of
//! 2026-06-25. The HTTP status tells little; code and subcode tell all.

use std::time::Duration;

use serde::Deserialize;
use tertulia_core::{Call, Delivery, Response, adapter::Scope};
use tertulia_graph::{GraphError, delivery, lenient, retry_after};

use crate::render::is_action;

/// What a limit over all calls waits where the answer does not tell: such limits look back over minutes.
const LIMITED: Duration = Duration::from_secs(60);

/// What the answer to "you call abusively fast" waits.
const ABUSIVE: Duration = Duration::from_secs(3600);

#[derive(Deserialize)]
struct Taken {
    #[serde(default, deserialize_with = "lenient::string")]
    message_id: Option<String>,
}

pub(crate) fn interpret(call: &Call, response: &Response) -> Delivery {
    let taken = |taken: Taken| match taken.message_id {
        None if !is_action(call) => Delivery::MaybeSent("answered without a message id".to_owned()),
        id => Delivery::Sent(id),
    };
    delivery(response, taken, |error| by_code(response, error))
}

/// What an error means; `None` if the table does not have it.
pub(crate) fn by_code(response: &Response, error: &GraphError) -> Option<Delivery> {
    let text = error.to_string();
    Some(match error.codes() {
        // The page sent it, and returned an error afterwards.
        (1, 1_357_046) => Delivery::MaybeSent(text),

        (10, 2_018_278 | 2_018_065 | 2_534_022) => Delivery::WindowClosed(text),

        (551, _) | (10, 2_018_108 | 1_893_015) | (200, 1_545_041) | (100, 2_018_001) => {
            Delivery::Unreachable(text)
        }

        // The thread belongs to another app (2018300, 2534037): it is not ours to answer. Marketing messages
        // follow each other too soon (2018354, 2300052): to wait would hold up the conversation for hours.
        (_, 2_018_300) | (100, 2_534_037) | (4, 2_018_354 | 2_300_052) => Delivery::Rejected(text),

        (613, 1_893_016 | 2_018_338) => retry_after(response, ABUSIVE, Scope::Account),
        // 80006 is the limit for calls of a page's messaging.
        (4 | 17 | 32 | 613 | 80_006, _) => retry_after(response, LIMITED, Scope::Account),

        // The person is inside an automated flow of the page (2018321); 2018352 passes as well.
        (1 | 2, _) | (9, 2_018_352) | (_, 2_018_321) => Delivery::Retry(text),

        (100, _) => Delivery::Rejected(text),
        (3 | 10 | 102 | 190 | 200..=299 | 368, _) => Delivery::AccountDown(text),
        _ => return None,
    })
}
