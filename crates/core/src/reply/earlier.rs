//! What is said about messages that were said earlier: what takes their place, and which are deleted.

use std::{panic::Location, sync::Arc};

use serde::{Deserialize, Serialize};

use crate::{Line, plan::Policy};

use super::{Manner, Reply};

/// A message that was said earlier.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Earlier {
    /// The one whose button was pressed.
    Pressed,
    /// The one that the author gave this name.
    Named(Arc<str>),
}

/// A message that is to be gone.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Deletion {
    pub(crate) name: Arc<str>,
    /// How much was said before it.
    pub(crate) after: usize,
    /// What is done where messages cannot be deleted.
    pub(crate) policy: Policy,
    pub(crate) at: Line,
}

impl<To: Clone> Reply<To> {
    /// What is said through the reply this gives takes the place of the message whose button was pressed, where the platform
    /// changes messages. Else, and where the event is no press or the message can no longer be changed, it is said anew.
    ///
    /// Of several messages the first that can be takes the place, and the others follow as new ones.
    ///
    /// ```
    /// # use tertulia_core::{Button, Payload, Reply};
    /// # fn more(reply: Reply) {
    /// reply.in_place().button("2 in your basket", [Button::postback("One more", "more")]);
    /// # }
    /// ```
    #[must_use]
    pub fn in_place(&self) -> Self {
        self.with(Manner { takes_place_of: Some(Earlier::Pressed), ..self.manner.clone() })
    }

    /// Gives a name to what is said through the reply this gives, for [`Reply::edit`] and [`Reply::delete`] in this turn and
    /// later ones. Of several messages the last has it; the conversation remembers
    /// [`ConversationState::NAMED`](crate::state::ConversationState::NAMED) names.
    ///
    /// ```
    /// # use tertulia_core::Reply;
    /// fn order(reply: Reply) {
    ///     reply.named("order").text("Your order is being prepared.");
    /// }
    ///
    /// fn ready(reply: Reply) {
    ///     reply.edit("order").text("Your order is ready.");
    /// }
    /// ```
    #[must_use]
    pub fn named(&self, name: impl Into<Arc<str>>) -> Self {
        self.with(Manner { named: Some(name.into()), ..self.manner.clone() })
    }

    /// What is said through the reply this gives takes the place of the message with that name, and its name. Where that cannot
    /// be, because there is no such message, it can no longer be changed, or the platform changes none, it is said anew.
    ///
    /// Within a turn a message is changed once, by the first that can take its place; what else is said that way follows as new
    /// messages without a name.
    #[must_use]
    pub fn edit(&self, name: impl Into<Arc<str>>) -> Self {
        let name = name.into();
        let takes_place_of = Some(Earlier::Named(Arc::clone(&name)));
        self.with(Manner { takes_place_of, named: Some(name), ..self.manner.clone() })
    }

    /// Deletes the message with that name, where the platform does that. Telegram deletes what is younger than 48 hours.
    #[track_caller]
    pub fn delete(&self, name: impl Into<Arc<str>>) -> Self {
        let (name, policy, at) = (name.into(), self.manner.policy, Location::caller().into());
        let mut draft = self.draft();
        let after = draft.said.len();
        draft.deletions.push(Deletion { name, after, policy, at });
        drop(draft);
        self.clone()
    }
}
