//! Typing a title instead of pressing it: what of a reply can be typed, and which choice a text makes.

use crate::{
    Groups,
    block::Rank,
    payload::is_page,
    plan::Part,
    titles::{Choice, Titles, Typed},
    turn::Snapshot,
};

use super::{Program, offer::Offer};

/// What is pressed.
pub(super) enum Pressed<'a> {
    /// A button.
    Button(&'a str),
    /// The title of one, typed.
    Title(&'a str),
    /// Perhaps one: something close to a title, where nothing else is meant; or in a shared conversation a title that
    /// was shown to somebody else. If that cannot be pressed, it is a text.
    Perhaps(&'a str),
}

impl<'a> Pressed<'a> {
    /// The payload.
    pub(super) fn wire(&self) -> &'a str {
        match self {
            Self::Button(wire) | Self::Title(wire) | Self::Perhaps(wire) => wire,
        }
    }
}

/// The payload of Messenger's button for new chats.
pub(super) const GET_STARTED: &str = "get_started";

impl Program {
    /// What the event presses.
    pub(super) fn pressed<'a>(&self, snapshot: &'a Snapshot) -> Option<Pressed<'a>> {
        if let Some(wire) = snapshot.event.payload() {
            return Some(Pressed::Button(wire));
        }
        let Snapshot { state, event, user, .. } = snapshot;
        if self.begins(snapshot) {
            return Some(Pressed::Perhaps(GET_STARTED));
        }
        let typed = state.titles.typed(event)?;
        let arrival = self.arrive(state, event);
        let waiting = self.waiting(arrival.standing());
        // What was shown before a question was put is no answer to it.
        let asked = waiting.map(|room| self.rooms[room].path.as_str());
        if state.titles.answer.as_deref() != asked {
            return None;
        }
        let room = self.route(self.current(arrival.standing()), event);
        let addressed = event.addressed || waiting == Some(room);
        let is_theirs = state.titles.user == user.id;
        // Who talks with the others of a group does not press what one of them was shown.
        let counts = is_theirs || (addressed && self.is_shared(snapshot));
        if !counts {
            return None;
        }
        match typed {
            Typed::Exactly(choice) if is_theirs => Some(Pressed::Title(&choice.payload)),
            Typed::Exactly(choice) => Some(Pressed::Perhaps(&choice.payload)),
            Typed::Closely(choice) => {
                let offer = Offer { event, press: None, by_name: false, waiting, everything_else: false };
                let meant = self.candidates(room, offer).iter().any(|it| it.rank <= Rank::Keyword);
                (addressed && !meant).then_some(Pressed::Perhaps(&choice.payload))
            }
        }
    }

    /// Whether the event is a `/start` that no `command` block is for: what new chats on Telegram begin with does what the
    /// button of new chats on Messenger does.
    fn begins(&self, snapshot: &Snapshot) -> bool {
        let Snapshot { state, event, .. } = snapshot;
        if event.command().is_none_or(|command| command.name != "start") {
            return false;
        }
        let arrival = self.arrive(state, event);
        let current = self.current(arrival.standing());
        let room = self.route(current, event);
        let waiting = self.waiting(arrival.standing());
        let offer = Offer { event, press: None, by_name: false, waiting, everything_else: false };
        let is_command = self.candidates(room, offer).iter().any(|it| it.rank == Rank::Command);
        !is_command && [current, self.default].into_iter().any(|room| self.answers_press(room, GET_STARTED))
    }

    /// Whether the conversation is that of all people of a group.
    fn is_shared(&self, snapshot: &Snapshot) -> bool {
        self.groups == Groups::Shared && snapshot.destination.chat.group.is_some()
    }
}

/// A title as written, with further words for it.
type Written = (String, Vec<String>);

/// Gathers what of a reply can be typed.
#[derive(Default)]
pub(super) struct Gathering {
    /// By message: the titles as written, with further words, in order, that were not shown yet.
    written: Vec<Option<std::vec::IntoIter<Written>>>,
    has_choices: bool,
    titles: Titles,
}

impl Gathering {
    /// The titles of the next message of the reply, with further words for the first of them.
    pub(super) fn message<'a>(
        &mut self,
        titles: impl Iterator<Item = &'a String>,
        can_be_typed: bool,
        words: Vec<Vec<String>>,
    ) {
        let words = words.into_iter().chain(std::iter::repeat(Vec::new()));
        let titles: Vec<_> = titles.cloned().zip(words).collect();
        self.has_choices |= !titles.is_empty();
        self.written.push(can_be_typed.then(|| titles.into_iter()));
    }

    /// A part of a message, as it goes out. The parts of a message have its choices in order, each at most once, and behind
    /// them those that show other pages.
    pub(super) fn part(&mut self, message: usize, part: &Part) {
        let Some(Some(written)) = self.written.get_mut(message) else { return };
        let vanishes = matches!(part, Part::Buttons { vanish: true, .. } | Part::QuickReplies(_));
        let first = match part {
            Part::Numbered { first, .. } => Some(*first),
            _ => None,
        };
        for (at, (shown, payload)) in part.choices().into_iter().enumerate() {
            let (title, also) = match is_page(payload) {
                true => (shown.clone(), Vec::new()),
                false => written.next().unwrap_or_else(|| (shown.clone(), Vec::new())),
            };
            let shown = (*shown != title).then(|| shown.clone());
            let (payload, number) = (payload.clone(), first.map(|first| first + at));
            self.titles.add(Choice { title, shown, also, number, payload, vanishes });
        }
    }

    /// What can be typed from now on. `None` if the reply had nothing to choose: then what was shown before still
    /// counts.
    pub(super) fn end(self) -> Option<Titles> {
        self.has_choices.then(|| self.titles.bounded())
    }
}
