//! Lists to choose from.

use std::mem;

use crate::{
    RichText,
    message::{Button, List, Planned, Question, Row, Section},
};

use super::{
    Items, Lists, Loss, Page, Part, Policy,
    page::{heading, pages},
    planner::{MORE, Planner},
    title,
};

impl<P: Planned> Planner<'_, P> {
    pub(super) fn list(&mut self, list: List<P>) {
        let numbered = self.policy == Policy::Numbered;
        if self.capabilities.list.is_some() && !numbered {
            return self.native_lists(list);
        }
        if numbered {
            return self.numbered_list(list);
        }
        let quick = self.is_last && self.fits_quick(rows_of(&list.sections));
        let (shown, most) = match &self.capabilities.quick_replies {
            Some(limits) if quick => ("quick replies", limits.count),
            _ => ("buttons", self.capabilities.buttons.count),
        };
        self.lose(Loss::Replaced { meant: "lists", shown });
        let rows = rows_of(&list.sections);
        if let Some(size) = self.page_size(rows, most) {
            let pages = lists(list, size).into_iter().map(as_question);
            let page = |page| if quick { Page::QuickReplies(page) } else { Page::Buttons(page, false) };
            return self.bind(Items::Rows(rows), pages.map(page).collect());
        }
        match quick {
            true => self.native_quick_replies(as_question(list)),
            false => self.split_buttons(as_question(list), false),
        }
    }

    /// A list that opens, or pages of it.
    pub(super) fn native_lists(&mut self, list: List<P>) {
        let Some(limits) = &self.capabilities.list else { return };
        // A section of their own for the choices that turn the page.
        let fits = list.sections.len() < limits.sections;
        let most = if fits { limits.rows } else { limits.rows.min(limits.sections) };
        let rows = rows_of(&list.sections);
        match self.page_size(rows, most) {
            Some(size) => {
                self.bind(Items::Rows(rows), lists(list, size).into_iter().map(Page::List).collect());
            }
            None => self.split_lists(list),
        }
    }

    /// One list after the other, each with as many rows and sections as fit.
    pub(super) fn split_lists(&mut self, list: List<P>) {
        let Some(limits) = &self.capabilities.list else { return };
        let items = Items::Rows(rows_of(&list.sections));
        let lists = divided(list.sections, limits);
        if lists.len() > 1 {
            self.lose(Loss::Divided { items, into: lists.len() });
        }
        let mut text = self.lead(list.text, limits.text);
        let button = self.fit(&list.button, limits.button);
        let mut header = list.header.map(|line| self.fit(&line, limits.header));
        let footer = list.footer.map(|line| self.fit(&line, limits.header));
        for sections in lists {
            let sections = self.fit_sections(sections, limits);
            let text = mem::replace(&mut text, RichText::from(MORE));
            let (button, footer, header) = (button.clone(), footer.clone(), header.take());
            self.push(Part::List(List { text, button, header, footer, sections }));
        }
    }

    fn fit_sections(&mut self, mut sections: Vec<Section<P>>, limits: &Lists) -> Vec<Section<P>> {
        let several = sections.len() > 1;
        for section in &mut sections {
            section.title = self.fit(&section.title, limits.section_title);
            if several && section.title.is_empty() {
                MORE.clone_into(&mut section.title);
            }
            for row in &mut section.rows {
                self.fit_row(row, limits);
            }
        }
        let titles = sections.iter_mut().flat_map(|section| &mut section.rows).map(|row| &mut row.title);
        title::distinguish(titles, limits.title, self.capabilities.unit);
        sections
    }

    fn fit_row(&mut self, row: &mut Row<P>, limits: &Lists) {
        // What does not fit the title still fits the line below it.
        let whole = row.title.trim().to_owned();
        let before = self.lost();
        row.title = self.fit(&whole, limits.title);
        if row.title != whole {
            let below = match row.description.take() {
                Some(description) => format!("{whole} – {description}"),
                None => whole,
            };
            if self.capabilities.unit.length(&below) <= limits.description {
                self.forget_losses(before);
            }
            row.description = Some(below);
        }
        let description = row.description.take().filter(|description| !description.trim().is_empty());
        row.description = description.map(|description| self.fit(&description, limits.description));
    }

    fn numbered_list(&mut self, list: List<P>) {
        let List { mut text, header, footer, sections, .. } = list;
        if let Some(header) = header {
            text = RichText::from(format!("{header}\n\n")).text(text);
        }
        let first = self.numbered + 1;
        let mut buttons = Vec::new();
        for Section { title, rows } in sections.into_iter().filter(|section| !section.rows.is_empty()) {
            text.push_str("\n");
            if !title.trim().is_empty() {
                text.push_str(&format!("\n{title}"));
            }
            for row in rows {
                self.numbered += 1;
                text.push_str(&format!("\n{}. {}", self.numbered, row.title));
                if let Some(description) = &row.description {
                    text.push_str(&format!(" – {description}"));
                }
                buttons.push(pressed(row));
            }
        }
        if let Some(footer) = footer {
            text.push_str(&format!("\n\n{footer}"));
        }
        let text = self.lead(text, self.capabilities.text);
        self.push(Part::Numbered { question: Question { text, buttons }, first });
    }

    /// The title, shortened with an ellipsis if it has to be.
    pub(super) fn fit(&mut self, title: &str, limit: usize) -> String {
        match title::fit(title, limit, self.capabilities.unit) {
            Ok(title) => title,
            Err(shortened) => {
                self.lose(Loss::Shortened(title.trim().to_owned()));
                shortened
            }
        }
    }
}

