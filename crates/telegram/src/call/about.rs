//! A call about an earlier message.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;
use serde_json::value::{RawValue, to_raw_value};
use tertulia_core::Call;

use super::{
    DELETE_MESSAGE, EDIT_REPLY_MARKUP, PIN_MESSAGE,
    method::{EDIT_MEDIA, EDIT_TEXT},
};

/// What can be about a message.
const METHODS: [&str; 5] = [DELETE_MESSAGE, EDIT_MEDIA, EDIT_REPLY_MARKUP, EDIT_TEXT, PIN_MESSAGE];

/// The call, about the message with this id. `None` if it is about none.
pub(crate) fn about(call: &Call, message_id: &str) -> Option<Call> {
    if !METHODS.contains(&call.endpoint.as_str()) {
        return None;
    }
    let id: i64 = message_id.parse().ok()?;
    let id = to_raw_value(&id).ok()?;
    let mut fields: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(call.body.get()).ok()?;
    fields.insert("message_id".into(), &id);
    Some(Call::new(&*call.endpoint, &fields))
}

/// The id of the message that a call changes, if it does that.
pub(crate) fn edited(call: &Call) -> Option<String> {
    #[derive(Deserialize)]
    struct Edit {
        message_id: i64,
    }
    let is_edit = [EDIT_MEDIA, EDIT_TEXT].contains(&call.endpoint.as_str());
    let edit: Option<Edit> = is_edit.then(|| serde_json::from_str(call.body.get()).ok())?;
    edit.map(|edit| edit.message_id.to_string())
}
