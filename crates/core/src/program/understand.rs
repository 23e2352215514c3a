//! Asking the recogniser, with the hooks of the app around it.
//!
//! The hooks are blocks like others: when a turn runs again, they run again. But what came of them the first time is kept
//! in the journal and counts, so that the turn does the same.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Error, Nlu, Result,
    block::Block,
    flow::Next,
    nlu::{Understanding, Utterance},
    turn::Matched,
};

use super::{meaning::Recogniser, place::Here, run::Run};

/// The names under which it is kept what the recogniser was asked, what it said, and what became of that.
const ASKED: &str = "tertulia:nlu:asked";
const SAID: &str = "tertulia:nlu";
const MEANT: &str = "tertulia:nlu:meant";

impl Run<'_> {
    /// What the text of the event means. Whoever is not sure enough of an intent has recognised none.
    pub(super) async fn understand(&self) -> Result<Understanding> {
        let Recogniser { nlu, threshold, before, after } = &self.program.recogniser;
        let (Some(nlu), Some(text)) = (nlu, self.shared.event.text()) else {
            return Ok(Understanding::default());
        };
        let written = Utterance::new(text, self.shared.user.locale(), self.shared.event.at);
        let asked = self.edited(before, Matched::Utterance, written, ASKED).await?;
        let Some(asked) = asked else { return Ok(Understanding::default()) };
        let mut said = self.ask_recogniser(&**nlu, &asked).await?;
        said.corrected = Some(asked.text).filter(|asked| asked != text);
        sort(&mut said);
        let mut meant = self.edited(after, Matched::Understood, said, MEANT).await?.unwrap_or_default();
        meant.intents.retain(|intent| intent.confidence >= *threshold);
        sort(&mut meant);
        Ok(meant)
    }

    /// What the recogniser says, or said when the turn ran before. One that fails has understood nothing.
    async fn ask_recogniser(&self, nlu: &dyn Nlu, asked: &Utterance) -> Result<Understanding> {
        let keep = !nlu.is_deterministic();
        if keep && let Some(kept) = self.recall(SAID).await? {
            return Ok(kept);
        }
        match nlu.understand(asked).await {
            Ok(said) if keep => {
                self.record(SAID, &said).await?;
                Ok(said)
            }
            Ok(said) => Ok(said),
            Err(error) => {
                let turn = &self.shared.turn_id;
                tracing::warn!(%error, turn, "the meaning of a text could not be found out");
                Ok(Understanding::default())
            }
        }
    }

    /// What the hooks make of it, or made of it when the turn ran before. `None` if one of them ended with `halt()`.
    async fn edited<T>(
        &self,
        hooks: &[Block],
        matched: fn(Arc<Mutex<T>>) -> Matched,
        value: T,
        name: &str,
    ) -> Result<Option<T>>
    where
        T: Clone + Serialize + DeserializeOwned,
    {
        if hooks.is_empty() {
            return Ok(Some(value));
        }
        let edited = self.edit(hooks, matched, value).await?;
        if let Some(kept) = self.recall(name).await? {
            return Ok(kept);
        }
        self.record(name, &edited).await?;
        Ok(edited)
    }

    async fn edit<T: Clone>(
        &self,
        hooks: &[Block],
        matched: fn(Arc<Mutex<T>>) -> Matched,
        value: T,
    ) -> Result<Option<T>> {
        let place = Arc::new(Mutex::new(value));
        let room = self.program.current(&self.state.stack);
        for block in hooks {
            let here = Here { room, serves: room };
            let Some(flow) = self.matched(here, block, matched(Arc::clone(&place))).await? else { continue };
            if let Some(go) = flow.go {
                let (at, kind) = (go.at, block.rank.name());
                return Err(Error::terminal(format!(
                    "{at}: `{kind}` can end with `halt()`, but not with a move"
                )));
            }
            if flow.next == Next::Halt {
                return Ok(None);
            }
        }
        let edited = place.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(Some(edited))
    }

    async fn recall<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let kept = self.shared.journal.recall(&self.shared.turn_id, &self.record_name(name)).await?;
        Ok(kept.map(|kept| serde_json::from_str(&kept)).transpose()?)
    }

    async fn record(&self, name: &str, value: &impl Serialize) -> Result<()> {
        let value = serde_json::to_string(value)?;
        self.shared.journal.record(&self.shared.turn_id, &self.record_name(name), value).await
    }

    /// A turn may have two texts: the one that came in, and one that was memorised.
    fn record_name(&self, name: &str) -> String {
        let is_replayed = !std::ptr::eq(self.shared.event.raw(), self.snapshot.event.raw());
        if is_replayed { format!("{name}:replayed") } else { name.to_owned() }
    }
}

/// The most likely intent first.
fn sort(meaning: &mut Understanding) {
    meaning.intents.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
}