fn pressed<P: Planned>(row: Row<P>) -> Button<P> {
    Button::carrying(row.title, row.payload)
}

fn rows_of<P: Planned>(sections: &[Section<P>]) -> usize {
    sections.iter().map(|section| section.rows.len()).sum()
}

/// A text with buttons in place of the list. Section titles and descriptions have no place on a button, so they stand in
/// the text.
fn as_question<P: Planned>(list: List<P>) -> Question<P> {
    let text = written_out(&list);
    let rows = list.sections.into_iter().flat_map(|section| section.rows);
    Question { text, buttons: rows.map(pressed).collect() }
}

/// The list in pages of that size. A section that is divided keeps its title.
fn lists<P: Planned>(list: List<P>, size: usize) -> Vec<List<P>> {
    let List { text, button, mut header, footer, sections } = list;
    let rows = sections.into_iter().enumerate();
    let rows = rows
        .flat_map(|(at, Section { title, rows })| rows.into_iter().map(move |row| (at, title.clone(), row)));
    let pages = pages(rows.collect(), size);
    let count = pages.len();
    let page = |(number, rows): (usize, Vec<_>)| {
        let mut sections: Vec<Section<P>> = Vec::new();
        let mut open = None;
        for (at, title, row) in rows {
            if open.replace(at) != Some(at) {
                sections.push(Section { title, rows: Vec::new() });
            }
            if let Some(section) = sections.last_mut() {
                section.rows.push(row);
            }
        }
        let text = if number == 0 { text.clone() } else { RichText::from(heading(number, count)) };
        List { text, button: button.clone(), header: header.take(), footer: footer.clone(), sections }
    };
    pages.into_iter().enumerate().map(page).collect()
}

/// Divides sections into lists that hold so many rows and sections. A section that is divided keeps its title.
fn divided<P: Planned>(sections: Vec<Section<P>>, limits: &Lists) -> Vec<Vec<Section<P>>> {
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
fn written_out<P: Planned>(list: &List<P>) -> RichText {
    let mut text = match &list.header {
        Some(header) => RichText::from(format!("{header}\n\n")).text(list.text.clone()),
        None => list.text.clone(),
    };
    let titled = list.sections.iter().any(|section| !section.title.trim().is_empty());
    let described =
        list.sections.iter().flat_map(|section| &section.rows).any(|row| row.description.is_some());
    if titled || described {
        for section in list.sections.iter().filter(|section| !section.rows.is_empty()) {
            text.push_str("\n");
            if !section.title.trim().is_empty() {
                text.push_str(&format!("\n{}", section.title));
            }
            for row in &section.rows {
                text.push_str(&format!("\n• {}", row.title));
                if let Some(description) = &row.description {
                    text.push_str(&format!(" – {description}"));
                }
            }
        }
    }
    if let Some(footer) = &list.footer {
        text.push_str(&format!("\n\n{footer}"));
    }
    text
}
