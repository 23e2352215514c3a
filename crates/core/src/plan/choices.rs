//! Texts with buttons.

use std::mem;

use crate::{
    RichText,
    message::{Action, Button, List, Planned, Question, Row, Section},
};

use super::{
    Items, Links, Loss, Page, Part, Policy,
    page::{heading, pages},
    planner::{MORE, Planner, chunks},
};

impl<P: Planned> Planner<'_, P> {
    pub(super) fn quick_replies(&mut self, question: Question<P>) {
        let presses = question.buttons.iter().all(|button| button.payload().is_some());
        let count = question.buttons.len();
        match &self.capabilities.quick_replies {
            Some(limits)
                if self.is_last && presses && self.policy != Policy::Numbered && self.fits_quick(count) =>
            {
                if count <= limits.count {
                    return self.native_quick_replies(question);
                }
                let text = self.lead(question.text, self.capabilities.text);
                let pages = questions(text, question.buttons, limits.count);
                self.bind(Items::QuickReplies(count), pages.into_iter().map(Page::QuickReplies).collect());
            }
            Some(_) if self.policy != Policy::Numbered => {
                let meant = match (self.is_last, presses) {
                    (_, false) => "quick replies that open something",
                    (false, true) => "quick replies above another message",
                    (true, true) => "room for so many quick replies",
                };
                self.lose(Loss::Replaced { meant, shown: "buttons" });
                self.buttons(question, true);
            }
            _ => self.buttons(question, true),
        }
    }

    /// Whether so many choices can be shown as quick replies, be it page by page.
    pub(super) fn fits_quick(&self, choices: usize) -> bool {
        let Some(limits) = &self.capabilities.quick_replies else { return false };
        choices <= limits.count || self.page_size(choices, limits.count) == Some(limits.count)
    }

    pub(super) fn native_quick_replies(&mut self, question: Question<P>) {
        match &self.capabilities.quick_replies {
            Some(limits) => {
                let buttons = self.fit_buttons(question.buttons, limits.title, true);
                let text = self.lead(question.text, self.capabilities.text);
                self.push(Part::QuickReplies(Question { text, buttons }));
            }
            None => self.split_buttons(question, true),
        }
    }

    pub(super) fn buttons(&mut self, question: Question<P>, vanish: bool) {
        if self.policy == Policy::Numbered {
            return self.numbered(question);
        }
        let question = self.beside(question);
        let limits = &self.capabilities.buttons;
        if question.buttons.is_empty() {
            return self.text(question.text);
        }
        let too_many = question.buttons.len() > limits.count;
        if too_many && self.capabilities.list.is_some() && self.policy != Policy::Split {
            self.lose(Loss::Listed { buttons: question.buttons.len() });
            return self.native_lists(listed(question));
        }
        let count = question.buttons.len();
        match self.page_size(count, limits.count) {
            Some(size) => {
                let text = self.lead(question.text, limits.text);
                let pages = questions(text, question.buttons, size);
                let pages = pages.into_iter().map(|page| Page::Buttons(page, vanish));
                self.bind(Items::Buttons(count), pages.collect());
            }
            None => self.split_buttons(question, vanish),
        }
    }

    /// As many messages as the buttons need.
    pub(super) fn split_buttons(&mut self, question: Question<P>, vanish: bool) {
        let limits = &self.capabilities.buttons;
        let mut text = self.lead(question.text, limits.text);
        let items = Items::Buttons(question.buttons.len());
        let groups = chunks(question.buttons, limits.count);
        if groups.len() > 1 {
            self.lose(Loss::Divided { items, into: groups.len() });
        }
        for group in groups {
            let buttons = self.fit_buttons(group, limits.title, limits.distinct);
            let text = mem::replace(&mut text, RichText::from(MORE));
            self.push(Part::Buttons { question: Question { text, buttons }, vanish });
        }
    }

    /// Writes the choices out, each behind a number.
    pub(super) fn numbered(&mut self, question: Question<P>) {
        let Question { mut text, buttons } = question;
        let first = self.numbered + 1;
        let mut presses = Vec::with_capacity(buttons.len());
        let mut between = "\n\n";
        for button in buttons {
            text.push_str(mem::replace(&mut between, "\n"));
            match button.action {
                Action::Postback(_) => {
                    self.numbered += 1;
                    text.push_str(&format!("{}. {}", self.numbered, button.title));
                    presses.push(button);
                }
                other => text.push_str(&written(&button.title, other)),
            }
        }
        let text = self.lead(text, self.capabilities.text);
        match presses.is_empty() {
            true => self.push(Part::Text(text)),
            false => self.push(Part::Numbered { question: Question { text, buttons: presses }, first }),
        }
    }

    /// The buttons that the platform has; what the others do stands in the text.
    pub(super) fn beside(&mut self, question: Question<P>) -> Question<P> {
        let Question { mut text, buttons: all } = question;
        let limits = &self.capabilities.buttons;
        let alone = all.len() == 1;
        let mut buttons = Vec::with_capacity(all.len());
        let mut between = "\n\n";
        for Button { title, action, extras } in all {
            let action = match action {
                Action::WebApp(url) if !limits.apps => {
                    self.lose(Loss::Replaced { meant: "web apps", shown: "pages" });
                    Action::Link(url)
                }
                other => other,
            };
            let has = match action {
                Action::Postback(_) | Action::WebApp(_) => true,
                Action::Link(_) => limits.links == Links::Beside || (limits.links == Links::Alone && alone),
                Action::Call(_) => limits.calls,
                Action::Copy(_) => limits.copies,
            };
            if has {
                buttons.push(Button { title, action, extras });
                continue;
            }
            let meant = match action {
                Action::Call(_) => "buttons that call",
                Action::Copy(_) => "buttons that copy",
                _ if limits.links == Links::Alone => "buttons that open pages beside others",
                _ => "buttons that open pages",
            };
            self.lose(Loss::Replaced { meant, shown: "text" });
            text.push_str(if text.is_empty() { "" } else { between });
            between = "\n";
            text.push_str(&written(&title, action));
        }
        Question { text, buttons }
    }

    pub(super) fn fit_buttons(
        &mut self,
        mut buttons: Vec<Button<P>>,
        limit: usize,
        distinct: bool,
    ) -> Vec<Button<P>> {
        for button in &mut buttons {
            button.title = self.fit(&button.title, limit);
        }
        if distinct {
            let titles = buttons.iter_mut().map(|button| &mut button.title);
            super::title::distinguish(titles, limit, self.capabilities.unit);
        }
        buttons
    }
}

