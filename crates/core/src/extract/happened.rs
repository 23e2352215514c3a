//! What happened, where it is neither text nor press: each kind of event gives its own data.

use crate::{
    EventKind, Result, Turn, block,
    event::{Comment, Edited, InlineQuery, Membership, OptIn, Reaction, RecurringNotification},
};

use super::{FromTurn, Text, absent};

macro_rules! happened {
    ($($kind:ident),*) => { $(
        happened!($kind: BeforeAnything, $kind, AfterAll);
    )* };
    ($event:ident: $($kind:ident),*) => { $(
        impl FromTurn<block::$kind> for $event {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                match &turn.event().kind {
                    EventKind::$event(happened) => Ok(happened.clone()),
                    _ => Err(absent(stringify!($event))),
                }
            }
        }
    )* };
}
happened!(Comment, Edited, InlineQuery, Membership, OptIn, Reaction, RecurringNotification);

macro_rules! text {
    ($($kind:ident: $text:expr),*) => { $(
        impl FromTurn<block::$kind> for Text {
            async fn from_turn(turn: &Turn) -> Result<Self> {
                let text: Option<String> = match &turn.event().kind {
                    EventKind::$kind(happened) => $text(happened),
                    _ => None,
                };
                text.map(Self).ok_or_else(|| absent("text"))
            }
        }
    )* };
}
text!(
    Comment: |comment: &Comment| comment.text.clone(),
    Edited: |edited: &Edited| edited.text().map(str::to_owned),
    InlineQuery: |query: &InlineQuery| Some(query.query.clone())
);
