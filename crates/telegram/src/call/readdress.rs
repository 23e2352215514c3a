//! A call that goes to another group.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::value::{RawValue, to_raw_value};
use tertulia_core::Call;

/// The call, to the group with this id. `None` if it goes there already, or to no chat at all.
pub(crate) fn readdress(call: &Call, group: &str) -> Option<Call> {
    let group: i64 = group.parse().ok()?;
    let id = to_raw_value(&group).ok()?;
    let mut fields: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(call.body.get()).ok()?;
    let chat_id = fields.get_mut("chat_id")?;
    if chat_id.get() == id.get() {
        return None;
    }
    *chat_id = &id;
    Some(Call::new(&*call.endpoint, &fields))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn readdressed(body: &Value, group: &str) -> Option<Value> {
        let call = readdress(&Call::new("sendMessage", body), group)?;
        assert_eq!(call.endpoint, "sendMessage");
        Some(serde_json::from_str(call.body.get()).unwrap())
    }

    #[test]
    fn only_the_chat_is_another() {
        let body = |chat: i64| {
            json!({
                "chat_id": chat,
                "text": "chat_id: \"-4001\" \u{1f937}",
                "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "/yes"}]]},
            })
        };
        let moved = readdressed(&body(-4001), "-1001234567890");
        assert_eq!(moved, Some(body(-1_001_234_567_890)));
    }

    #[test]
    fn what_goes_there_already_or_nowhere_stays() {
        let there = json!({"chat_id": -1_001_234_567_890_i64, "action": "typing"});
        assert_eq!(readdressed(&there, "-1001234567890"), None);
        assert_eq!(readdressed(&json!({"callback_query_id": "1"}), "-1001234567890"), None);
        assert_eq!(readdressed(&json!([-4001]), "-1001234567890"), None);
        for group in ["", "team", "-1.5", "9223372036854775808"] {
            assert_eq!(readdressed(&json!({"chat_id": -4001}), group), None, "{group}");
        }
    }
}
