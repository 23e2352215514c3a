//! Texts with buttons.

use std::mem;

use crate::{
    RichText,
    message::{Action, Button, List, Planned, Question, Row, Section},
};

use super::{
    Links, Loss, Part, Policy,
    planner::{MORE, Planner, chunks},
};

impl<P: Planned> Planner<'_, P> {
    pub(super) fn quick_replies(&mut self, question: Question<P>) {
        let presses = question.buttons.iter().all(|button| button.payload().is_some());
        match &self.capabilities.quick_replies {
            Some(limits)
                if self.is_last
                    && presses
                    && question.buttons.len() <= limits.count
                    && self.policy != Policy::Numbered =>
            {
                let buttons = self.fit_buttons(question.buttons, limits.title, true);
                let text = self.lead(question.text, self.capabilities.text);
                self.push(Part::QuickReplies(Question { text, buttons }));
            }
            Some(_) if self.policy != Policy::Numbered => {
                self.lose(Loss::Replaced { meant: "quick_reply", shown: "button" });
                self.buttons(question, true);
            }
            _ => self.buttons(question, true),
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
            self.lose(Loss::Replaced { meant: "button", shown: "list" });
            return self.native_lists(listed(question));
        }
        let mut text = self.lead(question.text, limits.text);
        let groups = chunks(question.buttons, limits.count);
        if groups.len() > 1 {
            self.lose(Loss::Divided { what: "button", into: groups.len() });
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
                    self.lose(Loss::Replaced { meant: "web app", shown: "page" });
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
                Action::Call(_) => "button that calls",
                Action::Copy(_) => "button that copies",
                _ => "button that opens a page",
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
