//! Whether the people of a group share a conversation.

/// Whose conversations are in a group. In private everybody has one of their own.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Groups {
    /// Each person in a group has an own one: the bot asks Ana about her order, and Ben about his.
    #[default]
    Personal,
    /// All people in a group have one: a game, a vote, a list that they write together. `User` is whoever wrote, and a
    /// question is put to all of them.
    Shared,
}
