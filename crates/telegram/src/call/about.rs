//! A call about an earlier message.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::value::{RawValue, to_raw_value};
use tertulia_core::Call;

use super::{EDIT_REPLY_MARKUP, PIN_MESSAGE};

/// The call, about the message with this id. `None` if it is about none.
pub(crate) fn about(call: &Call, message_id: &str) -> Option<Call> {
    if ![EDIT_REPLY_MARKUP, PIN_MESSAGE].contains(&call.endpoint.as_str()) {
        return None;
    }
    let id: i64 = message_id.parse().ok()?;
    let id = to_raw_value(&id).ok()?;
    let mut fields: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(call.body.get()).ok()?;
    fields.insert("message_id".into(), &id);
    Some(Call::new(&*call.endpoint, &fields))
}
