//! What stands below the bubbles.

use serde::Serialize;

use super::choice::Choice;

/// Where a person writes, and what stands around it.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Composer {
    /// What begins the conversation, in a chat in which nothing was written yet.
    pub start: Option<Choice>,
    /// What the bot says of itself before that.
    pub greeting: Option<String>,
    /// What can be asked before that.
    pub ice_breakers: Vec<Choice>,
    /// The quick replies below the last message, which are gone as soon as something else is written.
    pub quick_replies: Vec<Choice>,
    /// The keyboard that the bot put in the place of the letters.
    pub keyboard: Option<Keyboard>,
    /// The menu that is always there.
    pub menu: Vec<Choice>,
    /// The commands that are offered.
    pub commands: Vec<Choice>,
    /// What the bot answered while it was asked by [`Act::Ask`](crate::Act::Ask), to choose from.
    pub results: Vec<Choice>,
    /// What is written there in grey.
    pub placeholder: Option<String>,
    /// Why nothing can be written, if so.
    pub closed: Option<String>,
}

/// A keyboard in the place of the letters.
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct Keyboard {
    /// Its keys, row by row.
    pub rows: Vec<Vec<Choice>>,
    /// Whether it is gone after one press.
    pub once: bool,
}
