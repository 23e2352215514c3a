//! What is known to be said before anything runs: messages of blocks that are values, and the questions of forms.

use std::panic::Location;

use crate::{
    ErrorKind, Message, Reply, Wording,
    block::Block,
    language::Translator,
    payload::PayloadRoute,
    plan::{self, Capabilities, Loss},
    reply::Spoken,
};

use super::{Fault, Faults, Program, window::Gate};

/// A message that is known to be said.
struct Known {
    message: Message,
    /// The room whose block says it.
    room: usize,
    at: &'static Location<'static>,
}

impl Program {
    /// What is known to be said and is more than a platform shows: there it is cut, or divided. In every language.
    ///
    /// ```
    /// use tertulia_core::{Context, Platform, program::ProgramBuilder};
    /// # use tertulia_core::plan::{Capabilities, Unit};
    /// # let capabilities = Capabilities::new(Platform::MESSENGER, Unit::Utf16, 100);
    /// let main = Context::new("main").everything_else("Hello!");
    /// let program = ProgramBuilder::new().context(main).build().unwrap();
    /// assert!(program.over_limits(&capabilities).is_empty());
    /// ```
    pub fn over_limits(&self, capabilities: &Capabilities) -> Vec<Fault> {
        let mut found: Vec<Fault> = Vec::new();
        for Known { message, room, at } in self.known() {
            for language in self.catalog().languages() {
                let translator = Translator::new(self.catalog(), &language, "");
                let spoken = spoken(message.clone(), room, at);
                // What cannot be said at all is told when the app is built.
                let Ok(worded) = self.word_all(spoken, &translator, Gate::default()) else { continue };
                let losses = plan::plan(worded.messages, capabilities).losses;
                let texts = losses.iter().filter(|(_, loss)| is_limit(loss));
                let texts = texts.map(|(_, loss)| format!("on {}: {loss}", capabilities.platform));
                let faults = texts.map(|text| Fault { at: Some(at), text });
                found.extend(faults);
            }
        }
        without_repetition(found)
    }

    /// Tells what is known to be said and cannot be: no platform could show it, or a button leads nowhere.
    pub(super) fn check_known(&self, faults: &mut Faults) {
        let mut found = Vec::new();
        for Known { message, room, at } in self.known() {
            let translator = Translator::new(self.catalog(), self.catalog().default_locale(), "");
            let Err(error) = self.word_all(spoken(message, room, at), &translator, Gate::default()) else {
                continue;
            };
            debug_assert_eq!(error.kind(), ErrorKind::Terminal);
            let line = format!("{at}: ");
            let texts = error.to_string();
            found.extend(texts.lines().map(|text| Fault {
                at: Some(at),
                text: text.strip_prefix(&line).unwrap_or(text).to_owned(),
            }));
        }
        // A text that cannot be said was told with all others.
        found.retain(|fault| !faults.iter().any(|told| fault.text.ends_with(&told.text)));
        faults.0.extend(without_repetition(found));
    }

    /// Buttons that are known, and that no block answers.
    pub(super) fn dead_buttons(&self) -> Vec<Fault> {
        let mut found = Vec::new();
        for Known { message, room, at } in self.known() {
            for payload in message.payloads() {
                let name = PayloadRoute::split(&payload.name).name;
                if let Ok(to) = self.leads_to(payload, room)
                    && !self.answers_to(to, name)
                {
                    let path = &self.rooms[to].path;
                    let text = format!(
                        "a button says `{}`, and no block of context `{path}` answers it",
                        payload.name
                    );
                    found.push(Fault { at: Some(at), text });
                }
            }
        }
        without_repetition(found)
    }

    fn known(&self) -> impl Iterator<Item = Known> {
        let of_rooms = self.rooms.iter().enumerate();
        let blocks = of_rooms.flat_map(|(number, room)| room.blocks.iter().map(move |block| (number, block)));
        blocks.flat_map(|(room, block)| {
            self.said_by(block).map(move |message| Known { message, room, at: block.at })
        })
    }

    /// What a block is known to say, if all of it can be said. An empty text is not said at all.
    fn said_by(&self, block: &Block) -> impl Iterator<Item = Message> + use<> {
        let needs = block.body.needs();
        let can_be_said = needs.texts.iter().all(|text| self.catalog().check_text(text).is_ok());
        let is_empty = |message: &Message| matches!(message, Message::Text(Wording::Plain(text)) if text.trim().is_empty());
        needs.says.into_iter().filter(move |message| can_be_said && !is_empty(message))
    }
}

/// What a turn says that says nothing else.
fn spoken(message: Message, room: usize, at: &'static Location<'static>) -> Spoken {
    let reply = Reply::default();
    reply.begin_block(room, at);
    reply.say_at_end(message);
    reply.close()
}

/// Whether something is over a limit. That another widget takes the place of one is no matter of limits.
fn is_limit(loss: &Loss) -> bool {
    matches!(loss, Loss::Shortened(_) | Loss::Divided { .. })
}

/// The blocks of a form share a line and texts: each fault is told once.
fn without_repetition(faults: Vec<Fault>) -> Vec<Fault> {
    let mut told: Vec<Fault> = Vec::with_capacity(faults.len());
    for fault in faults {
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    told
}
