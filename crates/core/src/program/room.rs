//! A context, indexed: its blocks are found, not tried one after the other.

use std::{collections::HashMap, panic::Location};

use regex::{Regex, RegexSet};

use crate::{
    Context,
    block::{Block, Pattern, Rank},
    event::Event,
    payload::PayloadName,
};

use super::{
    BlockSummary, ContextSummary, Faults,
    meaning::{for_meaning, is_for_meaning},
};

/// A context of the program.
pub(super) struct Room {
    pub(super) path: String,
    at: &'static Location<'static>,
    blocks: Vec<Block>,
    before: Vec<usize>,
    after: Vec<usize>,
    /// The one block of a kind that has no pattern.
    single: HashMap<Rank, usize>,
    postbacks: HashMap<String, usize>,
    commands: HashMap<String, usize>,
    keywords: HashMap<String, usize>,
    regexes: RegexSet,
    regex_blocks: Vec<(usize, Regex)>,
    pub(super) for_meaning: Vec<usize>,
}

impl Room {
    /// Indexes the blocks of a context, and tells what is wrong with them.
    pub(super) fn new(context: Context, faults: &mut Faults) -> Self {
        let Context { name: path, at, blocks } = context;
        let mut room = Self {
            path,
            at,
            before: Vec::new(),
            after: Vec::new(),
            single: HashMap::new(),
            postbacks: HashMap::new(),
            commands: HashMap::new(),
            keywords: HashMap::new(),
            regexes: RegexSet::empty(),
            regex_blocks: Vec::new(),
            for_meaning: for_meaning(&blocks),
            blocks,
        };
        for index in 0..room.blocks.len() {
            room.add(index, faults);
        }
        match RegexSet::new(room.regex_blocks.iter().map(|(_, regex)| regex.as_str())) {
            Ok(regexes) => room.regexes = regexes,
            Err(error) => faults
                .add(at, format!("the regexes of context `{}` are too big together: {error}", room.path)),
        }
        room
    }

    fn add(&mut self, index: usize, faults: &mut Faults) {
        let Block { rank, pattern, at, .. } = &self.blocks[index];
        let (rank, at) = (*rank, *at);
        match pattern {
            Pattern::Any => match rank {
                Rank::BeforeAnything => self.before.push(index),
                Rank::AfterAll => self.after.push(index),
                _ => {
                    if let Some(first) = self.single.insert(rank, index) {
                        let first = self.blocks[first].at;
                        let (kind, path) = (rank.name(), &self.path);
                        faults.add(at, format!("context `{path}` has an `{kind}` block already, at {first}"));
                    }
                }
            },
            Pattern::Regex(Ok(regex)) => self.regex_blocks.push((index, regex.clone())),
            Pattern::Regex(Err(error)) => faults.add(at, format!("this is no regular expression: {error}")),
            Pattern::Names(names) if names.is_empty() => {
                faults.add(at, format!("this `{}` block names nothing and can never match", rank.name()));
            }
            // Meanings are compared when they are known.
            Pattern::Names(_) if is_for_meaning(rank) => {}
            Pattern::Names(names) => {
                for name in names.clone() {
                    self.add_name(index, &name, faults);
                }
            }
        }
    }

    fn add_name(&mut self, index: usize, name: &str, faults: &mut Faults) {
        let Block { rank, at, .. } = self.blocks[index];
        let (names, key) = match rank {
            Rank::Postback => {
                if let Err(error) = PayloadName::parse(name) {
                    return faults.add(at, error.to_string());
                }
                (&mut self.postbacks, PayloadName::key(name))
            }
            Rank::Command => {
                let bare = name.strip_prefix('/').unwrap_or(name);
                if bare.is_empty() || !bare.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                    let text = format!("a command is made of a-z, 0-9 and `_`; `{name}` is not");
                    return faults.add(at, text);
                }
                (&mut self.commands, bare.to_ascii_lowercase())
            }
            _ => {
                if name.trim().is_empty() {
                    return faults.add(at, "a keyword cannot be empty");
                }
                (&mut self.keywords, keyword_key(name))
            }
        };
        if let Some(first) = names.insert(key, index) {
            let (kind, path, first) = (rank.name(), &self.path, self.blocks[first].at);
            faults.add(at, format!("context `{path}` has a `{kind}` block for `{name}` already, at {first}"));
        }
    }

    pub(super) fn block(&self, index: usize) -> &Block {
        &self.blocks[index]
    }

    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The blocks that run before all others.
    pub(super) fn before(&self) -> &[usize] {
        &self.before
    }

    /// The blocks that run after all others.
    pub(super) fn after(&self) -> &[usize] {
        &self.after
    }

    /// The one block of a kind without pattern.
    pub(super) fn single(&self, rank: Rank) -> Option<usize> {
        self.single.get(&rank).copied()
    }

    /// The block for a payload's name.
    pub(super) fn postback(&self, name: &str) -> Option<usize> {
        // Most names are lower case already, so most look-ups allocate nothing.
        let exact = self.postbacks.get(name).copied();
        exact.or_else(|| self.postbacks.get(&PayloadName::key(name)).copied())
    }

    /// The blocks that a text is offered to for its words, in order.
    pub(super) fn for_text(&self, event: &Event, text: &str, found: &mut Vec<usize>) {
        found.extend(event.command().and_then(|command| self.commands.get(&command.name)));
        if !self.regex_blocks.is_empty() {
            found.extend(self.regexes.matches(text).into_iter().map(|at| self.regex_blocks[at].0));
        }
        if !self.keywords.is_empty() {
            found.extend(self.keywords.get(&keyword_key(text)));
        }
    }

    /// The block for what no other takes: presses and messages, in a group only what is said to the bot.
    pub(super) fn everything_else(&self, event: &Event) -> Option<usize> {
        if event.expects_answer() { self.single(Rank::EverythingElse) } else { None }
    }

    pub(super) fn summary(&self) -> ContextSummary<'_> {
        let mut blocks: Vec<_> = self.blocks.iter().collect();
        blocks.sort_by_key(|block| block.rank);
        let blocks = blocks.into_iter().map(|block| BlockSummary {
            kind: block.rank.name(),
            pattern: match &block.pattern {
                Pattern::Any => String::new(),
                Pattern::Names(names) => names.join(", "),
                Pattern::Regex(regex) => {
                    regex.as_ref().map_or_else(ToString::to_string, |r| r.as_str().to_owned())
                }
            },
            at: block.at,
        });
        ContextSummary { path: &self.path, at: self.at, blocks: blocks.collect() }
    }
}

/// The form by which keywords are compared: whatever their case and the space around them.
fn keyword_key(text: &str) -> String {
    text.trim().to_lowercase()
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("path", &self.path)
            .field("blocks", &self.blocks.len())
            .finish_non_exhaustive()
    }
}
