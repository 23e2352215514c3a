//! From what was said to calls: the reply is planned, sealed and written.

use std::{collections::HashSet, time::Duration};

use crate::{
    Error, Result,
    adapter::{Envelope, Notice},
    chat_log,
    language::Translator,
    payload::{Maker, Sealing, StoredPayload, Terms, Unsealed},
    plan::{self, Page, Part, Plan, Policy, Step},
    reply::{Earlier, Manner, Spoken},
    state::{NamedMessage, Titles},
    turn::{OutgoingCall, Snapshot},
};

use super::{
    Program, Tools,
    earlier::{Edit, Known},
    enclose,
    pages::{Opened, Pages},
    titles::Gathering,
    trace::planned,
    vanish,
    window::Gate,
    wording::{Worded, check_losses},
};

/// What was said, as calls.
pub(super) struct Composed {
    pub(super) calls: Vec<OutgoingCall>,
    pub(super) payloads: Vec<StoredPayload>,
    pub(super) notice: Option<Notice>,
    /// What can be typed from now on. `None` if nothing was shown that can be chosen.
    pub(super) titles: Option<Titles>,
    /// The references of the messages whose buttons are to go.
    pub(super) vanishing: Vec<String>,
}

impl Program {
    /// What was said, as calls of one platform. `names` are the messages that it may be about.
    pub(super) async fn compose(
        &self,
        spoken: Spoken,
        locale: &str,
        snapshot: &Snapshot,
        names: &mut Vec<NamedMessage>,
        tools: &Tools<'_>,
    ) -> Result<Composed> {
        let mut spoken = enclose::read(spoken, &*tools.files).await;
        let catalog = self.texts.current();
        let translator = Translator::new(&catalog, locale, &snapshot.turn_id);
        let known = Known::new(names, snapshot, std::mem::take(&mut spoken.deletions));
        let capabilities = tools.adapter.capabilities();
        let gate = Gate::of(snapshot, capabilities);
        let Worded { mut messages, manners, places, notice } = self.word_all(spoken, &translator, gate)?;
        let mut lost = enclose::fit(&mut messages, &places, capabilities)?;
        let mut gathering = Gathering::default();
        let mut typed = Vec::with_capacity(manners.len());
        for ((message, _), manner) in messages.iter().zip(&manners) {
            let words = match manner.confirms {
                true => ["tertulia-yes-words", "tertulia-no-words"].map(|key| translator.words(key)).into(),
                false => Vec::new(),
            };
            let can_be_typed =
                manner.policy == Policy::Numbered || manner.typed.unwrap_or(self.typed_postbacks);
            gathering.message(message.titles(), can_be_typed, words);
            typed.push(can_be_typed);
        }
        let mut sealing = sealing(snapshot, tools);
        let mut pages = Pages {
            sealing: &mut sealing,
            translator: &translator,
            manners: &manners,
            typed: &typed,
            platform: snapshot.platform,
            shortest: capabilities.shortest_payload(),
            terms: Terms::default(),
        };
        let told = match tools.recorder.is_on() {
            true => self.tell_messages(&messages, &places),
            false => Vec::new(),
        };
        tools.recorder.remark(|remarks| {
            remarks.said.extend(messages.iter().filter_map(|(message, _)| chat_log::said(message)));
            remarks.said.extend(notice.as_ref().map(chat_log::notice));
        });
        let Plan { steps, losses } = plan::plan_in_pages(messages, capabilities, &mut pages);
        lost.extend(losses);
        tools.recorder.note(|record| record.messages.extend(planned(told, &steps, &lost)));
        check_losses(&lost, &manners, &places, snapshot)?;
        let Written { calls, vanishing } =
            write(steps, &manners, &mut gathering, &mut sealing, known, (snapshot, tools))?;
        Ok(Composed { calls, payloads: sealing.into_stored(), notice, titles: gathering.end(), vanishing })
    }

    /// A page of what was said earlier, as calls of one platform.
    pub(super) fn compose_page(opened: Opened, snapshot: &Snapshot, tools: &Tools<'_>) -> Result<Composed> {
        let Opened { page, typed, mut manner } = opened;
        let capabilities = tools.adapter.capabilities();
        if let Some(refusal) = Gate::of(snapshot, capabilities).refusal() {
            return Err(Error::terminal(format!("a page is asked for too late: {refusal}")));
        }
        let mut gathering = Gathering::default();
        gathering.message(page.titles(), typed, Vec::new());
        tools.recorder.remark(|remarks| remarks.said.push(chat_log::turned(page.titles().cloned())));
        let mut sealing = sealing(snapshot, tools);
        // A card takes the place of the one whose button was pressed.
        manner.takes_place_of = matches!(page, Page::Leaf(_)).then_some(Earlier::Pressed);
        let names = &mut Vec::new();
        let known = Known::new(names, snapshot, Vec::new());
        let Plan { steps, .. } = plan::plan_page(page, capabilities);
        let Written { calls, vanishing } =
            write(steps, &[manner], &mut gathering, &mut sealing, known, (snapshot, tools))?;
        Ok(Composed {
            calls,
            payloads: sealing.into_stored(),
            notice: None,
            titles: gathering.end(),
            vanishing,
        })
    }
}

