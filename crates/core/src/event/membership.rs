//! Groups the bot is in.

use serde::{Deserialize, Serialize};

/// The bot was added to a group, or is no longer in it.
///
/// What the block says goes to the private chat with the person who did that, if they have one with the bot; what it says
/// through [`ReplyGroup`](crate::extract::ReplyGroup) to the group.
///
/// ```
/// use tertulia_core::{Context, event::Membership};
///
/// let context = Context::new("main").membership(|change: Membership| match change {
///     Membership::New(group) => format!("Thank you for inviting me to {}!", group.title.unwrap_or_default()),
///     Membership::Drop(_) => "I am sorry to go.".to_owned(),
/// });
/// ```
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[expect(clippy::exhaustive_enums, reason = "in a group one is, or is not")]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// It is in the group now.
    New(Group),
    /// It is no longer there.
    Drop(Group),
}

/// A group of people on a platform.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// The platform's id of it.
    pub id: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The public handle, without `@`, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
}

impl Membership {
    /// The group.
    pub fn group(&self) -> &Group {
        match self {
            Self::New(group) | Self::Drop(group) => group,
        }
    }
}

impl Group {
    /// A group of which only the id is known.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), title: None, username: None }
    }
}
