//! Which blocks an event is offered to, and in which order.

use std::collections::HashSet;

use crate::{Event, block::Rank};

use super::{Program, index::Index, place::Here};

/// A block that may take the event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) rank: Rank,
    pub(super) here: Here,
    pub(super) block: usize,
}

/// What is matched.
#[derive(Clone, Copy)]
pub(super) struct Offer<'a> {
    pub(super) event: &'a Event,
    /// The name that the payload has in its context, if the event is a press.
    pub(super) press: Option<&'a str>,
    /// Whether that name came from outside, without a context.
    pub(super) by_name: bool,
    /// The answer that the conversation waits for.
    pub(super) waiting: Option<usize>,
    pub(super) everything_else: bool,
}

impl Program {
    /// The blocks that the event is offered to in a room: those of a kind together, the nearest first.
    pub(super) fn candidates(&self, room: usize, offer: Offer<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        self.offer_in(Here { room, serves: room }, &self.rooms[room].own, offer, &mut found);
        for &around in &self.rooms[room].deep_around {
            self.offer_in(Here { room: around, serves: room }, &self.rooms[around].deep, offer, &mut found);
        }
        let default = self.default;
        if offer.waiting == Some(room)
            && offer.press.is_none()
            && let Some(command) = offer.event.command()
        {
            let block = self.rooms[default].own.command(&command.name);
            let here = Here { room: default, serves: room };
            found.extend(block.map(|block| Candidate { rank: Rank::Command, here, block }));
        }
        if offer.by_name && room != default {
            let here = Here { room: default, serves: default };
            self.offer_in(here, &self.rooms[default].own, offer, &mut found);
        }
        found.sort_by_key(|candidate| candidate.rank); // stable: within a kind, as found
        let behind_words = found.partition_point(|candidate| candidate.rank < Rank::Intent);
        found.splice(behind_words..behind_words, self.meant_elsewhere(room, offer));
        if (offer.by_name || offer.waiting == Some(room)) && self.is_inside(room, default) {
            // A deep block of the default context is found both as that and as one of the default context.
            let mut seen = HashSet::new();
            found.retain(|candidate| seen.insert((candidate.here.room, candidate.block)));
        }
        found
    }

    fn offer_in(&self, here: Here, index: &Index, offer: Offer<'_>, found: &mut Vec<Candidate>) {
        let Offer { event, press, waiting, everything_else, .. } = offer;
        // Whoever was asked a question speaks to the bot, in a group too.
        let addressed = event.addressed || waiting == Some(here.room) || press.is_some();
        let mut blocks = Vec::new();
        if event.deep_link.is_some() {
            blocks.extend(index.single(Rank::DeepLink));
        }
        if let Some(name) = press {
            blocks.extend(index.postback(name));
            blocks.extend(index.single(Rank::AnyPostback));
        }
        // A title that was typed is a press, and no text any more.
        if press.is_none() {
            index.for_kind(event, &mut blocks);
            if let Some(text) = event.text() {
                index.for_text(event, text, addressed, &mut blocks);
            }
        }
        if everything_else && addressed && event.is_said() {
            blocks.extend(index.single(Rank::EverythingElse));
        }
        let room = &self.rooms[here.room];
        found.extend(blocks.into_iter().map(|block| Candidate { rank: room.block(block).rank, here, block }));
    }

    /// The room that an event without a payload is routed to.
    pub(super) fn route(&self, current: usize, event: &Event) -> usize {
        if let Some(room) = self.room_of_kind(event) {
            return room;
        }
        if let Some(room) = event.deep_link.as_deref().and_then(|value| self.deep_link_room(value)) {
            return room;
        }
        let Some(command) = event.command() else { return current };
        let Some(&routed) = self.commands.get(&command.name) else { return current };
        // An answer takes what it waits for, wherever the command leads otherwise.
        let own = self.rooms[current].own.command(&command.name);
        let around = &self.rooms[current].deep_around;
        let deep = || around.iter().any(|&around| self.rooms[around].deep.command(&command.name).is_some());
        if self.rooms[current].is_answer && (own.is_some() || deep()) { current } else { routed }
    }

    /// The blocks of a kind that stands around the others, the room's own first.
    pub(super) fn around(
        &self,
        room: usize,
        blocks: fn(&Index) -> &[usize],
    ) -> impl Iterator<Item = (Here, usize)> + '_ {
        let here = move |of: usize| move |&block: &usize| (Here { room: of, serves: room }, block);
        let own = blocks(&self.rooms[room].own).iter().map(here(room));
        let deep = self.rooms[room].deep_around.iter();
        own.chain(deep.flat_map(move |&of| blocks(&self.rooms[of].deep).iter().map(here(of))))
    }
}