fn sealing<'a>(snapshot: &'a Snapshot, tools: &Tools<'a>) -> Sealing<'a> {
    let Snapshot { chat, user, turn_id, now, .. } = snapshot;
    Sealing::new(tools.keyring, Maker { chat: *chat, user: user.id, turn: turn_id, now: *now })
}

/// Seals what was planned, and writes it as calls.
fn write(
    steps: Vec<Step<Unsealed>>,
    manners: &[Manner],
    gathering: &mut Gathering,
    sealing: &mut Sealing<'_>,
    mut known: Known<'_>,
    (snapshot, tools): (&Snapshot, &Tools<'_>),
) -> Result<Written> {
    let Tools { adapter, keyring, .. } = tools;
    let capabilities = adapter.capabilities();
    let mut written = Written { calls: Vec::with_capacity(steps.len()), vanishing: Vec::new() };
    let Written { calls, vanishing } = &mut written;
    let mut waited = Duration::ZERO;
    let mut steps = steps.into_iter().peekable();
    while let Some(Step { wait, message, part }) = steps.next() {
        delete(message, &mut known, calls, snapshot, tools)?;
        let mut seen = HashSet::new();
        let mut part = part.try_map(capabilities, |payload, limit| {
            Ok::<_, Error>(sealing.seal_once(payload, limit, &mut seen))
        })?;
        gathering.part(message, &part);
        waited += wait;
        let reference = keyring.reference(&snapshot.turn_id, calls.len());
        let mut files = enclose::put_away(&mut part, &reference);
        let manner = &manners[message]; // the planner has its numbers from these messages
        let envelope = Envelope {
            to: &snapshot.destination,
            reference: &reference,
            quotes: manner.quoted(&snapshot.destination),
            extras: manner.extras(snapshot.platform),
            event: Some(&snapshot.event),
        };
        match adapter.render(&part, &envelope) {
            Ok(anew) => {
                let edit = known.edit(&part, manner, &envelope, *adapter);
                let is_edit = edit.is_some();
                let (call, instead, about) = match edit {
                    Some(Edit { call, about }) => (call, Some(anew), about),
                    None => (anew, None, None),
                };
                let can_change = capabilities.edits && !matches!(part, Part::Typing);
                let is_named = can_change && known.name(manner, is_edit, &reference);
                let ambiguity = manner.ambiguity;
                files.retain(|file| file.is_shown(&call));
                let name = |call| files.iter().fold(call, |call, it| adapter.name_file(call, &it.file));
                let (call, instead) = (name(call), instead.map(name));
                // What becomes several messages is pinned by the last, which has its buttons.
                let is_last = steps.peek().is_none_or(|next| next.message != message);
                let afterwards = is_last.then(|| adapter.afterwards(&envelope)).flatten();
                let vanishes = vanish::is_due(&part, *adapter, &snapshot.destination);
                vanishing.extend(vanishes.then(|| reference.clone()));
                let named = vanishes || afterwards.is_some() || is_named;
                let (wait, pinned) = (std::mem::take(&mut waited), Some(reference.clone()));
                let call = OutgoingCall::new(call, reference);
                calls.push(OutgoingCall { wait, ambiguity, named, about, instead, files, ..call });
                calls.extend(afterwards.map(|call| {
                    let reference = keyring.reference(&snapshot.turn_id, calls.len());
                    OutgoingCall { about: pinned, ..OutgoingCall::new(call, reference) }
                }));
            }
            // Without a message to refer to some platforms cannot show it; the pause is kept.
            Err(_) if matches!(part, Part::Typing) => {}
            Err(error) => return Err(Error::terminal(error)),
        }
    }
    delete(usize::MAX, &mut known, calls, snapshot, tools)?;
    Ok(written)
}

/// The messages that are to be gone once so much was said.
fn delete(
    said: usize,
    known: &mut Known<'_>,
    calls: &mut Vec<OutgoingCall>,
    snapshot: &Snapshot,
    tools: &Tools<'_>,
) -> Result<()> {
    while let Some(deletion) = known.next_deletion(said, snapshot, tools.adapter) {
        if let Some(Edit { call, about }) = deletion.map_err(Error::terminal)? {
            let reference = tools.keyring.reference(&snapshot.turn_id, calls.len());
            calls.push(OutgoingCall { about, ..OutgoingCall::new(call, reference) });
        }
    }
    Ok(())
}

/// Calls, and the references of those whose buttons are to go.
struct Written {
    calls: Vec<OutgoingCall>,
    vanishing: Vec<String>,
}
