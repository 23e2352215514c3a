//! The planner.

use std::{mem, time::Duration};

use crate::message::{Button, Carried, List, Message, Question, Row, Section};

use super::{Capabilities, Lists, Loss, Part, Plan, Step, split_text, title};

/// Above choices that did not fit into the message before.
const MORE: &str = "⋯";

/// Plans the messages of one turn for a platform.
pub fn plan<P: Carried<Text = String>>(messages: Vec<Message<P>>, capabilities: &Capabilities) -> Plan<P> {
    let mut planner =
        Planner { capabilities, steps: Vec::new(), losses: Vec::new(), wait: Duration::ZERO, message: 0 };
    let last = messages.iter().rposition(|message| !matches!(message, Message::Typing(_)));
    for (at, message) in messages.into_iter().enumerate() {
        planner.message = at;
        let is_last = Some(at) == last;
        match message {
            Message::Text(text) => planner.text(&text),
            Message::Buttons(question) => planner.buttons(question, false),
            Message::QuickReplies(question) => planner.quick_replies(question, is_last),
            Message::List(list) => planner.list(list, is_last),
            Message::Typing(time) => planner.typing(time),
        }
    }
    Plan { steps: planner.steps, losses: planner.losses }
}

struct Planner<'a, P: Carried> {
    capabilities: &'a Capabilities,
    steps: Vec<Step<P>>,
    losses: Vec<Loss>,
    /// The pause that the next part begins with.
    wait: Duration,
    /// The message being planned.
    message: usize,
}

impl<P: Carried<Text = String>> Planner<'_, P> {
    fn text(&mut self, text: &str) {
        for piece in split_text(text, self.capabilities.text, self.capabilities.unit) {
            self.push(Part::Text(piece.to_owned()));
        }
    }

    fn quick_replies(&mut self, question: Question<P>, is_last: bool) {
        match &self.capabilities.quick_replies {
            Some(limits) if is_last && question.buttons.len() <= limits.count => {
                let buttons = self.fit_buttons(question.buttons, limits.title, true);
                let text = self.lead(&question.text, self.capabilities.text);
                self.push(Part::QuickReplies(Question { text, buttons }));
            }
            Some(_) => {
                self.losses.push(Loss::Replaced { meant: "quick_reply", shown: "button" });
                self.buttons(question, true);
            }
            None => self.buttons(question, true),
        }
    }

    fn buttons(&mut self, question: Question<P>, vanish: bool) {
        let limits = &self.capabilities.buttons;
        if question.buttons.len() > limits.count && self.capabilities.list.is_some() {
            self.losses.push(Loss::Replaced { meant: "button", shown: "list" });
            let rows = question.buttons.into_iter();
            let rows =
                rows.map(|Button { title, payload }| Row { title, description: None, payload }).collect();
            let sections = vec![Section { title: String::new(), rows }];
            let button = "☰".to_owned();
            let list = List { text: question.text, button, header: None, footer: None, sections };
            return self.native_lists(list);
        }
        let mut text = self.lead(&question.text, limits.text);
        let groups = chunks(question.buttons, limits.count);
        if groups.len() > 1 {
            self.losses.push(Loss::Divided { into: groups.len() });
        }
        for group in groups {
            let buttons = self.fit_buttons(group, limits.title, limits.distinct);
            let text = mem::replace(&mut text, MORE.to_owned());
            self.push(Part::Buttons { question: Question { text, buttons }, vanish });
        }
    }

    fn list(&mut self, list: List<P>, is_last: bool) {
        if self.capabilities.list.is_some() {
            return self.native_lists(list);
        }
        // Section titles and descriptions have no place on a button, so they stand in the text.
        let text = written_out(&list);
        let rows = list.sections.into_iter().flat_map(|section| section.rows);
        let buttons: Vec<_> = rows.map(|Row { title, payload, .. }| Button { title, payload }).collect();
        let question = Question { text, buttons };
        match &self.capabilities.quick_replies {
            Some(limits) if is_last && question.buttons.len() <= limits.count => {
                self.losses.push(Loss::Replaced { meant: "list", shown: "quick_reply" });
                self.quick_replies(question, true);
            }
            _ => {
                self.losses.push(Loss::Replaced { meant: "list", shown: "button" });
                self.buttons(question, false);
            }
        }
    }

    /// One list after the other, each with as many rows and sections as fit.
    fn native_lists(&mut self, list: List<P>) {
        let Some(limits) = &self.capabilities.list else { return };
        let unit = self.capabilities.unit;
        let pages = pages(list.sections, limits);
        if pages.len() > 1 {
            self.losses.push(Loss::Divided { into: pages.len() });
        }
        let mut text = self.lead(&list.text, limits.text);
        let button = title::fit(&list.button, limits.button, unit, &mut self.losses);
        let [mut header, footer] = [list.header, list.footer]
            .map(|line| line.map(|line| title::fit(&line, limits.header, unit, &mut self.losses)));
        for sections in pages {
            let sections = self.fit_sections(sections, limits);
            let text = mem::replace(&mut text, MORE.to_owned());
            let (button, footer, header) = (button.clone(), footer.clone(), header.take());
            self.push(Part::List(List { text, button, header, footer, sections }));
        }
    }

    fn fit_sections(&mut self, mut sections: Vec<Section<P>>, limits: &Lists) -> Vec<Section<P>> {
        let unit = self.capabilities.unit;
        let several = sections.len() > 1;
        for section in &mut sections {
            section.title = title::fit(&section.title, limits.section_title, unit, &mut self.losses);
            if several && section.title.is_empty() {
                MORE.clone_into(&mut section.title);
            }
            for row in &mut section.rows {
                // What does not fit the title still fits the line below it.
                let whole = row.title.trim().to_owned();
                let before = self.losses.len();
                row.title = title::fit(&whole, limits.title, unit, &mut self.losses);
                if row.title != whole {
                    let below = match row.description.take() {
                        Some(description) => format!("{whole} – {description}"),
                        None => whole,
                    };
                    if unit.length(&below) <= limits.description {
                        self.losses.truncate(before);
                    }
                    row.description = Some(below);
                }
                row.description =
                    row.description.take().filter(|description| !description.trim().is_empty()).map(
                        |description| title::fit(&description, limits.description, unit, &mut self.losses),
                    );
            }
        }
        let titles = sections.iter_mut().flat_map(|section| &mut section.rows).map(|row| &mut row.title);
        title::distinguish(titles, limits.title, unit);
        sections
    }

    fn fit_buttons(&mut self, mut buttons: Vec<Button<P>>, limit: usize, distinct: bool) -> Vec<Button<P>> {
        let unit = self.capabilities.unit;
        for button in &mut buttons {
            button.title = title::fit(&button.title, limit, unit, &mut self.losses);
        }
        if distinct {
            title::distinguish(buttons.iter_mut().map(|button| &mut button.title), limit, unit);
        }
        buttons
    }

    /// Says as much of a text as has to stand before the widget, and gives the rest, which fits above it.
    fn lead(&mut self, text: &str, limit: usize) -> String {
        let unit = self.capabilities.unit;
        let mut pieces = split_text(text, self.capabilities.text, unit);
        let last = pieces.pop().unwrap_or_default();
        pieces.extend(split_text(last, limit, unit));
        let above = pieces.pop().unwrap_or_default();
        for piece in pieces {
            self.push(Part::Text(piece.to_owned()));
        }
        above.to_owned()
    }

    fn typing(&mut self, time: Duration) {
        let Some(typing) = &self.capabilities.typing else {
            self.wait += time;
            return;
        };
        let repeat = typing.repeat.unwrap_or(time).max(Duration::from_secs(1));
        let mut left = time;
        while !left.is_zero() {
            self.push(Part::Typing);
            let shown = left.min(repeat);
            self.wait += shown;
            left -= shown;
        }
    }

    fn push(&mut self, part: Part<P>) {
        let wait = mem::take(&mut self.wait);
        self.steps.push(Step { wait, message: self.message, part });
    }
}

