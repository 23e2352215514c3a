//! Why an event goes where it goes: every block that may be asked, and why it takes the event or does not.
//!
//! It follows the same tables as the turn, apart from it, and runs nothing.

use crate::{
    Event, EventKind,
    block::{Block, Pattern, Rank},
    extract::Press,
    nlu::Understanding,
    payload::Keyring,
    trace::Tried,
    turn::Snapshot,
};

use super::{
    Program,
    index::Index,
    meaning::is_for_meaning,
    offer::{Candidate, Offer},
    place::Here,
    press::Reading,
};

/// Why an event goes where it goes.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Explanation {
    /// The context whose blocks are asked, and why that one; or why no block is asked.
    pub routed: String,
    /// Its blocks, in the order of matching. One that takes the event is asked; whether it steps aside is its own affair, so
    /// several may be marked.
    pub blocks: Vec<Tried>,
}

impl Program {
    /// Explains where an event goes that comes to a conversation, without running anything: which context is asked, which of
    /// its blocks match and why the others do not. `meaning` is what a text means, if that was asked.
    pub fn explain(
        &self,
        snapshot: &Snapshot,
        keyring: &Keyring,
        meaning: Option<&Understanding>,
    ) -> Explanation {
        let Snapshot { event, state, .. } = snapshot;
        let arrival = self.arrive(state, event);
        let current = self.current(arrival.standing());
        let pressed = self.pressed(snapshot);
        let (room, press, by_name, why) = match self.read_press(pressed.as_ref(), snapshot, keyring) {
            Reading::Stale(verdict) => {
                let routed = format!("no block is asked: the press is {verdict}");
                return Explanation { routed, blocks: Vec::new() };
            }
            Reading::Page(_) => {
                let routed = "no block is asked: another page of what was said is shown".to_owned();
                return Explanation { routed, blocks: Vec::new() };
            }
            Reading::Routed(room, press) => (room, Some(press), false, "its payload names it"),
            Reading::ByName(press) => {
                let (room, why) = self.routed(current, event);
                (room, Some(press), true, why)
            }
            Reading::NoPress => {
                let (room, why) = self.routed(current, event);
                (room, None, false, why)
            }
        };
        let waiting = self.waiting(arrival.standing());
        let name = press.as_ref().map(|press| press.name.as_str());
        let offer = Offer { event, press: name, by_name, waiting, everything_else: true };
        let scene = Scene { event, press: press.as_ref(), meaning, addressed: event.addressed };
        let routed = format!("the event goes to `{}`: {why}", self.rooms[room].path);
        Explanation { routed, blocks: self.explain_blocks(room, offer, &scene) }
    }

    /// Where an event goes without a context in its payload, and why.
    fn routed(&self, current: usize, event: &Event) -> (usize, &'static str) {
        let room = self.route(current, event);
        let why = if self.room_of_kind(event).is_some() {
            "events of this kind are routed there"
        } else if event.deep_link.as_deref().and_then(|link| self.deep_link_room(link)) == Some(room) {
            "the link names it"
        } else if room == current && room == self.default {
            "the conversation is in no other"
        } else if room == current {
            "the conversation is in it"
        } else {
            "the command is routed there"
        };
        (room, why)
    }

    fn explain_blocks(&self, room: usize, offer: Offer<'_>, scene: &Scene<'_>) -> Vec<Tried> {
        let candidates = self.candidates(room, offer);
        let before = self.around(room, Index::before);
        let mut told: Vec<_> = before.map(|(here, block)| self.told(here, block, true, "always")).collect();
        let mut rest = self.others(room, offer, &candidates);
        let mut rest = rest.drain(..).peekable();
        for Candidate { rank, here, block } in candidates {
            while let Some(other) = rest.next_if(|other| other.rank <= rank) {
                told.push(self.why_not(other, scene));
            }
            let own = self.rooms[here.room].block(block);
            let takes = match scene.press.zip(own.typed.as_ref()) {
                Some((press, typed)) if press.refused_by(typed).is_some() => false,
                _ if is_for_meaning(rank) => {
                    scene.meaning.is_some_and(|meaning| self.is_meant(meaning, room, here, own))
                }
                _ => true,
            };
            let why = if takes { scene.why(own) } else { scene.why_not(own) };
            told.push(self.told(here, block, takes, why));
        }
        told.extend(rest.map(|other| self.why_not(other, scene)));
        told
    }

    /// The blocks that the event is not offered to, though they stand where it goes.
    fn others(&self, room: usize, offer: Offer<'_>, candidates: &[Candidate]) -> Vec<Candidate> {
        let offered = |here: Here, block| {
            candidates.iter().any(|candidate| candidate.here.room == here.room && candidate.block == block)
        };
        let places = std::iter::once((room, false))
            .chain(self.rooms[room].deep_around.iter().map(|&around| (around, true)))
            .chain((offer.by_name && room != self.default).then_some((self.default, false)));
        let mut others = Vec::new();
        for (place, only_deep) in places {
            let here = Here { room: place, serves: room };
            for (at, block) in self.rooms[place].blocks.iter().enumerate() {
                let is_matched = block.rank > Rank::BeforeAnything && block.rank <= Rank::EverythingElse;
                let is_here = block.deep || !only_deep;
                if is_matched && is_here && !offered(here, at) {
                    others.push(Candidate { rank: block.rank, here, block: at });
                }
            }
        }
        others.sort_by_key(|other| other.rank);
        others
    }

