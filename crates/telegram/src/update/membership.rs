//! Groups that the bot is added to and removed from.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{EventKind, Membership};

use super::{chat::Chat, happened::Happened, lenient, message::Message};

/// <https://core.telegram.org/bots/api#chatmemberupdated>
#[derive(Default, Deserialize)]
#[serde(default)]
struct Updated {
    #[serde(deserialize_with = "lenient")]
    chat: Option<Chat>,
    #[serde(deserialize_with = "lenient")]
    old_chat_member: Option<Member>,
    #[serde(deserialize_with = "lenient")]
    new_chat_member: Option<Member>,
}

/// <https://core.telegram.org/bots/api#chatmember>
#[derive(Default, Deserialize)]
#[serde(default)]
struct Member {
    #[serde(deserialize_with = "lenient")]
    status: Option<String>,
    #[serde(deserialize_with = "lenient")]
    is_member: Option<bool>,
}

impl Member {
    fn is_in(&self) -> Option<bool> {
        match self.status.as_deref()? {
            "creator" | "administrator" | "member" => Some(true),
            "left" | "kicked" => Some(false),
            "restricted" => self.is_member,
            _ => None,
        }
    }
}

/// Reads what became of the bot in a chat. In a group it happens in the private chat with whoever did it, as that
/// is where it can be told. Being blocked by a person, and other rights in a group, are no membership.
pub(super) fn read(raw: &RawValue) -> Happened {
    let updated: Updated = serde_json::from_str(raw.get()).unwrap_or_default();
    let mut happened = Message::read(raw).happened(EventKind::Other("my_chat_member".to_owned()));
    let is_in = |member: &Option<Member>| member.as_ref().and_then(Member::is_in);
    let group = updated.chat.as_ref().and_then(Chat::as_group);
    let change = match (is_in(&updated.old_chat_member), is_in(&updated.new_chat_member), group) {
        (Some(false), Some(true), Some(group)) => Membership::New(group),
        (Some(true), Some(false), Some(group)) => Membership::Drop(group),
        _ => return happened,
    };
    if happened.sender.is_some() {
        happened.chat = tertulia_core::Chat::default();
        happened.details.kind = EventKind::Membership(change);
        happened.details.addressed = true;
    }
    happened
}
