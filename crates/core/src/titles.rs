//! Titles that can be typed instead of pressed.

use serde::{Deserialize, Serialize};

use crate::{Event, EventKind, payload::TokenId, payload::token_of};

/// The choices of the last reply that had some: typing a title is as good as pressing it.
///
/// A choice is kept with the payload as it went out, so seal, terms and token mean the same as on the button.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub struct Titles {
    /// Our number of the person whose turn showed them.
    pub(crate) user: i64,
    /// The answer that the conversation waited for from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<String>,
    pub(crate) choices: Vec<Choice>,
}

/// Something that can be chosen by typing its title.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default)]
pub(crate) struct Choice {
    /// The title as the author wrote it.
    pub(crate) title: String,
    /// The title as the platform shows it, if that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) shown: Option<String>,
    /// Further words for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) also: Vec<String>,
    /// The number it stands behind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<usize>,
    /// The payload, as on the button.
    pub(crate) payload: String,
    /// Whether it is gone once it was chosen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) vanishes: bool,
}

/// A choice that a text names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Typed<'a> {
    /// By its title.
    Exactly(&'a Choice),
    /// By something close to its title, and closer to it than to any other.
    Closely(&'a Choice),
}

impl<'a> Typed<'a> {
    pub(crate) fn choice(self) -> &'a Choice {
        match self {
            Self::Exactly(choice) | Self::Closely(choice) => choice,
        }
    }
}

impl Titles {
    /// How many choices are remembered: as many as the largest keyboard has.
    pub const COUNT: usize = 100;
    /// How much of the state they may take, in bytes: a turn reads and writes it.
    pub const BYTES: usize = 8 * 1024;

    /// How much a choice behind a number takes at most, with everything it is remembered by.
    pub(crate) fn numbered(title: &str) -> usize {
        const NUMBER: usize = 3;
        title.len() + NUMBER + NUMBERED
    }

    /// Whether nothing can be typed.
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty()
    }

    /// The token that the event would press by what is typed: its row belongs into the turn's snapshot.
    pub fn token(&self, event: &Event) -> Option<TokenId> {
        token_of(&self.typed(event)?.choice().payload)
    }

    /// The choice that is typed, if the event is a text and names one.
    pub(crate) fn typed(&self, event: &Event) -> Option<Typed<'_>> {
        match &event.kind {
            EventKind::Text { text, .. } if event.deep_link.is_none() => self.find(text),
            _ => None,
        }
    }

    /// The choice that a text names. None if two are named equally well.
    pub(crate) fn find(&self, text: &str) -> Option<Typed<'_>> {
        let key = key(text);
        // What is shown goes first: of two buttons "Buy" the second may be shown as "Buy (2)".
        for names in [Choice::is_shown_as, Choice::is_called] {
            let mut named = self.choices.iter().filter(|choice| names(choice, &key));
            match (named.next(), named.next()) {
                (Some(choice), None) => return Some(Typed::Exactly(choice)),
                (Some(_), Some(_)) => return None,
                (None, _) => {}
            }
        }
        self.nearest(text).map(Typed::Closely)
    }

    fn nearest(&self, text: &str) -> Option<&Choice> {
        if text.len() > LONGEST {
            return None;
        }
        let typed = spelling(text);
        let mut near: Vec<_> = self.choices.iter().map(|choice| (choice.distance(&typed), choice)).collect();
        near.sort_by_key(|&((distance, _), _)| distance);
        match near[..] {
            [((distance, _), _), ((next, _), _), ..] if distance == next => None,
            [((distance, allowed), choice), ..] if distance <= allowed => Some(choice),
            _ => None,
        }
    }

    /// That payload was chosen, by a press or by its title: what vanishes by that can be typed no longer.
    pub(crate) fn chosen(&mut self, payload: &str) {
        if self.choices.iter().any(|choice| choice.vanishes && choice.payload == payload) {
            self.choices.retain(|choice| !choice.vanishes);
        }
    }

    /// Adds a choice. The same one is not added twice.
    pub(crate) fn add(&mut self, choice: Choice) {
        if !self.choices.contains(&choice) {
            self.choices.push(choice);
        }
    }

    /// Keeps all of them or, if they are too many or too much, only those behind a number, which the planner counted: by
    /// half of the others the wrong one could be meant, and they have a button.
    pub(crate) fn bounded(mut self) -> Self {
        let bytes: usize = self.choices.iter().map(Choice::bytes).sum();
        if self.choices.len() > Self::COUNT || bytes > Self::BYTES {
            tracing::info!(count = self.choices.len(), bytes, "too many titles to be typed");
            self.choices.retain(|choice| choice.number.is_some());
        }
        self
    }
}

impl Choice {
    fn is_shown_as(&self, typed: &str) -> bool {
        key(self.shown.as_ref().unwrap_or(&self.title)) == typed
    }

    fn is_called(&self, typed: &str) -> bool {
        let written = typed.trim_end_matches(['.', ')']);
        let number = || self.number.is_some_and(|number| written == number.to_string());
        key(&self.title) == typed || self.also.iter().any(|word| key(word) == typed) || number()
    }

    /// How far that spelling is from the title, and how far it may be.
    fn distance(&self, typed: &str) -> (usize, usize) {
        let titles = [Some(&self.title), self.shown.as_ref()].into_iter().flatten();
        let distance = |title: &String| {
            let title = spelling(title);
            let distance = strsim::damerau_levenshtein(typed, &title);
            (distance, if digits(typed).eq(digits(&title)) { allowed(&title) } else { 0 })
        };
        titles.map(distance).min_by_key(|&(distance, _)| distance).unwrap_or((usize::MAX, 0))
    }

