//! How something is said.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Destination, Native, Platform, message::Extras, plan::Policy, turn::Ambiguity};

use super::{Earlier, Reply};

/// How something is said.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub(crate) struct Manner {
    pub(crate) ambiguity: Ambiguity,
    /// What is done about what the platform cannot show.
    pub(crate) policy: Policy,
    /// Whether its titles can be typed, if that was said.
    pub(crate) typed: Option<bool>,
    /// Whether its two choices are yes and no.
    pub(crate) confirms: bool,
    /// The message it answers visibly.
    pub(crate) quotes: Option<Quoted>,
    /// The earlier message whose place it takes.
    pub(crate) takes_place_of: Option<Earlier>,
    /// What later turns call it.
    pub(crate) named: Option<Arc<str>>,
    /// What the author says for one platform alone.
    pub(crate) extras: Arc<Extras>,
    /// What is said instead where the person may no longer be answered freely, the last declared at the end.
    pub(crate) outside_window: Vec<Native>,
}

/// A message that is answered visibly.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Quoted {
    /// The one the event came with.
    This,
    /// The one with that id of the platform.
    Message(String),
}

impl Manner {
    /// The platform's id of the message that is visibly answered.
    pub(crate) fn quoted<'a>(&'a self, to: &'a Destination) -> Option<&'a str> {
        match self.quotes.as_ref()? {
            Quoted::This => to.last_message_id.as_deref(),
            Quoted::Message(id) => Some(id),
        }
    }

    /// What the author adds for that platform.
    pub(crate) fn extras(&self, platform: Platform) -> Option<&Map<String, Value>> {
        self.extras.of(platform)
    }
}

impl<To: Clone> Reply<To> {
    /// What is done if the platform cannot show what is said through the reply this gives.
    ///
    /// ```
    /// # use tertulia_core::{Button, Reply, plan::Policy};
    /// # fn ask(reply: Reply) {
    /// reply.policy(Policy::Numbered).button("Which one?", ["One", "Two"].map(|title| Button::postback(title, title)));
    /// # }
    /// ```
    #[must_use]
    pub fn policy(&self, policy: Policy) -> Self {
        self.with(Manner { policy, ..self.manner.clone() })
    }

    /// What is said through the reply this gives visibly answers the message that came in, where there is one.
    #[must_use]
    pub fn quoting(&self) -> Self {
        self.with(Manner { quotes: Some(Quoted::This), ..self.manner.clone() })
    }

    /// What is said through the reply this gives visibly answers the message with that id of the platform.
    #[must_use]
    pub fn reply_to(&self, message_id: impl Into<String>) -> Self {
        self.with(Manner { quotes: Some(Quoted::Message(message_id.into())), ..self.manner.clone() })
    }

    /// Adds a field to the calls of one platform, for what is said through the reply this gives. The platforms' crates have
    /// typed methods for what they know; this is for the rest.
    #[must_use]
    pub fn extra(&self, platform: Platform, field: impl Into<String>, value: impl Into<Value>) -> Self {
        let mut manner = self.manner.clone();
        Arc::make_mut(&mut manner.extras).set(platform, field, value);
        self.with(manner)
    }

    /// What is said through the reply this gives is rather never sent than twice, if a connection breaks or the
    /// process ends at the wrong moment: a code that is good once, say. Then there is a `delivery_unknown` event.
    ///
    /// ```
    /// # fn pay(reply: tertulia_core::Reply) {
    /// reply.text("Your code:").maybe_never().text("493-028");
    /// # }
    /// ```
    #[must_use]
    pub fn maybe_never(&self) -> Self {
        self.with(Manner { ambiguity: Ambiguity::MaybeNever, ..self.manner.clone() })
    }

    /// Whether typing the title of a button, quick reply or list row that is shown through the reply this gives
    /// presses it, whatever `replies.typed_postbacks` says.
    ///
    /// The title counts as written and as shown, before any block for texts; something close to one title alone
    /// after keywords. It counts until the next reply that has something to choose, and for quick replies until one of
    /// them is chosen. While a question waits for its answer, only titles shown since it was put count.
    ///
    /// ```
    /// # use tertulia_core::{Button, Reply};
    /// # fn ask(reply: Reply) {
    /// reply.typed_postbacks(true).quick_reply("Coffee or tea?", [
    ///     Button::postback("Coffee", "coffee"),
    ///     Button::postback("Tea", "tea"),
    /// ]);
    /// # }
    /// ```
    #[must_use]
    pub fn typed_postbacks(&self, typed: bool) -> Self {
        self.with(Manner { typed: Some(typed), ..self.manner.clone() })
    }
}
