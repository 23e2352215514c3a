//! What every reply becomes on every platform.

mod defects;
mod described;
mod limits;
mod properties;
mod random;
mod table;

use tertulia_core::{
    Message, RichText,
    message::Carried,
    plan::{self, Capabilities, Page, Part, Plan, Policy, Shelf},
};

/// What a choice carries here: its number. From [`PAGES`] on it shows a page.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Number(usize);

const PAGES: usize = 1_000_000;

impl Carried for Number {
    type Title = String;
    type Text = RichText;
}

fn platforms() -> [(&'static str, &'static Capabilities); 3] {
    [
        ("Messenger", &tertulia_messenger::limits::CAPABILITIES),
        ("WhatsApp", &tertulia_whatsapp::limits::CAPABILITIES),
        ("Telegram", &tertulia_telegram::limits::CAPABILITIES),
    ]
}

/// Pages in memory.
#[derive(Default)]
struct Memory {
    pages: Vec<Page<Number>>,
    firsts: Vec<usize>,
}

impl Shelf<Number> for Memory {
    fn seal(&mut self, pages: Vec<Page<Number>>) -> Vec<Page<Number>> {
        pages
    }

    fn titles(&self) -> [String; 2] {
        ["Back", "More"].map(str::to_owned)
    }

    fn shows(&self, number: usize) -> Number {
        Number(PAGES + self.pages.len() + number)
    }

    fn keep(&mut self, _: usize, pages: &[Page<Number>]) {
        self.firsts.push(self.pages.len());
        self.pages.extend_from_slice(pages);
    }
}

/// What is shown, and then every page that can be turned to.
fn turned(message: &Message<Number>, policy: Policy, capabilities: &Capabilities) -> Vec<Plan<Number>> {
    let mut shelf = Memory::default();
    let mut plans = vec![plan::plan_in_pages(vec![(message.clone(), policy)], capabilities, &mut shelf)];
    let mut open = vec![false; shelf.pages.len()];
    shelf.firsts.iter().for_each(|&first| open[first] = true);
    let mut at = 0;
    while at < plans.len() {
        let steps = plans[at].steps.iter();
        let turns: Vec<_> =
            steps.flat_map(|step| carried(&step.part)).filter_map(|it| it.0.checked_sub(PAGES)).collect();
        for turn in turns {
            if !std::mem::replace(&mut open[turn], true) {
                plans.push(plan::plan_page(shelf.pages[turn].clone(), capabilities));
            }
        }
        at += 1;
    }
    plans
}

/// What the choices of a part carry, those included that turn to other cards.
fn carried(part: &Part<Number>) -> Vec<Number> {
    let choices = part.choices().into_iter().map(|(_, number)| *number);
    match part {
        Part::Leaf(leaf) => {
            choices.chain(leaf.turns.iter().filter_map(|turn| turn.payload().copied())).collect()
        }
        _ => choices.collect(),
    }
}