fn chunks<T>(items: Vec<T>, size: usize) -> Vec<Vec<T>> {
    let mut items = items.into_iter().peekable();
    let mut chunks = Vec::new();
    while items.peek().is_some() {
        chunks.push(items.by_ref().take(size.max(1)).collect());
    }
    chunks
}

/// Divides sections into lists that hold so many rows and sections. A section that is divided keeps its title.
fn pages<P: Carried<Text = String>>(sections: Vec<Section<P>>, limits: &Lists) -> Vec<Vec<Section<P>>> {
    let mut pages: Vec<Vec<Section<P>>> = Vec::new();
    let mut rows = limits.rows;
    for Section { title, rows: all } in sections {
        let mut open = false;
        for row in all {
            let full =
                rows >= limits.rows || (!open && pages.last().is_none_or(|p| p.len() >= limits.sections));
            if full {
                pages.push(Vec::new());
                (rows, open) = (0, false);
            }
            if let Some(page) = pages.last_mut() {
                if !open {
                    page.push(Section { title: title.clone(), rows: Vec::new() });
                    open = true;
                }
                if let Some(section) = page.last_mut() {
                    section.rows.push(row);
                    rows += 1;
                }
            }
        }
    }
    pages
}

/// The list as text, for platforms whose choices have a title only.
fn written_out<P: Carried<Text = String>>(list: &List<P>) -> String {
    let mut text = String::new();
    if let Some(header) = &list.header {
        text += header;
        text += "\n\n";
    }
    text += &list.text;
    let titled = list.sections.iter().any(|section| !section.title.trim().is_empty());
    let described =
        list.sections.iter().flat_map(|section| &section.rows).any(|row| row.description.is_some());
    if titled || described {
        for section in list.sections.iter().filter(|section| !section.rows.is_empty()) {
            text += "\n";
            if !section.title.trim().is_empty() {
                text += &format!("\n{}", section.title);
            }
            for row in &section.rows {
                text += &format!("\n• {}", row.title);
                if let Some(description) = &row.description {
                    text += &format!(" – {description}");
                }
            }
        }
    }
    if let Some(footer) = &list.footer {
        text += "\n\n";
        text += footer;
    }
    text
}