/// The buttons in pages of that size, the first of them below the text.
fn questions<P: Planned>(text: RichText, buttons: Vec<Button<P>>, size: usize) -> Vec<Question<P>> {
    let pages = pages(buttons, size);
    let count = pages.len();
    let question = |(number, buttons)| {
        let text = if number == 0 { text.clone() } else { RichText::from(heading(number, count)) };
        Question { text, buttons }
    };
    pages.into_iter().enumerate().map(question).collect()
}

/// What a button does, as a line of text.
fn written<P>(title: &str, action: Action<P>) -> String {
    match action {
        Action::Link(what) | Action::Call(what) | Action::Copy(what) | Action::WebApp(what) => {
            format!("{}: {what}", title.trim())
        }
        Action::Postback(_) => title.to_owned(),
    }
}

/// The buttons as rows. All of them are presses: pages have a button alone where there are lists.
fn listed<P: Planned>(question: Question<P>) -> List<P> {
    let rows = question.buttons.into_iter().filter_map(|Button { title, action, .. }| match action {
        Action::Postback(payload) => Some(Row { title, description: None, payload }),
        _ => None,
    });
    let sections = vec![Section { title: String::new(), rows: rows.collect() }];
    List { text: question.text, button: "☰".to_owned(), header: None, footer: None, sections }
}
