//! What an adapter makes of a webhook's body.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Event, Sender, receipt::Receipt};

/// One element of a webhook's body: an event, or something that could not be read as one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Parsed {
    /// An event with where it belongs.
    Event(Box<Incoming>),
    /// News of messages that were sent.
    Receipt(Receipt),
    /// A group has another id from now on.
    Moved(Moved),
    /// Rightly signed, but not what the platform documents. It is set aside and acknowledged.
    Broken(Broken),
}

/// An event, with everything the store needs to put it into the right mailbox, once.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The platform's id of the page, phone number or bot it came to.
    pub account: String,
    /// What tells a redelivery from a new event.
    pub dedupe: Dedupe,
    /// Where it stands among the waiting events of its conversation: lower goes first.
    pub sort: i64,
    /// Who it comes from. An event that nobody sent (a receipt, say) starts no turn.
    pub sender: Option<Sender>,
    /// Where it happened.
    pub chat: Chat,
    /// What happened.
    pub event: Event,
}

/// Where an event happened. The default is the private chat with its sender.
#[derive(Clone, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub struct Chat {
    /// The platform's id of the group, if it is one.
    pub group: Option<String>,
    /// The topic inside the chat, or what else is kept apart in it: [`Chat::of_inline_queries`],
    /// [`Chat::of_comment`].
    pub thread: Option<String>,
    /// The business account the bot speaks for, where a platform has such a thing.
    pub business: Option<String>,
}

impl Chat {
    /// What a person types behind the bot's name in other chats: apart from their conversations, so that neither waits
    /// for the other. Replies go to the private chat.
    pub fn of_inline_queries() -> Self {
        Self { thread: Some(INLINE_QUERIES.to_owned()), ..Self::default() }
    }

    /// Whether it is that of inline queries.
    pub fn is_of_inline_queries(&self) -> bool {
        self.thread.as_deref() == Some(INLINE_QUERIES)
    }

    /// What a comment leads to: a conversation of its own, whose replies go to whoever wrote the comment.
    pub fn of_comment(id: &str) -> Self {
        Self { thread: Some(format!("{COMMENT}{id}")), ..Self::default() }
    }

    /// The comment, if it is that of one.
    pub fn comment(&self) -> Option<&str> {
        self.thread.as_deref()?.strip_prefix(COMMENT)
    }
}

/// Threads that are none of the platform's: their ids never look like that.
const INLINE_QUERIES: &str = "inline-queries";
const COMMENT: &str = "comment:";

/// The key by which a redelivery is known, in the bucket where it is looked for.
///
/// Both depend on the event alone, never on its arrival, so an event and its redelivery always meet.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Dedupe {
    /// The bucket: a day, or a range of sequential ids. Old buckets are forgotten whole.
    pub bucket: i64,
    /// The key inside the bucket.
    pub key: Vec<u8>,
}

impl Dedupe {
    /// A key made of a platform's own id, or of what stands for one, in the bucket of the given day.
    pub fn of_day(at: jiff::Timestamp, parts: &[&[u8]]) -> Self {
        Self { bucket: at.as_second().div_euclid(86_400), key: digest(parts).to_vec() }
    }

    /// A sequential id: 65,536 of them share a bucket.
    pub fn of_sequence(id: i64) -> Self {
        Self { bucket: id >> 16, key: id.to_be_bytes().to_vec() }
    }
}

/// The first 16 bytes of SHA-256 over the parts, each with its length, so that parts cannot run together.
fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// A group that has another id from now on: Telegram turns groups into supergroups.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moved {
    /// The account that is in the group.
    pub account: String,
    /// The id it had.
    pub from: String,
    /// The id it has.
    pub to: String,
}

/// Something rightly signed that is not an event.
#[derive(Clone, Debug)]
pub struct Broken {
    /// What is wrong with it, for the operator.
    pub reason: String,
    /// The JSON or bytes as received.
    pub body: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_where_its_parts_end() {
        let at = jiff::Timestamp::UNIX_EPOCH;
        assert_ne!(Dedupe::of_day(at, &[b"ab", b"c"]), Dedupe::of_day(at, &[b"a", b"bc"]));
        assert_eq!(Dedupe::of_day(at, &[b"ab"]), Dedupe::of_day(at, &[b"ab"]));
    }

    #[test]
    fn sequential_ids_share_buckets() {
        assert_eq!(Dedupe::of_sequence(65_536).bucket, Dedupe::of_sequence(131_071).bucket);
        assert_ne!(Dedupe::of_sequence(65_535).bucket, Dedupe::of_sequence(65_536).bucket);
    }
}
