//! What is said to a group that the bot was just added to.

use crate::{
    Chat, Destination, Reply, Result,
    turn::{Shared, Snapshot},
};

use super::{Program, Tools, compose::Composed};

/// The handle on the messages to that group. `None` if the bot was added to none.
pub(super) fn reply_of(snapshot: &Snapshot) -> Option<Reply> {
    snapshot.joined.map(|_| Reply::default())
}

impl Program {
    /// What was said to the group, as calls to its chat.
    pub(super) async fn compose_for_group(
        &self,
        shared: &Shared,
        snapshot: &Snapshot,
        tools: &Tools<'_>,
    ) -> Result<Option<Composed>> {
        let (Some(reply), Some(chat), Some(group)) =
            (&shared.reply_group, snapshot.joined, snapshot.event.joined())
        else {
            return Ok(None);
        };
        let there = Snapshot {
            // Its messages and tokens have names of their own.
            turn_id: format!("{}-group", snapshot.turn_id),
            chat,
            destination: Destination {
                chat: Chat { group: Some(group.id.clone()), ..Chat::default() },
                last_message_id: None,
                heard: None,
                ..snapshot.destination.clone()
            },
            ..snapshot.clone()
        };
        let names = &mut Vec::new();
        let mut composed = self.compose(reply.close(), &shared.user.locale(), &there, names, tools).await?;
        for call in &mut composed.calls {
            call.chat = Some(chat);
            call.named = false; // the private conversation does not remember what it did elsewhere
        }
        Ok(Some(composed))
    }
}
