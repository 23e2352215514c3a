//! Choices that are more than a platform shows at once, shown page by page.

use serde::{Deserialize, Serialize};

use crate::message::{Action, Button, Carried, List, Map, Planned, Question, Row, Section};

use super::{
    Items, Leaf, Loss, Part, Policy,
    planner::{MORE, Planner},
};

/// One page of choices that are more than a platform shows at once.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(
    rename_all = "snake_case",
    bound(
        serialize = "P: Serialize, P::Title: Serialize, P::Text: Serialize",
        deserialize = "P: Deserialize<'de>, P::Title: Deserialize<'de>, P::Text: Deserialize<'de>"
    )
)]
pub enum Page<P: Carried = String> {
    /// A text with buttons, and whether they should go once one is pressed.
    Buttons(Question<P>, bool),
    /// A text with choices that the platform takes away by itself.
    QuickReplies(Question<P>),
    /// A list that opens by a button.
    List(List<P>),
    /// A card.
    Leaf(Leaf<P>),
}

/// Where pages are kept that are not shown yet.
pub trait Shelf<P: Carried> {
    /// The pages, each choice with what it carries wherever and whenever its page is shown.
    fn seal(&mut self, pages: Vec<Page<P>>) -> Vec<Page<P>>;

    /// The titles of the choices that show the page before and the page after.
    fn titles(&self) -> [String; 2];

    /// What shows the page of that number, counted from 0, of the pages that are kept next.
    fn shows(&self, number: usize) -> P;

    /// Keeps the pages of that message.
    fn keep(&mut self, message: usize, pages: &[Page<P>]);
}

/// How many choices a page has at least, if need be in several messages: with three buttons in each, two of them to turn
/// the page, nobody would get anywhere.
const PAGE: usize = 9;

impl<P: Planned> Planner<'_, P> {
    /// How many choices a page has, if there have to be pages where a message shows so many.
    pub(super) fn page_size(&self, choices: usize, shown: usize) -> Option<usize> {
        let shown = shown.max(1);
        let size = shown * PAGE.div_ceil(shown);
        (self.can_page() && choices > size).then_some(size)
    }

    /// Whether what is too much may be shown page by page.
    pub(super) fn can_page(&self) -> bool {
        self.shelf.is_some() && self.policy != Policy::Split
    }

    /// Keeps the pages, and shows the first.
    pub(super) fn bind(&mut self, items: Items, pages: Vec<Page<P>>) {
        let Some(shelf) = self.shelf.as_deref_mut() else { return };
        let mut pages = shelf.seal(pages);
        let (count, titles) = (pages.len(), shelf.titles());
        for (number, page) in pages.iter_mut().enumerate() {
            page.number(number, count, &titles, |number| shelf.shows(number));
        }
        shelf.keep(self.message, &pages);
        self.lose(Loss::Paged { items, pages: count });
        if let Some(first) = pages.into_iter().next() {
            self.page(first);
        }
    }

    /// Shows a page.
    pub(super) fn page(&mut self, page: Page<P>) {
        match page {
            Page::Buttons(question, vanish) => self.split_buttons(question, vanish),
            Page::QuickReplies(question) => self.native_quick_replies(question),
            Page::List(list) => self.split_lists(list),
            Page::Leaf(leaf) => self.push(Part::Leaf(leaf)),
        }
    }
}

impl<P: Planned> Page<P> {
    /// Adds the choices that show the other pages, of which there are `count`.
    fn number(&mut self, number: usize, count: usize, titles: &[String; 2], shows: impl Fn(usize) -> P) {
        let turn = |title: &str, to| Button::carrying(title, shows(to));
        let [back, more] = titles;
        let back = (number > 0).then(|| turn(back, number - 1));
        let more = (number + 1 < count).then(|| turn(more, number + 1));
        let turns = back.into_iter().chain(more);
        match self {
            Self::Buttons(question, _) | Self::QuickReplies(question) => question.buttons.extend(turns),
            Self::List(list) => list.add(turns),
            Self::Leaf(leaf) => {
                let before = (number + count - 1) % count; // there is at least one page
                let here = heading(number, count);
                leaf.turns = vec![turn("◀", before), turn(&here, number), turn("▶", (number + 1) % count)];
            }
        }
    }
}

impl<P: Carried> Page<P> {
    /// The titles of what can be chosen, in order.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &P::Title> {
        let (buttons, sections) = match self {
            Self::Buttons(question, _) | Self::QuickReplies(question) => (&question.buttons[..], &[][..]),
            Self::Leaf(leaf) => (&leaf.buttons[..], &[][..]),
            Self::List(list) => (&[][..], &list.sections[..]),
        };
        let presses = buttons.iter().filter(|button| button.payload().is_some());
        let rows = sections.iter().flat_map(|section| &section.rows);
        presses.map(|button| &button.title).chain(rows.map(|row| &row.title))
    }

    /// The same page with other texts and payloads.
    ///
    /// # Errors
    ///
    /// The first error of `map`.
    pub fn map<Q: Carried, M: Map<P, Q>>(self, map: &mut M) -> Result<Page<Q>, M::Error> {
        Ok(match self {
            Self::Buttons(question, vanish) => Page::Buttons(question.map(map)?, vanish),
            Self::QuickReplies(question) => Page::QuickReplies(question.map(map)?),
            Self::List(list) => Page::List(list.map(map)?),
            Self::Leaf(leaf) => Page::Leaf(leaf.map(map)?),
        })
    }
}

impl<P: Planned> List<P> {
    /// Adds choices at the end, apart from those that stand under a title.
    fn add(&mut self, choices: impl Iterator<Item = Button<P>>) {
        let rows = choices.filter_map(|Button { title, action, .. }| match action {
            Action::Postback(payload) => Some(Row { title, description: None, payload }),
            _ => None,
        });
        match &mut self.sections[..] {
            [only] if only.title.trim().is_empty() => only.rows.extend(rows),
            _ => self.sections.push(Section { title: MORE.to_owned(), rows: rows.collect() }),
        }
    }
}

/// The items in pages, each of which has room for so many choices: those that turn the page, and what is left.
pub(super) fn pages<T>(items: Vec<T>, size: usize) -> Vec<Vec<T>> {
    let mut items = items.into_iter();
    let mut pages: Vec<Vec<T>> = Vec::new();
    while items.len() > 0 {
        let room = size - usize::from(!pages.is_empty()); // one turns back
        let fits = if items.len() <= room { room } else { room - 1 }; // one turns on
        pages.push(items.by_ref().take(fits.max(1)).collect());
    }
    pages
}

/// Which page it is, of how many: what stands above the choices of those behind the first.
pub(super) fn heading(number: usize, count: usize) -> String {
    format!("{}/{count}", number + 1)
}
