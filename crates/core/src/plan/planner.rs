//! The planner: what each message becomes is in the files beside this one, by what it is.

use std::{mem, time::Duration};

use crate::{
    RichText,
    message::{Carried, Message, Planned},
    titles::Titles,
};

use super::{Capabilities, Items, Loss, Page, Part, Plan, Policy, Shelf, Step, Styling};

/// Above choices that did not fit into the message before.
pub(super) const MORE: &str = "⋯";

/// Plans the messages of one turn for a platform, each with what is done if it cannot be shown as it is.
pub fn plan<P: Planned>(messages: Vec<(Message<P>, Policy)>, capabilities: &Capabilities) -> Plan<P> {
    Planner::new(capabilities).all(messages)
}

/// The same, but what is more than the platform shows at once is shown page by page.
pub fn plan_in_pages<P: Planned>(
    messages: Vec<(Message<P>, Policy)>,
    capabilities: &Capabilities,
    shelf: &mut dyn Shelf<P>,
) -> Plan<P> {
    Planner { shelf: Some(shelf), ..Planner::new(capabilities) }.all(messages)
}

/// Plans a page that was kept.
pub fn plan_page<P: Planned>(page: Page<P>, capabilities: &Capabilities) -> Plan<P> {
    let mut planner = Planner::new(capabilities);
    planner.page(page);
    planner.end()
}

pub(super) struct Planner<'a, P: Carried> {
    pub(super) capabilities: &'a Capabilities,
    /// What is done about what cannot be shown.
    pub(super) policy: Policy,
    /// Whether nothing is shown after this message.
    pub(super) is_last: bool,
    /// How many choices have a number so far.
    pub(super) numbered: usize,
    /// How much of the conversation's state they take.
    numbered_bytes: usize,
    /// Where pages are kept. Without it everything is shown at once.
    pub(super) shelf: Option<&'a mut dyn Shelf<P>>,
    steps: Vec<Step<P>>,
    losses: Vec<(usize, Loss)>,
    /// The pause that the next part begins with.
    wait: Duration,
    /// The message being planned.
    pub(super) message: usize,
}

impl<'a, P: Planned> Planner<'a, P> {
    fn new(capabilities: &'a Capabilities) -> Self {
        Self {
            capabilities,
            policy: Policy::Fit,
            is_last: false,
            numbered: 0,
            numbered_bytes: 0,
            shelf: None,
            steps: Vec::new(),
            losses: Vec::new(),
            wait: Duration::ZERO,
            message: 0,
        }
    }

    fn all(mut self, messages: Vec<(Message<P>, Policy)>) -> Plan<P> {
        let last = messages.iter().rposition(|(message, _)| !message.is_sign());
        for (at, (message, policy)) in messages.into_iter().enumerate() {
            self.message = at;
            self.policy = policy;
            self.is_last = Some(at) == last;
            if policy == Policy::Numbered && !self.can_number(&message) {
                self.lose(Loss::Replaced { meant: "numbers for so many choices", shown: "buttons" });
                self.policy = Policy::Fit;
            }
            if matches!(self.capabilities.styling, Styling::Never)
                && message.texts().any(|text| !text.is_plain())
            {
                self.lose(Loss::Replaced { meant: "styles", shown: "plain text" });
            }
            self.show(message);
        }
        self.end()
    }

    fn end(self) -> Plan<P> {
        Plan { steps: self.steps, losses: self.losses }
    }

    /// Whether all numbers of the turn can be remembered with those of this message, so that typing one chooses.
    fn can_number(&mut self, message: &Message<P>) -> bool {
        let (count, bytes) = message
            .titles()
            .fold((0, 0), |(count, bytes), title| (count + 1, bytes + Titles::numbered(title)));
        let bytes = self.numbered_bytes + bytes;
        let can = self.numbered + count <= Titles::COUNT && bytes <= Titles::BYTES;
        if can {
            self.numbered_bytes = bytes;
        }
        can
    }

    pub(super) fn show(&mut self, message: Message<P>) {
        match message {
            Message::Text(text) => self.text(text),
            Message::Buttons(question) => self.buttons(question, false),
            Message::QuickReplies(question) => self.quick_replies(question),
            Message::List(list) => self.list(list),
            Message::Media(media) => self.media(media),
            Message::Album(album) => self.album(album),
            Message::Carousel(carousel) => self.carousel(carousel),
            Message::Link(link) => self.link(link),
            Message::Location(place) => self.location(place),
            Message::Contact(card) => self.contact(card),
            Message::LocationRequest(text) => self.location_request(text),
            Message::ContactRequest(text) => self.contact_request(text),
            Message::Native(native) => self.native(native),
            Message::Typing(time) => self.typing(time),
        }
    }

    pub(super) fn text(&mut self, text: RichText) {
        let last = self.lead(text, self.capabilities.text);
        self.push(Part::Text(last));
    }

    /// Says as much of a text as has to stand before a widget, and gives the rest, which fits above it.
    pub(super) fn lead(&mut self, text: RichText, limit: usize) -> RichText {
        let text = self.styled(text);
        if self.length(&text) <= limit {
            return text;
        }
        let mut pieces = text.split(self.capabilities.text, |piece| self.length(piece));
        let last = pieces.pop().unwrap_or_default();
        pieces.extend(last.split(limit, |piece| self.length(piece)));
        let above = pieces.pop().unwrap_or_default();
        if !pieces.is_empty() {
            self.lose(Loss::Divided { items: Items::Text, into: pieces.len() + 1 });
        }
        for piece in pieces {
            self.push(Part::Text(piece));
        }
        above
    }

    /// The text with as much style as the platform shows, and no space behind it.
    pub(super) fn styled(&self, text: RichText) -> RichText {
        let text = match self.capabilities.styling {
            Styling::Never if !text.is_plain() => RichText::from(text.plain().into_owned()),
            _ => text,
        };
        let end = text.as_str().trim_end().len();
        if end == text.as_str().len() { text } else { text.cut(..end) }
    }

    /// How long the platform takes the text to be.
    pub(super) fn length(&self, text: &RichText) -> usize {
        let unit = self.capabilities.unit;
        match self.capabilities.styling {
            Styling::Written(write) => unit.length(&write(text)),
            _ => unit.length(text.as_str()),
        }
    }

    pub(super) fn typing(&mut self, time: Duration) {
        let Some(typing) = &self.capabilities.typing else {
            self.wait += time;
            return;
        };
        let repeat = typing.repeat.unwrap_or(time).max(Duration::from_secs(1));
        let mut left = time;
        while !left.is_zero() {
            self.push(Part::Typing);
            let shown = left.min(repeat);
            self.wait += shown;
            left -= shown;
        }
    }

    pub(super) fn lose(&mut self, loss: Loss) {
        self.losses.push((self.message, loss));
    }

    /// How much was lost so far, for [`Planner::forget_losses`].
    pub(super) fn lost(&self) -> usize {
        self.losses.len()
    }

    /// What was lost since then is not lost after all.
    pub(super) fn forget_losses(&mut self, since: usize) {
        self.losses.truncate(since);
    }

    pub(super) fn push(&mut self, part: Part<P>) {
        let wait = mem::take(&mut self.wait);
        self.steps.push(Step { wait, message: self.message, part });
    }
}

/// The items in groups of at most so many.
pub(super) fn chunks<T>(items: Vec<T>, size: usize) -> Vec<Vec<T>> {
    let mut items = items.into_iter().peekable();
    let mut chunks = Vec::new();
    while items.peek().is_some() {
        chunks.push(items.by_ref().take(size.max(1)).collect());
    }
    chunks
}
