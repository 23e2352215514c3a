//! Comments on the page's posts.
//!
//! Source: [private replies](https://developers.facebook.com/docs/messenger-platform/discovery/private-replies) of
//! 2026-04-16, and the field `feed` of the webhooks for pages.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Alias, Chat, Comment, Sender};
use tertulia_graph::{lenient, moment};

use crate::{PSID, item::Party};

/// The field whose changes are comments, among other things.
pub(crate) const FEED: &str = "feed";

/// The kind of the alias of somebody of whom Messenger tells nothing but what they wrote.
const COMMENTER: &str = "comment";

#[derive(Deserialize)]
struct Change {
    #[serde(default, deserialize_with = "lenient::object")]
    value: Option<Value>,
}

#[derive(Deserialize)]
struct Value {
    #[serde(default, deserialize_with = "lenient::string")]
    item: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    verb: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    comment_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    post_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::id")]
    parent_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    from: Option<Party>,
    #[serde(default, deserialize_with = "lenient::string")]
    message: Option<String>,
    #[serde(default, deserialize_with = "lenient::integer")]
    created_time: Option<i64>,
}

/// A comment that somebody wrote.
pub(crate) struct Written {
    pub(crate) comment: Comment,
    pub(crate) by: Sender,
    pub(crate) chat: Chat,
    /// When, if that is told.
    pub(crate) at: Option<Timestamp>,
}

/// Reads a change of the feed. `None` if it is no new comment, or one of the page itself, which would answer its own
/// answers.
pub(crate) fn read(page: &str, raw: &RawValue) -> Option<Written> {
    let value = lenient::read::<Change>(raw)?.value?;
    if value.item.as_deref() != Some("comment") || value.verb.as_deref() != Some("add") {
        return None;
    }
    let mut comment = Comment::new(value.comment_id?);
    comment.post_id = value.post_id;
    comment.parent_id = value.parent_id;
    comment.text = value.message;

    let (id, name) = value.from.map_or((None, None), |from| (from.id, from.name));
    let alias = match id {
        Some(id) if id == page => return None,
        Some(id) => Alias::new(PSID, id),
        None => Alias::new(COMMENTER, comment.id.clone()),
    };
    let mut by = Sender::new([alias]);
    by.profile.name = name;
    let at = value.created_time.map(|time| moment::of_seconds(Some(time)));
    Some(Written { chat: Chat::of_comment(&comment.id), comment, by, at })
}
