//! What holds for every reply on every platform.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tertulia_core::{
    Message, RichText,
    message::{Action, Carousel},
    plan::{Loss, Part, Plan, Policy},
};

use crate::{Number, PAGES, carried, limits::beyond, platforms, random, turned};

fn policy() -> impl Strategy<Value = Policy> {
    prop::sample::select(vec![Policy::Fit, Policy::Split, Policy::Numbered, Policy::Deny])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn every_reply_is_shown_whole_and_within_the_limits(message in random::reply(), policy in policy()) {
        for (platform, capabilities) in platforms() {
            let plans = turned(&message, policy, capabilities);
            prop_assert_eq!(&plans, &turned(&message, policy, capabilities), "planned twice for {}", platform);
            prop_assert_eq!(reached(&plans), choices(&message), "choices on {}", platform);
            for step in plans.iter().flat_map(|plan| &plan.steps) {
                let beyond = beyond(&step.part, capabilities);
                prop_assert!(beyond.is_empty(), "on {}: {:?} in {:?}", platform, beyond, step.part);
            }
            let shown = said(&plans);
            for word in words(&message) {
                prop_assert!(shown.contains(&word), "on {} nobody reads {}", platform, word);
            }
            let told = !plans[0].losses.is_empty();
            let whole = is_as_written(&message, &plans[0]) || policy == Policy::Numbered;
            prop_assert!(told || whole, "on {} nobody tells that {:?} became {:?}", platform, message, plans[0].steps);
        }
    }

    #[test]
    fn what_is_cut_is_told_whole(message in random::reply()) {
        for (_, capabilities) in platforms() {
            let plan = turned(&message, Policy::Fit, capabilities).remove(0);
            let cut = |title: &&str| title.ends_with('…');
            let titles = plan.steps.iter().flat_map(|step| step.part.choices());
            for title in titles.map(|(title, _)| title.as_str()).filter(cut) {
                let start = title.trim_end_matches('…');
                let is_it = |loss: &Loss| matches!(loss, Loss::Shortened(whole) if whole.starts_with(start));
                let below = plan.steps.iter().any(|step| is_below(&step.part, start));
                prop_assert!(below || plan.losses.iter().any(|(_, loss)| is_it(loss)), "{} of {:?}", title, plan.losses);
            }
        }
    }
}

/// Whether a row of a list has that title whole in the line below it.
fn is_below(part: &Part<Number>, start: &str) -> bool {
    let Part::List(list) = part else { return false };
    let mut rows = list.sections.iter().flat_map(|section| &section.rows);
    rows.any(|row| row.description.as_ref().is_some_and(|line| line.starts_with(start)))
}

fn reached(plans: &[Plan<Number>]) -> BTreeSet<Number> {
    let steps = plans.iter().flat_map(|plan| &plan.steps);
    steps.flat_map(|step| carried(&step.part)).filter(|number| number.0 < PAGES).collect()
}

fn choices(message: &Message<Number>) -> BTreeSet<Number> {
    let buttons: Vec<_> = match message {
        Message::Buttons(question) | Message::QuickReplies(question) => question.buttons.iter().collect(),
        Message::Media(media) => media.buttons.iter().collect(),
        Message::Carousel(carousel) => carousel.cards.iter().flat_map(|card| &card.buttons).collect(),
        Message::List(list) => {
            return list.sections.iter().flat_map(|section| &section.rows).map(|row| row.payload).collect();
        }
        _ => Vec::new(),
    };
    let number = |action: &Action<Number>| match action {
        Action::Postback(number) => Some(*number),
        _ => None,
    };
    buttons.into_iter().filter_map(|button| number(&button.action)).collect()
}

/// The words of the texts, which all differ.
fn words(message: &Message<Number>) -> BTreeSet<String> {
    let text = match message {
        Message::Text(text) | Message::LocationRequest(text) | Message::ContactRequest(text) => Some(text),
        Message::Buttons(question) | Message::QuickReplies(question) => Some(&question.text),
        Message::List(list) => Some(&list.text),
        Message::Media(media) => media.caption.as_ref(),
        Message::Album(album) => album.caption.as_ref(),
        Message::Carousel(carousel) => carousel.text.as_ref(),
        _ => None,
    };
    let text = text.map(RichText::as_str).unwrap_or_default();
    text.split_whitespace().map(str::to_owned).collect()
}

fn said(plans: &[Plan<Number>]) -> BTreeSet<String> {
    let mut said = String::new();
    for step in plans.iter().flat_map(|plan| &plan.steps) {
        let text = match &step.part {
            Part::Text(text) | Part::LocationRequest(text) | Part::ContactRequest(text) => Some(text),
            Part::Numbered { question, .. }
            | Part::Buttons { question, .. }
            | Part::QuickReplies(question) => Some(&question.text),
            Part::List(list) => Some(&list.text),
            Part::Media(media) => media.caption.as_ref(),
            Part::Album(album) => album.caption.as_ref(),
            Part::Cards(carousel) => carousel.text.as_ref(),
            Part::Leaf(leaf) => Some(&leaf.text),
            _ => None,
        };
        said.push_str(text.map(RichText::as_str).unwrap_or_default());
        said.push('\n');
    }
    said.split_whitespace().map(str::to_owned).collect()
}

/// Whether the reply is a single message of the form that was written, with titles as they were.
fn is_as_written(message: &Message<Number>, plan: &Plan<Number>) -> bool {
    // Where cards have no text of their own, it stands before them.
    let before =
        |text: &RichText| matches!(&plan.steps[0].part, Part::Text(shown) if shown.as_str() == text.as_str());
    let step = match (message, &plan.steps[..]) {
        (_, [step]) => step,
        (Message::Carousel(Carousel { text: Some(text), .. }), [_, cards]) if before(text) => cards,
        _ => return false,
    };
    let form = match (message, &step.part) {
        (Message::Text(text), Part::Text(shown)) => text.as_str() == shown.as_str(),
        (Message::Buttons(_), Part::Buttons { vanish: false, .. })
        | (Message::QuickReplies(_), Part::QuickReplies(_) | Part::Buttons { vanish: true, .. })
        | (Message::List(_), Part::List(_))
        | (Message::Carousel(_), Part::Cards(_))
        | (Message::Link(_), Part::Cards(_) | Part::Media(_) | Part::Buttons { .. })
        | (Message::Location(_), Part::Location(_))
        | (Message::LocationRequest(_), Part::LocationRequest(_))
        | (Message::ContactRequest(_), Part::ContactRequest(_)) => true,
        (Message::Media(media), Part::Media(shown)) => media.caption.is_none() || shown.caption.is_some(),
        (Message::Album(album), Part::Album(shown)) => album.items == shown.items,
        (Message::Album(album), Part::Media(_)) => album.items.len() == 1,
        _ => false,
    };
    form && step.part.choices().len() == choices(message).len()
}
