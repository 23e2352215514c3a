//! What people should read.

use std::collections::HashMap;

use tertulia_simulator::view::{Attached, Bubble, Choice};

use super::User;

/// What a person has seen.
#[derive(Default)]
pub(super) struct Seen {
    /// By the id of a message, what it showed.
    shown: HashMap<String, Shown>,
    /// The messages that are new or were changed since the person last did something, and that no test has asked about.
    fresh: Vec<Bubble>,
    /// The last that a test has asked about.
    last: Option<Bubble>,
}

/// What makes a message another one. That its buttons are gone does not.
#[derive(Clone, PartialEq)]
struct Shown {
    text: String,
    attached: Vec<Attached>,
    cards: usize,
    choices: Vec<String>,
}

impl Shown {
    fn of(bubble: &Bubble) -> Self {
        Self {
            text: text(bubble),
            attached: bubble.attached.clone(),
            cards: bubble.cards.len(),
            choices: bubble.choices().map(|choice| choice.title.clone()).collect(),
        }
    }

    fn is_new_beside(&self, before: &Self) -> bool {
        let only_lost_buttons = Self { choices: Vec::new(), ..before.clone() };
        self != before && *self != only_lost_buttons
    }
}

impl User<'_> {
    /// The next message of the bot says exactly this.
    #[track_caller]
    pub fn expect(&self, says: &str) -> &Self {
        match self.next() {
            Some(bubble) if text(&bubble) == says => self,
            Some(bubble) => {
                self.bot.fail(&format!("expected `{says}`, and the bot says `{}`", told(&bubble)))
            }
            None => self.bot.fail(&format!("expected `{says}`, and the bot says nothing more")),
        }
    }

    /// The next message of the bot has this in it.
    #[track_caller]
    pub fn expect_containing(&self, part: &str) -> &Self {
        match self.next() {
            Some(bubble) if text(&bubble).contains(part) => self,
            Some(bubble) => self
                .bot
                .fail(&format!("expected something with `{part}`, and the bot says `{}`", told(&bubble))),
            None => {
                self.bot.fail(&format!("expected something with `{part}`, and the bot says nothing more"))
            }
        }
    }

    /// The next message of the bot shows something of that kind: `image`, `video`, `audio`, `document`, `sticker`, `location`,
    /// `contact`, `cards`.
    #[track_caller]
    pub fn expect_kind(&self, kind: &str) -> &Self {
        match self.next() {
            Some(bubble) if kinds(&bubble).any(|shown| shown == kind) => self,
            Some(bubble) => {
                self.bot.fail(&format!("expected `{kind}`, and the bot says `{}`", told(&bubble)))
            }
            None => self.bot.fail(&format!("expected `{kind}`, and the bot says nothing more")),
        }
    }

    /// Below the message that was just expected exactly these titles can be chosen, however the platform shows them.
    #[track_caller]
    pub fn expect_choices<'t>(&self, titles: impl IntoIterator<Item = &'t str>) -> &Self {
        let wanted: Vec<_> = titles.into_iter().collect();
        let chat = self.chat();
        let last = self.with_seen(|seen| seen.last.as_ref().map(|last| last.id.clone()));
        let bubble = chat.bubbles.iter().find(|bubble| Some(&bubble.id) == last.as_ref());
        let below: Vec<_> = bubble.into_iter().flat_map(Bubble::choices).collect();
        let around = chat.composer.quick_replies.iter();
        let keys = chat.composer.keyboard.iter().flat_map(|keyboard| keyboard.rows.iter().flatten());
        let shown: Vec<&Choice> = if below.is_empty() { around.chain(keys).collect() } else { below };
        let shown: Vec<_> = shown.into_iter().map(|choice| choice.title.as_str()).collect();
        if shown != wanted {
            self.bot.fail(&format!("expected the choices {wanted:?}, and there are {shown:?}"));
        }
        self
    }

    /// The bot says nothing more.
    #[track_caller]
    pub fn expect_nothing(&self) -> &Self {
        match self.next() {
            Some(bubble) => {
                self.bot.fail(&format!("expected nothing more, and the bot says `{}`", told(&bubble)))
            }
            None => self,
        }
    }

    /// Takes note of what is there, so that only what comes from here on is new.
    pub(super) fn look(&self) {
        self.news();
        self.with_seen(|seen| seen.fresh.clear());
    }

    /// The next message that is new and was not asked about.
    pub(super) fn next(&self) -> Option<Bubble> {
        self.news();
        self.with_seen(|seen| {
            if seen.fresh.is_empty() {
                return None;
            }
            let next = seen.fresh.remove(0);
            seen.last = Some(next.clone());
            Some(next)
        })
    }

    fn news(&self) {
        let bubbles = self.reads();
        self.with_seen(|seen| {
            for bubble in bubbles {
                let shown = Shown::of(&bubble);
                let before = seen.shown.insert(bubble.id.clone(), shown.clone());
                if before.is_none_or(|before| shown.is_new_beside(&before)) {
                    seen.fresh.push(bubble);
                }
            }
        });
    }

    fn with_seen<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        let place =
            self.group.as_ref().map_or_else(|| self.id.clone(), |group| format!("{} in {group}", self.id));
        look(self.bot.seen.borrow_mut().entry((self.platform, place)).or_default())
    }
}

/// What a message says, in plain text.
pub(super) fn text(bubble: &Bubble) -> String {
    bubble.plain().trim().to_owned()
}

fn kinds(bubble: &Bubble) -> impl Iterator<Item = &str> {
    let attached = bubble.attached.iter().map(|attached| match attached {
        Attached::File { media, .. } => media.as_str(),
        Attached::Location { .. } => "location",
        Attached::Contact { .. } => "contact",
        _ => "something else",
    });
    attached.chain((!bubble.cards.is_empty()).then_some("cards"))
}

/// What a message shows, in one line.
pub(super) fn told(bubble: &Bubble) -> String {
    let kinds = kinds(bubble).map(|kind| format!("({kind})"));
    let words = Some(text(bubble)).filter(|text| !text.is_empty());
    let choices = bubble.choices().map(|choice| format!("[{}]", choice.title));
    kinds.chain(words).chain(choices).collect::<Vec<_>>().join(" ")
}
