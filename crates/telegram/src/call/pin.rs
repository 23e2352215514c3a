//! Pinning a message that was sent.

use serde::Serialize;
use tertulia_core::{Call, adapter::Envelope};

use super::{PIN_MESSAGE, manner::Manner, target::Target};

/// <https://core.telegram.org/bots/api#pinchatmessage>
#[derive(Serialize)]
struct PinChatMessage<'a> {
    #[serde(flatten)]
    target: Target<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disable_notification: Option<bool>,
}

/// The call that pins the message, which is named later, if the author wants it pinned.
pub(crate) fn pin(envelope: &Envelope<'_>) -> Option<Call> {
    let manner = Manner::new(envelope.extras);
    let target = Target::of(envelope.to).ok().filter(|_| manner.pin())?.without_topic();
    let disable_notification = manner.silent().then_some(true);
    Some(Call::new(PIN_MESSAGE, &PinChatMessage { target, disable_notification }))
}
