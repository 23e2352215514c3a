//! Speaking to the group that the bot was added to.

use std::ops::Deref;

use crate::{Reply, Result, Turn, block};

use super::{FromTurn, absent};

/// A handle on the messages to the group that the bot was just added to, while [`Reply`] goes to the private chat with
/// whoever added it. Both are kept in the same commit; they are sent beside each other, each chat's in order.
///
/// Nobody can speak to a group that the bot was removed from, so a block for both takes `Option<ReplyGroup>`. Titles that are
/// shown there cannot be typed, and quick replies stay when they were pressed.
///
/// ```
/// use tertulia_core::{Context, Reply, extract::ReplyGroup};
///
/// let context = Context::new("main").membership(|reply: Reply, group: ReplyGroup| {
///     group.text("Hello all! Write /help to see what I can do.");
///     reply.text("Thank you for inviting me.")
/// });
/// ```
#[derive(Clone, Debug)]
pub struct ReplyGroup(Reply);

impl Deref for ReplyGroup {
    type Target = Reply;

    fn deref(&self) -> &Reply {
        &self.0
    }
}

impl FromTurn<block::Membership> for ReplyGroup {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        turn.reply_group().cloned().map(Self).ok_or_else(|| absent("group to speak to"))
    }
}
