//! A part of a reply as one platform shows it: what an adapter writes as one call.

use crate::message::{Carried, List, Mapping, Question};

use super::Capabilities;

/// One native message. `P` is what its choices carry: on the wire, a string.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Part<P: Carried = String> {
    /// A text.
    Text(P::Text),
    /// A text with buttons. `vanish` tells that they should go once one is pressed.
    Buttons {
        /// The text and the buttons.
        question: Question<P>,
        /// Whether the author meant them to go once one is pressed.
        vanish: bool,
    },
    /// A text with choices that the platform takes away by itself.
    QuickReplies(Question<P>),
    /// A list that opens by a button.
    List(List<P>),
    /// The sign that the bot is writing.
    Typing,
}

impl<P: Carried> Part<P> {
    /// What can be chosen, in order: titles with what they carry.
    pub fn choices(&self) -> impl Iterator<Item = (&P::Text, &P)> {
        let (buttons, sections) = match self {
            Self::Buttons { question, .. } | Self::QuickReplies(question) => (&question.buttons[..], &[][..]),
            Self::List(list) => (&[][..], &list.sections[..]),
            Self::Text(_) | Self::Typing => (&[][..], &[][..]),
        };
        let buttons = buttons.iter().map(|button| (&button.title, &button.payload));
        let rows = sections.iter().flat_map(|section| &section.rows);
        buttons.chain(rows.map(|row| (&row.title, &row.payload)))
    }

    /// The same part with other payloads, each made with the longest its place allows, in bytes.
    ///
    /// # Errors
    ///
    /// The first error of `map`.
    pub fn try_map<Q: Carried<Text = P::Text>, E>(
        self,
        capabilities: &Capabilities,
        mut map: impl FnMut(P, usize) -> Result<Q, E>,
    ) -> Result<Part<Q>, E> {
        let place = match &self {
            Self::Text(_) | Self::Typing => 0,
            Self::Buttons { .. } => capabilities.buttons.payload,
            Self::QuickReplies(_) => capabilities.quick_replies.as_ref().map_or(0, |limits| limits.payload),
            Self::List(_) => capabilities.list.as_ref().map_or(0, |limits| limits.payload),
        };
        let mut map = Mapping { text: Ok, payload: |payload| map(payload, place) };
        Ok(match self {
            Self::Text(text) => Part::Text(text),
            Self::Buttons { question, vanish } => {
                Part::Buttons { question: question.try_map(&mut map)?, vanish }
            }
            Self::QuickReplies(question) => Part::QuickReplies(question.try_map(&mut map)?),
            Self::List(list) => Part::List(list.try_map(&mut map)?),
            Self::Typing => Part::Typing,
        })
    }
}
