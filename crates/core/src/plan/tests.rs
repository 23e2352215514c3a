use proptest::prelude::*;

use super::*;
use crate::{
    Platform, RichText,
    message::{
        Button, Card, Carousel, Carried, Link, List, MediaKind, Message, Planned, Question, Row, Section,
        Source,
    },
};

mod cards;
mod choices;
mod lists;
mod numbers;
mod pages;
mod properties;
mod texts;

/// Buttons that carry their number.
impl Carried for usize {
    type Title = String;
    type Text = RichText;
}

fn plan<P: Planned>(messages: Vec<Message<P>>, capabilities: &Capabilities) -> Plan<P> {
    super::plan(messages.into_iter().map(|message| (message, Policy::Fit)).collect(), capabilities)
}

const fn base(unit: Unit) -> Capabilities {
    Capabilities::new(Platform::new("test"), unit, 60)
}

/// Like Telegram: buttons only.
fn wide() -> Capabilities {
    Capabilities {
        buttons: Buttons { text: 60, count: 100, title: 64, ..base(Unit::CodePoints).buttons },
        typing: Some(Typing { repeat: Some(Duration::from_secs(4)) }),
        ..base(Unit::CodePoints)
    }
}

/// Like Messenger: three buttons, or thirteen quick replies with the last message.
fn narrow() -> Capabilities {
    Capabilities {
        buttons: Buttons { text: 30, ..base(Unit::Utf16).buttons },
        quick_replies: Some(QuickReplies { count: 13, title: 20, payload: 1000 }),
        typing: Some(Typing { repeat: None }),
        ..base(Unit::Utf16)
    }
}

/// Like WhatsApp: three buttons, or a list of ten rows.
fn listed() -> Capabilities {
    Capabilities {
        buttons: Buttons { text: 30, distinct: true, ..base(Unit::Utf16).buttons },
        list: Some(Lists {
            text: 30,
            button: 20,
            header: 60,
            sections: 10,
            section_title: 24,
            rows: 10,
            title: 24,
            description: 72,
            payload: 200,
        }),
        ..base(Unit::Utf16)
    }
}

fn question(text: &str, count: usize) -> Question<usize> {
    let buttons = (0..count).map(|number| Button::carrying(format!("Choice {number}"), number)).collect();
    Question { text: text.into(), buttons }
}

fn list(sections: &[usize]) -> List<usize> {
    let mut number = 0;
    let mut rows = |count| {
        (0..count)
            .map(|_| {
                number += 1;
                Row { title: format!("Row {number}"), description: Some("more".into()), payload: number - 1 }
            })
            .collect()
    };
    let section = |(at, &count): (usize, &usize)| Section { title: format!("Part {at}"), rows: rows(count) };
    let sections = sections.iter().enumerate().map(section).collect();
    List {
        text: "Choose".into(),
        button: "Open".into(),
        header: Some("Top".into()),
        footer: Some("End".into()),
        sections,
    }
}

/// The payloads of a plan, in order of appearance, with what is left of the parts: kind, text and titles.
fn shown(plan: &Plan<usize>) -> (Vec<usize>, Vec<(&'static str, String, usize)>) {
    let (mut payloads, mut parts) = (vec![], vec![]);
    for Step { part, .. } in &plan.steps {
        let own: Vec<usize> = part.choices().into_iter().map(|(_, payload)| *payload).collect();
        let (kind, text) = match part {
            Part::Text(text) => ("text", text.as_str()),
            Part::Buttons { question, .. } => ("buttons", question.text.as_str()),
            Part::QuickReplies(question) => ("quick", question.text.as_str()),
            Part::List(list) => ("list", list.text.as_str()),
            Part::Typing => ("typing", ""),
            other => panic!("{other:?}"),
        };
        let text = text.to_owned();
        parts.push((kind, text, own.len()));
        payloads.extend(own);
    }
    (payloads, parts)
}

fn kinds(plan: &Plan<usize>) -> Vec<(&'static str, usize)> {
    shown(plan).1.into_iter().map(|(kind, _, count)| (kind, count)).collect()
}
/// Pages in memory: what shows a page is its number in all of them, from [`PAGES`] on.
#[derive(Default)]
struct Memory {
    pages: Vec<Page<usize>>,
    firsts: Vec<usize>,
}

const PAGES: usize = 1_000_000;

impl Shelf<usize> for Memory {
    fn seal(&mut self, pages: Vec<Page<usize>>) -> Vec<Page<usize>> {
        pages
    }

    fn titles(&self) -> [String; 2] {
        ["Back", "More"].map(str::to_owned)
    }

    fn shows(&self, number: usize) -> usize {
        PAGES + self.pages.len() + number
    }

    fn keep(&mut self, _: usize, pages: &[Page<usize>]) {
        self.firsts.push(self.pages.len());
        self.pages.extend_from_slice(pages);
    }
}

/// What is shown, the pages included that can be turned to: each plan with the first one.
fn turned(messages: Vec<(Message<usize>, Policy)>, capabilities: &Capabilities) -> Vec<Plan<usize>> {
    let mut shelf = Memory::default();
    let mut plans = vec![plan_in_pages(messages, capabilities, &mut shelf)];
    let mut open = vec![false; shelf.pages.len()];
    shelf.firsts.iter().for_each(|&first| open[first] = true);
    let mut at = 0;
    while at < plans.len() {
        for turn in turns(&plans[at]) {
            if !std::mem::replace(&mut open[turn], true) {
                plans.push(plan_page(shelf.pages[turn].clone(), capabilities));
            }
        }
        at += 1;
    }
    plans
}

/// The pages that can be turned to.
fn turns(plan: &Plan<usize>) -> Vec<usize> {
    let mut turns = Vec::new();
    for Step { part, .. } in &plan.steps {
        let leaf = match part {
            Part::Leaf(leaf) => &leaf.turns[..],
            _ => &[],
        };
        let choices = part.choices().into_iter().map(|(_, payload)| payload);
        turns.extend(
            choices.chain(leaf.iter().filter_map(Button::payload)).filter_map(|it| it.checked_sub(PAGES)),
        );
    }
    turns
}

/// What can be chosen on all of these, in order, each once.
fn reached(plans: &[Plan<usize>]) -> Vec<usize> {
    let steps = plans.iter().flat_map(|plan| &plan.steps);
    let mut reached: Vec<usize> =
        steps.flat_map(|step| step.part.choices()).map(|(_, payload)| *payload).collect();
    reached.retain(|payload| *payload < PAGES);
    reached.sort_unstable();
    reached.dedup();
    reached
}
