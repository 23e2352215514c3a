//! The chat of a business and one person.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::{
    Person,
    view::{Bubble, Choice, Ticks},
};

/// How many messages a chat keeps; the oldest go first.
const MESSAGES: usize = 2_000;

/// How many people a business may write to.
pub(crate) const PEOPLE: usize = 10_000;

/// How long a business may write freely after somebody wrote to it.
pub(crate) const WINDOW: SignedDuration = SignedDuration::from_hours(24);

/// One person's chat. `P` is what a press on something in it means to the platform.
#[derive(Clone, Debug)]
pub(crate) struct Thread<P> {
    /// Who it is, once they did something.
    pub(crate) person: Option<Person>,
    /// What was written, oldest first.
    pub(crate) said: VecDeque<Said<P>>,
    /// Until when the business seems to be writing.
    pub(crate) typing: Option<Timestamp>,
    /// When the person last turned to the business.
    pub(crate) heard: Option<Timestamp>,
    /// Whether the person wants nothing of the business any more.
    pub(crate) blocked: bool,
}

/// One message, with what can be pressed in it.
#[derive(Clone, Debug)]
pub(crate) struct Said<P> {
    pub(crate) bubble: Bubble,
    /// What is offered below it as long as nothing else is written.
    pub(crate) quick_replies: Vec<Choice>,
    /// What each key means.
    pub(crate) presses: Vec<(String, P)>,
    /// How often it was changed.
    pub(crate) edits: u32,
    /// What the business wants to hear of it again.
    pub(crate) reference: Option<Value>,
    /// Whether it is a template.
    pub(crate) template: bool,
}

impl<P> Default for Thread<P> {
    fn default() -> Self {
        Self { person: None, said: VecDeque::new(), typing: None, heard: None, blocked: false }
    }
}

impl<P> Said<P> {
    pub(crate) fn new(bubble: Bubble) -> Self {
        Self {
            bubble,
            quick_replies: Vec::new(),
            presses: Vec::new(),
            edits: 0,
            reference: None,
            template: false,
        }
    }
}

impl<P> Thread<P> {
    pub(crate) fn add(&mut self, said: Said<P>) {
        if said.bubble.from.is_none() {
            self.typing = None;
        }
        if self.said.len() == MESSAGES {
            self.said.pop_front();
        }
        self.said.push_back(said);
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Said<P>> {
        self.said.iter().find(|said| said.bubble.id == id)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Said<P>> {
        self.said.iter_mut().find(|said| said.bubble.id == id)
    }

    /// What lies below the last message.
    pub(crate) fn quick_replies(&self) -> &[Choice] {
        self.said.back().map_or(&[], |said| &said.quick_replies)
    }

    /// What is pressed by that key, if it can be seen: the message, what stands on it, and what it means.
    pub(crate) fn pressed(&self, key: &str) -> Option<(&Said<P>, &Choice, &P)> {
        let said = self.said.iter().find(|said| said.presses.iter().any(|(named, _)| named == key))?;
        let (_, press) = said.presses.iter().find(|(named, _)| named == key)?;
        let seen = self.quick_replies().iter().chain(said.bubble.choices());
        let choice = seen.into_iter().find(|choice| choice.key == key)?;
        Some((said, choice, press))
    }

    /// Until when the business may write freely.
    pub(crate) fn window(&self) -> Option<Timestamp> {
        self.heard.map(|heard| heard + WINDOW)
    }

    /// Whether the business may write freely.
    pub(crate) fn is_open(&self, now: Timestamp) -> bool {
        self.window().is_some_and(|ends| now < ends)
    }

    pub(crate) fn is_typing(&self, now: Timestamp) -> bool {
        self.typing.is_some_and(|ends| now < ends)
    }

    /// The person reads everything: the ids of what was not read before.
    pub(crate) fn read_all(&mut self) -> Vec<String> {
        let unread = self.said.iter_mut().filter(|said| {
            said.bubble.from.is_none() && matches!(said.bubble.ticks, Ticks::Sent | Ticks::Delivered)
        });
        unread
            .map(|said| {
                said.bubble.ticks = Ticks::Read;
                said.bubble.id.clone()
            })
            .collect()
    }

    /// The business read what the person wrote, up to that message.
    pub(crate) fn read_by_business(&mut self, up_to: Option<&str>) {
        let last = up_to.and_then(|id| self.said.iter().position(|said| said.bubble.id == id));
        let count = last.map_or(self.said.len(), |last| last + 1);
        for said in self.said.iter_mut().take(count).filter(|said| said.bubble.from.is_some()) {
            said.bubble.ticks = Ticks::Read;
        }
    }

    /// Messages as they are shown.
    pub(crate) fn bubbles(&self) -> Vec<Bubble> {
        self.said.iter().map(|said| said.bubble.clone()).collect()
    }
}

/// The chats of a business, by the platform's id of the person.
pub(crate) type Threads<P> = BTreeMap<String, Thread<P>>;