    fn why_not(&self, Candidate { here, block, .. }: Candidate, scene: &Scene<'_>) -> Tried {
        self.told(here, block, false, scene.why_not(self.rooms[here.room].block(block)))
    }

    fn told(&self, here: Here, block: usize, took: bool, why: impl Into<String>) -> Tried {
        let room = &self.rooms[here.room];
        let block = room.block(block);
        Tried {
            context: room.path.clone(),
            block: block.label(),
            at: block.at.to_string(),
            took,
            why: why.into(),
        }
    }
}

/// What blocks are compared with.
struct Scene<'a> {
    event: &'a Event,
    press: Option<&'a Press>,
    meaning: Option<&'a Understanding>,
    addressed: bool,
}

impl Scene<'_> {
    /// Why a block takes the event.
    fn why(&self, block: &Block) -> String {
        match block.rank {
            Rank::Postback => self.pressed(),
            Rank::AnyPostback => format!("a button was pressed, and {}", self.pressed()),
            Rank::DeepLink => "a link with a value brought the person".to_owned(),
            Rank::Command => "the command has that name".to_owned(),
            Rank::Regex => "it finds something in the text".to_owned(),
            Rank::Keyword => "the text is that word".to_owned(),
            Rank::Intent | Rank::AnyIntent | Rank::Entity => self.meant(),
            Rank::AnyNumber => "there is a number in the text".to_owned(),
            Rank::AnyText => "a text was written".to_owned(),
            Rank::EverythingElse => "something was said to the bot".to_owned(),
            _ => "that is what happened".to_owned(),
        }
    }

    /// Why a block does not take the event.
    fn why_not(&self, block: &Block) -> String {
        let text = self.event.text().is_some() && self.press.is_none();
        match block.rank {
            Rank::Postback | Rank::AnyPostback => match self.press {
                None => "no button was pressed".to_owned(),
                Some(press)
                    if block.typed.as_ref().is_some_and(|typed| press.refused_by(typed).is_some()) =>
                {
                    "the button was made by another version of the bot, or its parameters are not sealed"
                        .to_owned()
                }
                Some(_) => self.pressed(),
            },
            Rank::DeepLink => "no link with a value brought the person".to_owned(),
            Rank::Command => match self.event.command() {
                Some(command) => format!("the command is `/{}`", command.name),
                None => "no command was given".to_owned(),
            },
            Rank::Regex if text => "it finds nothing in the text".to_owned(),
            Rank::Keyword if text => "the text is another one".to_owned(),
            Rank::Intent | Rank::AnyIntent | Rank::Entity | Rank::AnyNumber | Rank::AnyText
                if text && !self.addressed =>
            {
                "it was said to others in the group".to_owned()
            }
            Rank::Intent | Rank::AnyIntent | Rank::Entity if text => self.meant(),
            Rank::AnyNumber if text => "there is no number in the text".to_owned(),
            Rank::Regex
            | Rank::Keyword
            | Rank::Intent
            | Rank::AnyIntent
            | Rank::Entity
            | Rank::AnyNumber
            | Rank::AnyText => "no text was written".to_owned(),
            Rank::Event => match &self.event.kind {
                EventKind::Own(own) => format!("the event is `{}`", own.name),
                _ => "it is no event of the bot's own".to_owned(),
            },
            Rank::EverythingElse if !self.addressed => "it was said to others in the group".to_owned(),
            Rank::EverythingElse => "nobody said anything to the bot".to_owned(),
            _ => "that is not what happened".to_owned(),
        }
    }

    fn pressed(&self) -> String {
        self.press.map(|press| format!("the payload is `{}`", press.name)).unwrap_or_default()
    }

    fn meant(&self) -> String {
        let Some(meaning) = self.meaning else {
            return "it was not asked what the text means, as a block before took it".to_owned();
        };
        let intent = meaning.intents.first().map(|it| format!("intent `{}` ({:.2})", it.name, it.confidence));
        let entities = meaning.entities.iter().map(|entity| format!("`{}`", entity.name));
        let found: Vec<_> = intent.into_iter().chain(entities).collect();
        if found.is_empty() {
            "nothing was recognised".to_owned()
        } else {
            format!("recognised: {}", found.join(", "))
        }
    }
}

impl Block {
    /// What an author calls it: ``postback `yes` ``.
    pub(crate) fn label(&self) -> String {
        let kind = self.rank.name();
        match &self.pattern {
            Pattern::Names(names) => format!("{kind} `{}`", names.join("`, `")),
            Pattern::Regex(Ok(regex)) => format!("{kind} `{}`", regex.as_str()),
            Pattern::Any | Pattern::Regex(Err(_)) => kind.to_owned(),
        }
    }
}
