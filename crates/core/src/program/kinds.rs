//! Where an event goes for its kind alone, whatever is written in it.

use std::collections::{BTreeSet, HashMap};

use crate::{
    block::Rank,
    event::{Event, EventKind},
    number,
};

use super::{Faults, Program, ProgramBuilder, index::Index};

/// The contexts that kinds of events go to, whichever context the conversation is in.
#[derive(Debug, Default)]
pub(super) struct KindRoutes(Vec<(Rank, String)>);

impl KindRoutes {
    /// The rooms of those contexts. `unknown` says that there is no such context.
    pub(super) fn rooms(
        self,
        find: impl Fn(&str) -> Option<usize>,
        unknown: impl Fn(&str) -> String,
        faults: &mut Faults,
    ) -> HashMap<Rank, usize> {
        let mut rooms = HashMap::new();
        for (kind, context) in self.0 {
            match find(&context) {
                Some(room) => _ = rooms.insert(kind, room),
                None => faults.add(None, format!("{} (`routes.{}`)", unknown(&context), kind.name())),
            }
        }
        rooms
    }
}

impl ProgramBuilder {
    /// Sends inline queries to a context. Without it they go to the default one.
    pub fn route_inline_query(self, context: impl Into<String>) -> Self {
        self.route_kind(Rank::InlineQuery, context.into())
    }

    /// Sends comments on posts to a context. Without it they go to the default one.
    pub fn route_comment(self, context: impl Into<String>) -> Self {
        self.route_kind(Rank::Comment, context.into())
    }

    /// Sends news of groups to a context, whichever the conversation is in.
    pub fn route_membership(self, context: impl Into<String>) -> Self {
        self.route_kind(Rank::Membership, context.into())
    }

    fn route_kind(mut self, kind: Rank, context: String) -> Self {
        self.kinds.0.push((kind, context));
        self
    }
}

impl Program {
    /// The kinds of blocks in use, by the names of the methods that declare them. Each platform's crate tells from them
    /// what to subscribe to.
    ///
    /// ```
    /// use tertulia_core::{Context, program::ProgramBuilder};
    ///
    /// let main = Context::new("main").keyword("hi", "Hello!").reaction("Thank you!");
    /// let program = ProgramBuilder::new().context(main).build().expect("it has no faults");
    /// assert!(program.kinds().into_iter().eq(["keyword", "reaction"]));
    /// ```
    pub fn kinds(&self) -> BTreeSet<&'static str> {
        self.rooms.iter().flat_map(|room| &room.blocks).map(|block| block.rank.name()).collect()
    }

    /// The room that is configured for events of this kind.
    pub(super) fn room_of_kind(&self, event: &Event) -> Option<usize> {
        let kind = match &event.kind {
            EventKind::InlineQuery(_) => Rank::InlineQuery,
            EventKind::Comment(_) => Rank::Comment,
            EventKind::Membership(_) => Rank::Membership,
            _ => return None,
        };
        self.kinds.get(&kind).copied()
    }
}

impl Index {
    /// The blocks for this kind of event, in order. Blocks for texts come after them.
    pub(super) fn for_kind(&self, event: &Event, found: &mut Vec<usize>) {
        if let EventKind::Own(own) = &event.kind {
            found.extend(self.event(&own.name));
        }
        let mut offer = |rank| found.extend(self.single(rank));
        match &event.kind {
            EventKind::Attachments(sent) => {
                if sent.location().is_some() {
                    offer(Rank::Location);
                }
                if sent.contacts().next().is_some() {
                    offer(Rank::Contact);
                }
                offer(Rank::AnyAttachment);
            }
            EventKind::Membership(_) => offer(Rank::Membership),
            EventKind::RecurringNotification(_) => offer(Rank::RecurringNotification),
            EventKind::Reaction(_) => offer(Rank::Reaction),
            EventKind::Edited(_) => offer(Rank::Edited),
            EventKind::Comment(_) => offer(Rank::Comment),
            EventKind::InlineQuery(_) => offer(Rank::InlineQuery),
            EventKind::OptIn(_) => offer(Rank::OptIn),
            EventKind::DeliveryFailed(_) => offer(Rank::DeliveryFailed),
            EventKind::DeliveryUnknown(_) => offer(Rank::DeliveryUnknown),
            _ => {}
        }
    }

    /// The blocks for any text that is said to the bot.
    pub(super) fn for_said(&self, text: &str, found: &mut Vec<usize>) {
        if let Some(any_number) = self.single(Rank::AnyNumber)
            && number::is_in(text)
        {
            found.push(any_number);
        }
        found.extend(self.single(Rank::AnyText));
    }
}
