//! From what was said to calls: payloads are qualified, the reply planned, sealed and written.

use std::{any::TypeId, collections::HashSet, panic::Location, time::Duration};

use crate::{
    ButtonPayload, Error, Result,
    adapter::{Envelope, Notice},
    block::{Block, Rank},
    language::Translator,
    payload::{Maker, PayloadName, PayloadRoute, QualifiedPayload, Sealing, StoredPayload, with_version},
    plan::{self, Part, Plan, Policy, Step},
    reply::Spoken,
    state::Titles,
    turn::{OutgoingCall, Snapshot},
};

use super::{
    Program, Tools,
    index::Index,
    room::Room,
    titles::Gathering,
    vanish,
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
    /// What was said, as calls of one platform.
    pub(super) fn compose(
        &self,
        spoken: Spoken,
        locale: &str,
        snapshot: &Snapshot,
        tools: &Tools<'_>,
    ) -> Result<Composed> {
        let translator = Translator::new(&self.catalog, locale, &snapshot.turn_id);
        let Worded { messages, manners, places, notice } = self.word_all(spoken, &translator)?;
        let Tools { adapter, keyring, .. } = *tools;
        let capabilities = adapter.capabilities();
        let mut gathering = Gathering::default();
        for ((message, _), manner) in messages.iter().zip(&manners) {
            let words = match manner.confirms {
                true => ["tertulia-yes-words", "tertulia-no-words"].map(|key| translator.words(key)).into(),
                false => Vec::new(),
            };
            let typed = manner.policy == Policy::Numbered || manner.typed.unwrap_or(self.typed_postbacks);
            gathering.message(message, typed, words);
        }
        let Plan { steps, losses } = plan::plan(messages, capabilities);
        check_losses(&losses, &manners, &places, snapshot)?;
        let mut sealing = Sealing::new(
            keyring,
            Maker { chat: snapshot.chat, user: snapshot.user.id, turn: &snapshot.turn_id, now: snapshot.now },
        );
        let mut calls = Vec::with_capacity(steps.len());
        let mut waited = Duration::ZERO;
        let mut vanishing = Vec::new();
        let mut steps = steps.into_iter().peekable();
        while let Some(Step { wait, message, part }) = steps.next() {
            let mut seen = HashSet::new();
            let part = part.try_map(capabilities, |payload: QualifiedPayload, limit| {
                let mut wire = sealing.write(&payload, limit);
                if !seen.insert(wire.clone()) {
                    // Platforms refuse two choices with the same payload in one message; a token differs.
                    wire = sealing.write_token(&payload);
                }
                Ok::<_, Error>(wire)
            })?;
            gathering.part(message, &part);
            waited += wait;
            let reference = keyring.reference(&snapshot.turn_id, calls.len());
            let manner = &manners[message]; // the planner has its numbers from these messages
            let envelope = Envelope {
                to: &snapshot.destination,
                reference: &reference,
                quotes: manner.quoted(&snapshot.destination),
                extras: manner.extras(snapshot.platform),
                event: Some(&snapshot.event),
            };
            match adapter.render(&part, &envelope) {
                Ok(call) => {
                    let ambiguity = manner.ambiguity;
                    // What becomes several messages is pinned by the last, which has its buttons.
                    let is_last = steps.peek().is_none_or(|next| next.message != message);
                    let afterwards = is_last.then(|| adapter.afterwards(&envelope)).flatten();
                    let vanishes = vanish::is_due(&part, adapter, &snapshot.destination);
                    vanishing.extend(vanishes.then(|| reference.clone()));
                    let named = vanishes || afterwards.is_some();
                    let (wait, about) = (std::mem::take(&mut waited), Some(reference.clone()));
                    calls.push(OutgoingCall { wait, call, reference, ambiguity, named, about: None });
                    calls.extend(afterwards.map(|call| {
                        let reference = keyring.reference(&snapshot.turn_id, calls.len());
                        OutgoingCall { about, ..OutgoingCall::new(call, reference) }
                    }));
                }
                // Without a message to refer to some platforms cannot show it; the pause is kept.
                Err(_) if matches!(part, Part::Typing) => {}
                Err(error) => return Err(Error::terminal(error)),
            }
        }
        Ok(Composed { calls, payloads: sealing.into_stored(), notice, titles: gathering.end(), vanishing })
    }

    /// The whole route of a payload made in a block of `own`.
    pub(super) fn qualify(
        &self,
        payload: ButtonPayload,
        own: usize,
        at: &'static Location<'static>,
    ) -> Result<QualifiedPayload, String> {
        if let Some(fault) = payload.fault {
            return Err(fault);
        }
        PayloadName::parse(PayloadRoute::split(&payload.name).name).map_err(|error| error.to_string())?;
        let room = self.leads_to(&payload, own)?;
        let ButtonPayload { name, params, terms, version, .. } = payload;
        let route = PayloadRoute::split(&name);
        let path = &self.rooms[room].path;
        if !self.answers_to(room, route.name) {
            tracing::warn!(%at, payload = name, context = path, "no block answers to this button");
        }
        let context = if room == self.default { "" } else { path.as_str() };
        let route = with_version(format!("{context}/{}", route.name), version);
        let params = params.filter(|params| !params.is_empty());
        let params = params.map(|params| serde_json::Value::Object(params).to_string());
        Ok(QualifiedPayload { route, params, terms })
    }

    /// The room that a payload leads to which a block of `own` makes.
    pub(super) fn leads_to(&self, payload: &ButtonPayload, own: usize) -> Result<usize, String> {
        let name = &payload.name;
        match (PayloadRoute::split(name).context, payload.typed) {
            (Some(context), _) => self.written_payload_room(own, context).ok_or_else(|| {
                format!("the payload `{name}` leads to a context `{context}` that does not exist")
            }),
            (None, Some(typed)) => self.home_of(typed, own, name),
            (None, None) => Ok(own),
        }
    }

    /// Whether some block takes a payload of that name.
    pub(super) fn answers_to(&self, room: usize, name: &str) -> bool {
        let answers = |index: &Index| {
            let any = [Rank::AnyPostback, Rank::EverythingElse];
            index.postback(name).is_some() || any.iter().any(|&rank| index.single(rank).is_some())
        };
        let Room { own, deep_around, .. } = &self.rooms[room];
        answers(own) || deep_around.iter().any(|&around| answers(&self.rooms[around].deep))
    }

    /// The context in which a payload type has its block: the own one first, deep blocks around it included, else
    /// the only other one.
    fn home_of(&self, typed: TypeId, own: usize, name: &str) -> Result<usize, String> {
        let homes = self.typed.get(&typed).map_or(&[][..], Vec::as_slice);
        let is_deep = |room: &usize| {
            let is_it = |block: &Block| block.deep && block.typed.is_some_and(|is| is.id == typed);
            self.rooms[*room].blocks.iter().any(is_it)
        };
        match homes {
            [] => Ok(own),
            homes if homes.contains(&own) || self.rooms[own].deep_around.iter().any(is_deep) => Ok(own),
            [home] => Ok(*home),
            homes => {
                let places: Vec<_> =
                    homes.iter().map(|&home| format!("`{}`", self.rooms[home].path)).collect();
                Err(format!(
                    "the payload `{name}` has a block in {}; name the context: `Button::postback(\"…\", payload(\"context/{name}\", …))`",
                    places.join(" and ")
                ))
            }
        }
    }
}
