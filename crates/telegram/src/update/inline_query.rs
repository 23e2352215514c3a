//! What is typed behind the bot's name in any chat.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Chat, EventKind, InlineQuery};

use super::{
    attachment,
    happened::{Details, Happened},
    lenient,
    user::User,
};

/// <https://core.telegram.org/bots/api#inlinequery>
#[derive(Default, Deserialize)]
#[serde(default)]
struct Query<'a> {
    #[serde(deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    from: Option<User>,
    #[serde(deserialize_with = "lenient")]
    query: Option<String>,
    #[serde(deserialize_with = "lenient")]
    offset: Option<String>,
    #[serde(borrow)]
    location: Option<&'a RawValue>,
}

/// Reads a query. It has no time and no chat, only somebody who waits.
pub(super) fn read(raw: &RawValue) -> Happened {
    let query: Query<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
    let sender = query.from.and_then(User::into_sender);
    let (kind, chat) = match query.id {
        Some(id) if sender.is_some() => {
            let mut asked = InlineQuery::new(id, query.query.unwrap_or_default());
            asked.offset = query.offset.unwrap_or_default();
            asked.location = query.location.and_then(attachment::location);
            (EventKind::InlineQuery(asked), Chat::of_inline_queries())
        }
        _ => (EventKind::Other("inline_query".to_owned()), Chat::default()),
    };
    let details = Details {
        kind,
        at: Timestamp::UNIX_EPOCH,
        deep_link: None,
        message_id: None,
        press_id: None,
        addressed: true,
    };
    Happened { sender, chat, details, migration: None }
}
