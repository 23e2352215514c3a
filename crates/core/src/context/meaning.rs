//! Blocks for what people mean.

use crate::{
    block::{AnyIntent, Entity, Intent, Names, Pattern},
    body::Body,
};

use super::Context;

/// Blocks for what is meant, whatever the words.
///
/// They need a recogniser, see [`nlu`](crate::nlu). It is asked once, when no block up to `keyword` took the text; in a
/// group, only about what is said to the bot. An intent whose name begins with that of a context, such as
/// `profile_sign_up`, is offered to these blocks of that context first, where it is called `sign_up`.
impl<S> Context<S> {
    /// The most likely intent is one of these. Blocks are tried as declared.
    ///
    /// Rank 8; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text
    /// - Telegram: a text or caption
    /// - WhatsApp: a text or caption
    #[track_caller]
    pub fn intent<M: 'static>(self, names: impl Into<Names>, body: impl Body<Intent, M>) -> Self {
        self.add::<Intent, M>(Pattern::Names(names.into().0), body)
    }

    /// There is an intent that no `intent` of this context takes; the block can take it as
    /// [`Intent`](crate::nlu::Intent).
    ///
    /// Rank 8; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text
    /// - Telegram: a text or caption
    /// - WhatsApp: a text or caption
    #[track_caller]
    pub fn any_intent<M: 'static>(self, body: impl Body<AnyIntent, M>) -> Self {
        self.add::<AnyIntent, M>(Pattern::Any, body)
    }

    /// The text speaks of one of these: `"date"`, or with a value or role `"color:red"`. Blocks are tried as declared.
    ///
    /// Rank 9; see [the order](Context#the-order-of-blocks). What it is on each platform:
    ///
    /// - Messenger: a text
    /// - Telegram: a text or caption
    /// - WhatsApp: a text or caption
    #[track_caller]
    pub fn entity<M: 'static>(self, names: impl Into<Names>, body: impl Body<Entity, M>) -> Self {
        self.add::<Entity, M>(Pattern::Names(names.into().0), body)
    }
}
