//! Messages that were said earlier: found again, changed and deleted.

use std::vec;

use crate::{
    Adapter, Call,
    adapter::Envelope,
    plan::{Loss, Part, Policy},
    reply::{Deletion, Earlier, Manner},
    state::{ConversationState, NamedMessage},
    turn::Snapshot,
};

/// What is known of earlier messages while a reply is written.
pub(super) struct Known<'a> {
    /// Those that the author gave names.
    names: &'a mut Vec<NamedMessage>,
    /// The platform's id of the one whose button was pressed.
    pressed: Option<&'a str>,
    /// Those whose place was taken already.
    taken: Vec<Earlier>,
    deletions: std::iter::Peekable<vec::IntoIter<Deletion>>,
}

/// A call that changes an earlier message.
pub(super) struct Edit {
    pub(super) call: Call,
    /// The reference of that message, if its id is not written in yet.
    pub(super) about: Option<String>,
}

impl<'a> Known<'a> {
    pub(super) fn new(
        names: &'a mut Vec<NamedMessage>,
        snapshot: &'a Snapshot,
        deletions: Vec<Deletion>,
    ) -> Self {
        let pressed = snapshot.event.payload().and(snapshot.event.message_id.as_deref());
        Self { names, pressed, taken: Vec::new(), deletions: deletions.into_iter().peekable() }
    }

    /// The call that puts a part into the place of an earlier message. `None` if it is said anew.
    pub(super) fn edit(
        &mut self,
        part: &Part,
        manner: &Manner,
        envelope: &Envelope<'_>,
        adapter: &dyn Adapter,
    ) -> Option<Edit> {
        let place = manner.takes_place_of.as_ref().filter(|place| !self.taken.contains(place))?;
        let call = adapter.edit(part, envelope)?;
        let edit = match place {
            Earlier::Pressed => Edit { call: adapter.about(&call, self.pressed?)?, about: None },
            Earlier::Named(name) => Edit { call, about: Some(self.find(name)?.reference.clone()) },
        };
        self.taken.push(place.clone());
        Some(edit)
    }

    /// Notes that a message has a name from now on, if it has one. Of those that are said in place of a named message that is the
    /// one that takes the place or, if there is no such message, the first.
    pub(super) fn name(&mut self, manner: &Manner, is_edit: bool, reference: &str) -> bool {
        let Some(name) = &manner.named else { return false };
        if let Some(place @ Earlier::Named(of)) = &manner.takes_place_of
            && !is_edit
        {
            if self.taken.contains(place) || self.find(of).is_some() {
                return false;
            }
            self.taken.push(place.clone());
        }
        self.names.retain(|message| *message.name != **name);
        self.names.push(NamedMessage { name: name.to_string(), reference: reference.to_owned() });
        let oldest = self.names.len().saturating_sub(ConversationState::NAMED);
        self.names.drain(..oldest);
        true
    }

    /// The next message to delete once so much was said, with what calls that: `None` if there is nothing to do.
    ///
    /// # Errors
    ///
    /// Why it cannot be, if nothing may be lost.
    pub(super) fn next_deletion(
        &mut self,
        said: usize,
        snapshot: &Snapshot,
        adapter: &dyn Adapter,
    ) -> Option<Result<Option<Edit>, String>> {
        let Deletion { name, policy, at, .. } = self.deletions.next_if(|deletion| deletion.after <= said)?;
        let reference = self.find(&name).map(|message| message.reference.clone());
        self.names.retain(|message| *message.name != *name);
        let Some(call) = adapter.delete(&snapshot.destination) else {
            let loss = Loss::Missing("deletion of messages");
            if policy == Policy::Deny {
                return Some(Err(format!("{at}: on {}: {loss}", snapshot.platform)));
            }
            tracing::info!(%loss, %at, turn = snapshot.turn_id, platform = %snapshot.platform, "not deleted");
            return Some(Ok(None));
        };
        if reference.is_none() {
            tracing::info!(%name, %at, turn = snapshot.turn_id, "no message of that name is there to delete");
        }
        Some(Ok(reference.map(|about| Edit { call, about: Some(about) })))
    }

    fn find(&self, name: &str) -> Option<&NamedMessage> {
        self.names.iter().find(|message| message.name == name)
    }
}
