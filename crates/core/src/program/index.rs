//! Blocks, indexed: they are found, not tried one after the other.

use std::collections::HashMap;

use regex::RegexSet;

use crate::{
    block::{Block, Pattern, Rank},
    event::Event,
    payload::PayloadName,
};

use super::{Faults, meaning::is_for_meaning};

/// The blocks of one context, or the deep ones among them, by what they match.
#[derive(Default)]
pub(super) struct Index {
    before: Vec<usize>,
    after: Vec<usize>,
    /// The one block of a kind that has no pattern.
    single: HashMap<Rank, usize>,
    postbacks: HashMap<String, usize>,
    commands: HashMap<String, usize>,
    keywords: HashMap<String, usize>,
    events: HashMap<String, usize>,
    regexes: RegexSet,
    regex_blocks: Vec<usize>,
    /// The `intent` and `entity` blocks, as declared.
    meanings: Vec<usize>,
}

impl Index {
    /// Indexes some blocks of the context `path`, and tells what is wrong with them.
    pub(super) fn new(
        blocks: &[Block],
        chosen: impl Fn(&Block) -> bool,
        path: &str,
        faults: &mut Faults,
    ) -> Self {
        let mut index = Self::default();
        let mut sources = Vec::new();
        for at in (0..blocks.len()).filter(|&at| chosen(&blocks[at])) {
            index.add(blocks, at, path, &mut sources, faults);
        }
        if sources.is_empty() {
            return index;
        }
        match RegexSet::new(sources) {
            Ok(regexes) => index.regexes = regexes,
            Err(error) => {
                let line = index.regex_blocks.first().map(|&first| blocks[first].at);
                faults.add(line, format!("the regexes of context `{path}` are too big together: {error}"));
            }
        }
        index
    }

    fn add<'b>(
        &mut self,
        blocks: &'b [Block],
        index: usize,
        path: &str,
        sources: &mut Vec<&'b str>,
        faults: &mut Faults,
    ) {
        let Block { rank, pattern, at, .. } = &blocks[index];
        let (rank, at, kind) = (*rank, *at, rank.name());
        match pattern {
            Pattern::Any => match rank {
                Rank::BeforeAnything => self.before.push(index),
                Rank::AfterAll => self.after.push(index),
                _ => {
                    if let Some(first) = self.single.insert(rank, index) {
                        let first = blocks[first].at;
                        faults.add(at, format!("context `{path}` has an `{kind}` block already, at {first}"));
                    }
                }
            },
            Pattern::Regex(Ok(regex)) => {
                self.regex_blocks.push(index);
                sources.push(regex.as_str());
            }
            Pattern::Regex(Err(error)) => faults.add(at, format!("this is no regular expression: {error}")),
            Pattern::Names(names) if names.is_empty() => {
                faults.add(at, format!("this `{kind}` block names nothing and can never match"));
            }
            // Meanings are compared when they are known.
            Pattern::Names(_) if is_for_meaning(rank) => self.meanings.push(index),
            Pattern::Names(names) => {
                for name in names {
                    self.add_name(blocks, index, name, path, faults);
                }
            }
        }
    }

    fn add_name(&mut self, blocks: &[Block], index: usize, name: &str, path: &str, faults: &mut Faults) {
        let Block { rank, at, .. } = blocks[index];
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
            Rank::Event => {
                if name.trim().is_empty() {
                    return faults.add(at, "the name of an event cannot be empty");
                }
                (&mut self.events, name.to_owned())
            }
            _ => {
                if name.trim().is_empty() {
                    return faults.add(at, "a keyword cannot be empty");
                }
                (&mut self.keywords, keyword_key(name))
            }
        };
        if let Some(first) = names.insert(key, index) {
            let (kind, first) = (rank.name(), blocks[first].at);
            faults.add(at, format!("context `{path}` has a `{kind}` block for `{name}` already, at {first}"));
        }
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

    /// The block for an event of the bot's own.
    pub(super) fn event(&self, name: &str) -> Option<usize> {
        self.events.get(name).copied()
    }

    /// The block for a command.
    pub(super) fn command(&self, name: &str) -> Option<usize> {
        self.commands.get(name).copied()
    }

    /// The blocks for what a text means, whatever that is.
    pub(super) fn for_meaning(&self, found: &mut Vec<usize>) {
        found.extend(&self.meanings);
        found.extend(self.single(Rank::AnyIntent));
    }

    /// The blocks that a text is offered to, in order. `addressed` says whether it is meant for the bot.
    pub(super) fn for_text(&self, event: &Event, text: &str, addressed: bool, found: &mut Vec<usize>) {
        found.extend(event.command().and_then(|command| self.command(&command.name)));
        if !self.regex_blocks.is_empty() {
            found.extend(self.regexes.matches(text).into_iter().map(|at| self.regex_blocks[at]));
        }
        if !self.keywords.is_empty() {
            found.extend(self.keywords.get(&keyword_key(text)));
        }
        if addressed {
            if event.command().is_none() {
                self.for_meaning(found);
            }
            self.for_said(text, found);
        }
    }
}

/// The form by which keywords are compared: whatever their case and the space around them.
pub(super) fn keyword_key(text: &str) -> String {
    text.trim().to_lowercase()
}
