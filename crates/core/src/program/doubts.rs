//! What is allowed, but hardly meant.

use std::collections::BTreeSet;

use crate::{
    Command, Event, EventKind, Flow, Message, Wording,
    block::{Block, Rank},
    flow::{Goal, Move},
};

use super::{Fault, Program, constants::may_lead_out, offer::Offer, room::Room, routes::resolve};

impl Program {
    /// What is allowed, but hardly meant: a question that nothing answers, that is never put, or that has no end; a
    /// button or a configured route that leads to no block; a block that says nothing; a language that lacks texts.
    ///
    /// Of blocks that are functions nothing is assumed: they may go anywhere, and say anything.
    pub fn warnings(&self) -> Vec<Fault> {
        let mut doubts = self.endless_answers();
        doubts.extend(self.answers_never_asked());
        doubts.extend(self.empty_texts());
        doubts.extend(self.deep_for_nobody());
        doubts.extend(self.dead_buttons());
        doubts.extend(self.dead_routes());
        doubts.extend(self.catalog().gaps().into_iter().map(|text| Fault { at: None, text }));
        doubts
    }

    /// Answers out of which nothing leads.
    fn endless_answers(&self) -> Vec<Fault> {
        let endless = |&room: &usize| self.rooms[room].is_answer && !self.has_end(room);
        (0..self.rooms.len()).filter(endless).map(|room| self.endless(room)).collect()
    }

    fn endless(&self, number: usize) -> Fault {
        let room = &self.rooms[number];
        let path = &room.path;
        let asked = self.asked_from(number);
        let text = if !asked.is_empty() {
            let asked: Vec<_> = asked.into_iter().map(|to| format!("`{}`", self.rooms[to].path)).collect();
            format!(
                "answer `{path}` never ends: it only asks {}, and nothing leads out from there; end a block with `leave()` or `change_to(…)`",
                asked.join(" and ")
            )
        } else if room.blocks.iter().any(takes_answers) {
            format!(
                "answer `{path}` never ends: no block of it goes anywhere; end one with `ask(…)`, `leave()` or `change_to(…)`"
            )
        } else {
            format!("answer `{path}` takes no answer, so only a command or a button leads out of it")
        };
        Fault { at: Some(room.at), text }
    }

    /// Whether something leads out of an answer, or out of one that is asked from it.
    fn has_end(&self, answer: usize) -> bool {
        let (mut seen, mut open) = (BTreeSet::from([answer]), vec![answer]);
        while let Some(room) = open.pop() {
            if self.serving(room).any(leads_out) {
                return true;
            }
            open.extend(self.asked_from(room).into_iter().filter(|&to| seen.insert(to)));
        }
        false
    }

    /// The answers that blocks of a room are known to ask.
    fn asked_from(&self, room: usize) -> BTreeSet<usize> {
        let asked = self.rooms[room].blocks.iter().filter_map(|block| match goal(block)? {
            Goal::Ask(route) => resolve(&self.rooms, &self.by_path, room, route.as_str()),
            _ => None,
        });
        asked.collect()
    }

    /// The blocks of a room, and the deep ones around it.
    fn serving(&self, room: usize) -> impl Iterator<Item = &Block> {
        let deep = self.rooms[room].deep_around.iter().flat_map(|&around| &self.rooms[around].blocks);
        self.rooms[room].blocks.iter().chain(deep.filter(|block| block.deep))
    }

    /// Answers that no block asks. Nothing is told if a function might.
    fn answers_never_asked(&self) -> Vec<Fault> {
        let is_place = |&room: &usize| !self.rooms[room].is_answer;
        let mut open: Vec<_> = (0..self.rooms.len()).filter(is_place).collect();
        let mut reached: BTreeSet<_> = open.iter().copied().collect();
        if self.hooks().any(|block| block.body.needs().ends.is_none()) {
            return Vec::new();
        }
        while let Some(room) = open.pop() {
            if self.rooms[room].blocks.iter().any(|block| block.body.needs().ends.is_none()) {
                return Vec::new();
            }
            let mut next = self.asked_from(room);
            if self.rooms[room].is_form {
                next.extend((0..self.rooms.len()).filter(|&field| self.rooms[field].parent == Some(room)));
            }
            open.extend(next.into_iter().filter(|&to| reached.insert(to)));
        }
        let never = self.rooms.iter().enumerate().filter(|(number, _)| !reached.contains(number));
        // The questions of a form that is never asked for go without saying.
        let never = never.filter(|(number, room)| self.form_of(*number).is_none() || room.is_form);
        let text = |room: &Room| format!("`{}` is never asked: no block ends with `ask(…)` of it", room.path);
        never.map(|(_, room)| Fault { at: Some(room.at), text: text(room) }).collect()
    }

