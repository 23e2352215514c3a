//! What is known to be said before anything runs: messages of blocks that are values, and the questions of forms.

use std::panic::Location;

use crate::{
    ButtonPayload, ErrorKind, Message, Platform, Reply, Wording,
    block::Block,
    language::Translator,
    message::{Button, List, Question, Row},
    payload::PayloadRoute,
    plan::{self, Capabilities, Loss},
    reply::Spoken,
};

use super::{Fault, Faults, Program};

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
    /// # use tertulia_core::plan::{Buttons, Capabilities, Unit};
    /// # let capabilities = Capabilities {
    /// #     unit: Unit::Utf16,
    /// #     text: 100,
    /// #     buttons: Buttons { text: 100, count: 3, title: 20, payload: 100, distinct: false },
    /// #     quick_replies: None,
    /// #     list: None,
    /// #     typing: None,
    /// # };
    /// let main = Context::new("main").everything_else("Hello!");
    /// let program = ProgramBuilder::new().context(main).build().unwrap();
    /// assert!(program.over_limits(Platform::MESSENGER, &capabilities).is_empty());
    /// ```
    pub fn over_limits(&self, platform: Platform, capabilities: &Capabilities) -> Vec<Fault> {
        let mut found: Vec<Fault> = Vec::new();
        for Known { message, room, at } in self.known() {
            for language in self.catalog.languages() {
                let translator = Translator::new(&self.catalog, &language, "");
                let spoken = spoken(message.clone(), room, at);
                // What cannot be said at all is told when the app is built.
                let Ok((messages, ..)) = self.word_all(spoken, &translator) else { continue };
                let losses = plan::plan(messages, capabilities).losses;
                let texts = losses.iter().filter_map(told).map(|loss| format!("on {platform} {loss}"));
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
            let translator = Translator::new(&self.catalog, self.catalog.default_locale(), "");
            let Err(error) = self.word_all(spoken(message, room, at), &translator) else { continue };
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
            for payload in payloads(&message) {
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
        let can_be_said = needs.texts.iter().all(|text| self.catalog.check_text(text).is_ok());
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

/// What every button of a message carries.
fn payloads(message: &Message) -> Vec<&ButtonPayload> {
    match message {
        Message::Buttons(Question { buttons, .. }) | Message::QuickReplies(Question { buttons, .. }) => {
            buttons.iter().map(|Button { payload, .. }| payload).collect()
        }
        Message::List(List { sections, .. }) => {
            let rows = sections.iter().flat_map(|section| &section.rows);
            rows.map(|Row { payload, .. }| payload).collect()
        }
        Message::Text(_) | Message::Typing(_) => Vec::new(),
    }
}

/// How a loss is told. That another widget takes the place of one is no matter of limits.
fn told(loss: &Loss) -> Option<String> {
    match loss {
        Loss::Shortened(whole) => Some(format!("`{whole}` is longer than is shown, and is cut")),
        Loss::Divided { into } => {
            Some(format!("there are more choices than one message shows, and they become {into} messages"))
        }
        Loss::Replaced { .. } => None,
    }
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
