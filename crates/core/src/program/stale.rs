//! Answering a press that no block may see: what `on_stale` says, else a text of ours. Never silence.

use std::sync::Arc;

use crate::{ErrorKind, Message, Result, Translated, Turn, Verdict, flow::Next, turn::Matched};

use super::{place::Here, run::Run};

impl Run<'_> {
    /// Tells the person that the press is stale.
    pub(super) async fn answer_stale(&mut self, verdict: Verdict) -> Result<()> {
        tracing::info!(%verdict, turn = self.shared.turn_id, "stale press");
        if !self.said_by_the_app(verdict).await? {
            self.say_default(verdict);
        }
        Ok(())
    }

    /// Runs `on_stale`. Whether the person has got an answer by that: a sign of typing is none, and neither is a
    /// notice where none can be shown.
    async fn said_by_the_app(&mut self, verdict: Verdict) -> Result<bool> {
        let Some(block) = &self.program.on_stale else { return Ok(false) };
        let room = self.program.current(&self.state.stack);
        let notices_show = self.snapshot.event.press_id.is_some();
        let reply = self.shared.reply.clone();
        let before = reply.heard(notices_show);
        reply.begin_block(room, block.at);
        let turn = Turn::new(Arc::clone(&self.shared), Matched::Stale(verdict), Arc::default());
        let flow = match block.body.run(&turn).await {
            Ok(flow) => flow,
            Err(error) if error.kind() == ErrorKind::Rejected => {
                tracing::warn!(%error, "the press does not give what `on_stale` takes");
                return Ok(false);
            }
            Err(error) => return Err(error),
        };
        let steps_aside = flow.next == Next::Pass;
        self.follow(Here { room, serves: room }, flow).await?;
        Ok(!steps_aside && reply.heard(notices_show) > before)
    }

    /// In a group only whoever pressed is told, if that can be.
    fn say_default(&self, verdict: Verdict) {
        let text = Translated::new(key(verdict));
        let can_notice = self.snapshot.event.press_id.is_some();
        if can_notice {
            self.shared.reply.toast(text.clone());
        }
        if !can_notice || self.snapshot.destination.chat.group.is_none() {
            self.shared.reply.say_at_end(Message::Text(text.into()));
        }
    }
}

/// The name of the text that answers a stale press.
fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Expired => "tertulia-expired",
        Verdict::Foreign | Verdict::Tampered => "tertulia-foreign",
        Verdict::AlreadyUsed => "tertulia-used",
        Verdict::Outdated => "tertulia-outdated",
        Verdict::Handled | Verdict::Unmatched | Verdict::Paused | Verdict::Unknown => "tertulia-unknown",
    }
}
