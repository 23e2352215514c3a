//! Emojis that people put on messages.

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{EventKind, Reaction};

use super::{happened::Happened, lenient, lenient_list, message::Message};

/// <https://core.telegram.org/bots/api#messagereactionupdated>
#[derive(Default, Deserialize)]
#[serde(default)]
struct Reactions {
    #[serde(deserialize_with = "lenient_list")]
    old_reaction: Vec<ReactionType>,
    #[serde(deserialize_with = "lenient_list")]
    new_reaction: Vec<ReactionType>,
}

/// <https://core.telegram.org/bots/api#reactiontype>: an emoji, a picture of Telegram's own, or a paid star.
#[derive(Clone, Default, Deserialize, PartialEq)]
#[serde(default)]
struct ReactionType {
    #[serde(deserialize_with = "lenient")]
    emoji: Option<String>,
    #[serde(deserialize_with = "lenient")]
    custom_emoji_id: Option<String>,
}

/// Reads what a person did to a message. If that put one emoji in the place of another, the new one counts.
pub(super) fn read(raw: &RawValue) -> Happened {
    let Reactions { old_reaction, new_reaction } = serde_json::from_str(raw.get()).unwrap_or_default();
    let message = Message::read(raw);
    let id = message.id().map(|id| id.to_string());
    let mut happened = message.happened(EventKind::Other("message_reaction".to_owned()));
    let added = new_reaction.iter().find(|reaction| !old_reaction.contains(reaction));
    let removed = || old_reaction.iter().find(|reaction| !new_reaction.contains(reaction));
    let reaction = id.and_then(|id| match added {
        Some(added) => Some(Reaction::added(id, added.emoji.clone())),
        None => Some(Reaction::removed(id, removed()?.emoji.clone())),
    });
    // Whoever reacts in the name of a chat is no person.
    if let Some(reaction) = reaction.filter(|_| happened.sender.is_some()) {
        happened.details.kind = EventKind::Reaction(reaction);
    }
    happened
}