    fn empty_texts(&self) -> Vec<Fault> {
        let is_empty = |message: &Message| matches!(message, Message::Text(Wording::Plain(text)) if text.trim().is_empty());
        let blocks = self.rooms.iter().flat_map(|room| &room.blocks);
        let silent = blocks.filter(|block| block.body.needs().says.iter().any(is_empty));
        let text = |block: &Block| {
            format!("this `{}` block says an empty text, so nothing is sent", block.rank.name())
        };
        silent.map(|block| Fault { at: Some(block.at), text: text(block) }).collect()
    }

    fn deep_for_nobody(&self) -> Vec<Fault> {
        let is_alone = |number: usize| !self.rooms.iter().any(|room| room.parent == Some(number));
        let alone = self.rooms.iter().enumerate().filter(|(number, _)| is_alone(*number));
        let deep =
            alone.flat_map(|(_, room)| room.blocks.iter().filter(|block| block.deep).map(move |b| (room, b)));
        let text = |room: &Room| format!("`deep()` does nothing here: nothing stands inside `{}`", room.path);
        deep.map(|(room, block)| Fault { at: Some(block.at), text: text(room) }).collect()
    }

    /// Configured routes to contexts in which no block takes what is routed there.
    fn dead_routes(&self) -> Vec<Fault> {
        let takes_command = |name: &str, room: usize| {
            let text = format!("/{name}");
            let kind = EventKind::Text { command: Command::typed(&text), text };
            let event =
                Event::new(kind, jiff::Timestamp::UNIX_EPOCH, serde_json::value::RawValue::NULL.to_owned());
            let offer =
                Offer { event: &event, press: None, by_name: false, waiting: None, everything_else: true };
            // What follows a command may be just what a regular expression wants.
            let may_match = |block: &Block| matches!(block.rank, Rank::Regex | Rank::BeforeAnything);
            !self.candidates(room, offer).is_empty() || self.serving(room).any(may_match)
        };
        let commands = self.commands.iter().filter(|&(name, &room)| !takes_command(name, room));
        let commands = commands.map(|(name, &room)| (format!("commands.{name}"), format!("`/{name}`"), room));
        let takes = |rank: Rank, room: usize| self.serving(room).any(|block| block.rank == rank);
        let kinds = self.kinds.iter().filter(|&(&rank, &room)| !takes(rank, room));
        let kinds = kinds.map(|(rank, &room)| (rank.name().to_owned(), format!("`{}`", rank.name()), room));
        let mut dead: Vec<_> = commands.chain(kinds).collect();
        dead.sort();
        let told = dead.into_iter().map(|(key, what, room)| {
            let path = &self.rooms[room].path;
            format!("{what} is routed to context `{path}`, where no block takes it (`routes.{key}`)")
        });
        told.map(|text| Fault { at: None, text }).collect()
    }
}

/// Where a block is known to go.
fn goal(block: &Block) -> Option<Goal> {
    match block.body.needs().ends? {
        Flow { go: Some(Move { to, .. }), .. } => Some(to),
        Flow { go: None, .. } => None,
    }
}

/// Whether a block leads out of an answer by itself, and not only to another question.
fn leads_out(block: &Block) -> bool {
    may_lead_out(block) && !matches!(goal(block), Some(Goal::Ask(_)))
}

/// Whether the block is asked about answers.
fn takes_answers(block: &Block) -> bool {
    use Rank::{AfterAll, Ask, BeforeDelegate, EverythingElse, OnDelegate, OnEnter, OnExit, TimesOut};
    let around = [AfterAll, Ask, BeforeDelegate, EverythingElse, OnDelegate, OnEnter, OnExit, TimesOut];
    !around.contains(&block.rank)
}