    fn bytes(&self) -> usize {
        let also: usize = self.also.iter().map(String::len).sum();
        self.title.len() + self.shown.as_ref().map_or(0, String::len) + also + self.payload.len()
    }
}

/// The longest payload that a choice behind a number keeps: it stays in the state of the conversation.
pub(crate) const NUMBERED: usize = 64;

/// A longer text is no title with a slip in it.
const LONGEST: usize = 200;

/// How many slips a title may have. In two letters every slip makes another word.
fn allowed(title: &str) -> usize {
    match title.chars().count() {
        0..=2 => 0,
        3..=7 => 1,
        8..=15 => 2,
        _ => 3,
    }
}

/// The form by which titles are compared: whatever their case and the space around them, as keywords.
fn key(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The letters and digits, with single spaces: nobody types the emoji of a title, or its punctuation.
fn spelling(text: &str) -> String {
    let lower = text.to_lowercase();
    let kept: String = lower.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A slip in a number makes another number.
fn digits(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_numeric())
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn titles(titles: &[&str]) -> Titles {
        let choice = |title: &&str| Choice {
            title: (*title).to_owned(),
            payload: format!("/{title}"),
            ..Choice::default()
        };
        Titles { choices: titles.iter().map(choice).collect(), ..Titles::default() }
    }

    fn exactly(titles: &Titles, text: &str) -> bool {
        matches!(titles.find(text), Some(Typed::Exactly(_)))
    }

    fn closely<'a>(titles: &'a Titles, text: &str) -> Option<&'a str> {
        match titles.find(text) {
            Some(Typed::Closely(choice)) => Some(&choice.title),
            _ => None,
        }
    }

    #[test]
    fn a_title_is_typed_as_written_or_as_shown() {
        let mut titles = titles(&["A title that is far too long", "No"]);
        titles.choices[0].shown = Some("A title that is…".into());
        for text in ["A title that is far too long", " a TITLE that is… ", "no"] {
            assert!(exactly(&titles, text), "{text}");
        }
        assert!(!exactly(&titles, "A title"));
    }

    #[test]
    fn of_two_equal_titles_the_one_that_is_shown_so_is_meant() {
        let mut titles = titles(&["Buy", "Buy"]);
        titles.choices[1].payload = "/other".into();
        assert_eq!(titles.find("buy"), None);
        titles.choices[1].shown = Some("Buy (2)".into());
        assert_eq!(titles.find("buy").map(|typed| &*typed.choice().payload), Some("/Buy"));
        assert_eq!(titles.find("buy (2)").map(|typed| &*typed.choice().payload), Some("/other"));
    }

    #[test]
    fn a_slip_is_forgiven_where_only_one_can_be_meant() {
        let choices = titles(&["Yes", "Not really 🤷", "Tell me more"]);
        assert_eq!(closely(&choices, "yess"), Some("Yes"));
        assert_eq!(closely(&choices, "not really"), Some("Not really 🤷"));
        assert_eq!(closely(&choices, "tel me moer"), Some("Tell me more"));
        assert_eq!(closely(&choices, "yesterday"), None);
        assert_eq!(closely(&choices, "what is this?"), None);
        assert_eq!(closely(&titles(&["Cat", "Car"]), "cax"), None, "both are as near");
        assert_eq!(closely(&titles(&["No", "Tell"]), "on"), None, "two letters are too few");
        assert_eq!(closely(&titles(&["👍", "👎"]), "👌"), None);
    }

    #[test]
    fn a_slip_in_a_number_is_another_number() {
        assert_eq!(closely(&titles(&["Room 12"]), "room 13"), None);
        assert_eq!(closely(&titles(&["Room 12"]), "rom 12"), Some("Room 12"));
    }

    #[test]
    fn what_vanishes_goes_together_once_one_is_chosen() {
        let mut titles = titles(&["Yes", "No", "Menu"]);
        titles.choices[0].vanishes = true;
        titles.choices[1].vanishes = true;
        titles.chosen("/Menu");
        assert_eq!(titles.choices.len(), 3);
        titles.chosen("/No");
        assert_eq!(titles.choices.iter().map(|choice| &*choice.title).collect::<Vec<_>>(), ["Menu"]);
    }

    #[test]
    fn too_many_are_none() {
        let many: Vec<String> = (0..=Titles::COUNT).map(|number| format!("Row {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(titles(&many[1..]).bounded().choices.len(), Titles::COUNT);
        assert!(titles(&many).bounded().is_empty());
        assert!(titles(&[&"x".repeat(Titles::BYTES)]).bounded().is_empty());
    }

    proptest! {
        #[test]
        fn typing_never_presses_a_button_when_two_are_equally_close(
            written in vec("[a-c ]{1,5}|[a-d]{6,9}|\\PC{0,4}", 1..6),
            text in "[a-c ]{0,6}|[a-d]{6,9}|\\PC{0,4}",
        ) {
            let written: Vec<&str> = written.iter().map(String::as_str).collect();
            let titles = titles(&written);
            let far = |choice: &Choice| strsim::damerau_levenshtein(&spelling(&text), &spelling(&choice.title));
            match titles.find(&text) {
                Some(Typed::Exactly(choice)) => {
                    let equal = titles.choices.iter().filter(|other| key(&other.title) == key(&text));
                    prop_assert_eq!(equal.collect::<Vec<_>>(), vec![choice]);
                }
                Some(Typed::Closely(choice)) => {
                    let as_near = titles.choices.iter().filter(|other| far(other) <= far(choice));
                    prop_assert_eq!(as_near.count(), 1, "{:?} among {:?}", choice, titles);
                }
                None => {}
            }
        }
    }
}
