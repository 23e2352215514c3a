//! From what was said to calls: payloads are qualified, the reply planned, sealed and written.

use std::{any::TypeId, collections::HashSet, panic::Location, time::Duration};

use crate::{
    ButtonPayload, Error, Message, Result,
    adapter::Notice,
    block::{Block, Rank},
    language::Translator,
    payload::{Maker, PayloadName, PayloadRoute, QualifiedPayload, Sealing, StoredPayload, with_version},
    plan::{self, Part, Plan, Step},
    reply::{Manner, Said, Shown, Spoken},
    state::Titles,
    turn::{OutgoingCall, Snapshot},
};

use super::{Program, Tools, index::Index, room::Room, titles::Gathering, unsayable, vanish};

/// What was said, as calls.
pub(super) struct Composed {
    pub(super) calls: Vec<OutgoingCall>,
    pub(super) payloads: Vec<StoredPayload>,
    pub(super) notice: Option<Notice>,
    /// What can be typed from now on. `None` if nothing was shown that can be chosen.
    pub(super) titles: Option<Titles>,
}

/// What was said, in the person's language.
type Worded = (Vec<Message<QualifiedPayload>>, Vec<Manner>, Option<Notice>);

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
        let (messages, manners, notice) = self.word_all(spoken, &translator)?;
        let Tools { adapter, keyring, .. } = *tools;
        let capabilities = adapter.capabilities();
        let mut gathering = Gathering::default();
        for (message, manner) in messages.iter().zip(&manners) {
            let words = match manner.confirms {
                true => ["tertulia-yes-words", "tertulia-no-words"].map(|key| translator.words(key)).into(),
                false => Vec::new(),
            };
            gathering.message(message, manner.typed.unwrap_or(self.typed_postbacks), words);
        }
        let Plan { steps, losses } = plan::plan(messages, capabilities);
        for loss in losses {
            tracing::info!(?loss, turn = snapshot.turn_id, platform = %snapshot.platform, "shown in another form");
        }
        let mut sealing = Sealing::new(
            keyring,
            Maker { chat: snapshot.chat, user: snapshot.user.id, turn: &snapshot.turn_id, now: snapshot.now },
        );
        let mut calls = Vec::with_capacity(steps.len());
        let mut waited = Duration::ZERO;
        for Step { wait, message, part } in steps {
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
            match adapter.render(&part, &snapshot.destination, &reference) {
                Ok(call) => {
                    let ambiguity = manners.get(message).copied().unwrap_or_default().ambiguity;
                    calls.push(OutgoingCall {
                        wait: std::mem::take(&mut waited),
                        call,
                        reference,
                        ambiguity,
                        named: vanish::is_due(&part, adapter, &snapshot.destination),
                        about: None,
                        chat: None,
                    });
                }
                // Without a message to refer to some platforms cannot show it; the pause is kept.
                Err(_) if matches!(part, Part::Typing) => {}
                Err(error) => return Err(Error::terminal(error)),
            }
        }
        Ok(Composed { calls, payloads: sealing.into_stored(), notice, titles: gathering.end() })
    }

    /// Puts everything into the person's language, makes every payload say where it leads, and tells everything
    /// that is wrong with what was said, at once.
    fn word_all(&self, spoken: Spoken, translator: &Translator<'_>) -> Result<Worded> {
        let mut faults: Vec<_> = spoken.faults.iter().map(|(text, at)| format!("{at}: {text}")).collect();
        let mut messages = Vec::with_capacity(spoken.said.len());
        let manners = spoken.said.iter().map(|said| said.manner).collect();
        for Said { message, speaker, at, .. } in spoken.said {
            let payload =
                |payload| self.qualify(payload, speaker, at).map_err(|fault| format!("{at}: {fault}"));
            match message.try_map(|text| translator.read(text), payload) {
                Ok(message) => {
                    faults.extend(unsayable::of(&message).map(|fault| format!("{at}: {fault}")));
                    messages.push(message);
                }
                Err(fault) => faults.push(fault),
            }
        }
        let notice =
            spoken.notice.map(|Shown { text, alert }| Ok(Notice { text: translator.read(text)?, alert }));
        let notice = notice.transpose().unwrap_or_else(|fault: String| {
            faults.push(fault);
            None
        });
        if faults.is_empty() {
            Ok((messages, manners, notice))
        } else {
            Err(Error::terminal(faults.join("\n")))
        }
    }

    /// The whole route of a payload made in a block of `own`.
    fn qualify(
        &self,
        payload: ButtonPayload,
        own: usize,
        at: &'static Location<'static>,
    ) -> Result<QualifiedPayload, String> {
        let ButtonPayload { name, params, terms, version, typed, fault } = payload;
        if let Some(fault) = fault {
            return Err(fault);
        }
        let route = PayloadRoute::split(&name);
        PayloadName::parse(route.name).map_err(|error| error.to_string())?;
        let room = match (route.context, typed) {
            (Some(context), _) => self.written_payload_room(own, context).ok_or_else(|| {
                format!("the payload `{name}` leads to a context `{context}` that does not exist")
            })?,
            (None, Some(typed)) => self.home_of(typed, own, &name)?,
            (None, None) => own,
        };
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

    /// Whether some block takes a payload of that name.
    fn answers_to(&self, room: usize, name: &str) -> bool {
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
