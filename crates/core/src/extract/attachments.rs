//! What was sent besides text.

use crate::{
    Result, Turn, block,
    event::{Attachments, Contact, Location},
};

use super::{FromTurn, absent};

macro_rules! sent {
    ($argument:ty, $what:literal, $take:expr, $($kind:ident),*) => { $(
        impl FromTurn<block::$kind> for $argument {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                let take: fn(&Attachments) -> Option<Self> = $take;
                turn.event().attachments().and_then(take).ok_or_else(|| absent($what))
            }
        }
    )* };
}

// A message with a caption may be taken by a block for texts.
sent!(
    Attachments,
    "attachments",
    |sent| Some(sent.clone()),
    BeforeAnything,
    Location,
    Contact,
    AnyAttachment,
    Regex,
    Keyword,
    Intent,
    AnyIntent,
    Entity,
    AnyNumber,
    AnyText,
    EverythingElse,
    AfterAll
);
sent!(
    Location,
    "location",
    |sent| sent.location().cloned(),
    BeforeAnything,
    Location,
    AnyAttachment,
    EverythingElse,
    AfterAll
);
sent!(
    Contact,
    "contact",
    |sent| sent.contacts().next().cloned(),
    BeforeAnything,
    Contact,
    AnyAttachment,
    EverythingElse,
    AfterAll
);
