//! Messages in Messenger's own JSON.

use serde_json::Value;
use tertulia_core::{
    Call, Native,
    adapter::{Envelope, Undeliverable},
};

use super::body;

/// The body of the Send API without the recipient, with a `message` or a `sender_action`; or that of another edge of
/// the page that takes a recipient, such as `pass_thread_control`.
pub(super) fn render(native: &Native<String>, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
    let mut fields = native.filled();
    if !native.endpoint.is_empty() && native.endpoint != body::MESSAGES {
        fields.insert("recipient".to_owned(), body::recipient(envelope.to)?);
        return Ok(Call::new(native.endpoint.as_str(), &fields));
    }
    match fields.remove("message") {
        Some(message @ Value::Object(_)) => body::message(message, fields, envelope),
        None if fields.contains_key("sender_action") => body::action(fields, envelope),
        _ => Err(Undeliverable(
            "a message in Messenger's JSON has an object `message` or a `sender_action`".to_owned(),
        )),
    }
}
