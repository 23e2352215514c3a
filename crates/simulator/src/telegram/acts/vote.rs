//! Votes.

use serde_json::json;

use super::Here;
use crate::{
    telegram::{Telegram, content::Content, poll::persistent},
    world::Update,
};

impl Telegram {
    /// The person votes in a poll of the bot. The bot is told who did only if the poll is public.
    pub(super) fn vote(&mut self, here: Here, message: i64, option: usize) -> Option<Vec<Update>> {
        let message = self.chats.get_mut(&here.chat)?.message_mut(message)?;
        let Content::Poll(poll) = &mut message.content else { return None };
        if poll.closed || option >= poll.options.len() {
            return None;
        }
        poll.vote(here.person, option);
        let votes = poll.votes_of(here.person);
        let persistent: Vec<String> = votes.iter().map(|option| persistent(*option)).collect();
        let answer = json!({
            "poll_id": poll.id, "user": self.directory.user(here.person), "option_ids": votes,
            "option_persistent_ids": persistent,
        });
        let (public, state) = (!poll.anonymous, poll.json());
        let answer = if public { self.update("poll_answer", answer) } else { None };
        let state = self.update("poll", state);
        Some(answer.into_iter().chain(state).collect())
    }
}
