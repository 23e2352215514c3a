//! Whether a part is within the limits of a platform.

use tertulia_core::{
    Button, RichText,
    plan::{Capabilities, Cards, Part, Styling},
};

use crate::Number;

/// What is beyond a limit.
pub(crate) fn beyond(part: &Part<Number>, capabilities: &Capabilities) -> Vec<String> {
    Check { capabilities, faults: Vec::new() }.part(part)
}

struct Check<'a> {
    capabilities: &'a Capabilities,
    faults: Vec<String>,
}

impl Check<'_> {
    fn part(mut self, part: &Part<Number>) -> Vec<String> {
        let all = self.capabilities;
        match part {
            Part::Text(text) | Part::Numbered { question: tertulia_core::Question { text, .. }, .. } => {
                self.text(text, all.text);
            }
            Part::Buttons { question, .. } => {
                self.text(&question.text, all.buttons.text);
                self.buttons(&question.buttons, 1);
            }
            Part::QuickReplies(question) => match &all.quick_replies {
                Some(limits) => {
                    self.text(&question.text, all.text);
                    self.count("quick replies", question.buttons.len(), 1, limits.count);
                    question.buttons.iter().for_each(|button| self.title(&button.title, limits.title));
                }
                None => self.faults.push("no quick replies".into()),
            },
            Part::List(list) => match &all.list {
                Some(limits) => {
                    self.text(&list.text, limits.text);
                    self.title(&list.button, limits.button);
                    list.header.iter().chain(&list.footer).for_each(|line| self.title(line, limits.header));
                    self.count("sections", list.sections.len(), 1, limits.sections);
                    let rows: Vec<_> = list.sections.iter().flat_map(|section| &section.rows).collect();
                    self.count("rows", rows.len(), 1, limits.rows);
                    for section in list.sections.iter().filter(|_| list.sections.len() > 1) {
                        self.title(&section.title, limits.section_title);
                    }
                    for row in rows {
                        self.title(&row.title, limits.title);
                        row.description.iter().for_each(|line| self.title(line, limits.description));
                    }
                }
                None => self.faults.push("no lists".into()),
            },
            Part::Media(media) => {
                if let Some(caption) = &media.caption {
                    self.text(caption, all.media.caption);
                    self.wanted(all.media.captioned.contains(&media.kind), "no caption there");
                }
                if !media.buttons.is_empty() {
                    self.wanted(all.media.buttoned.contains(&media.kind), "no buttons there");
                    self.wanted(media.caption.is_some() || !all.media.buttons_need_text, "no text there");
                    self.buttons(&media.buttons, 1);
                }
            }
            Part::Album(album) => {
                self.count("pictures", album.items.len(), 2, all.media.album);
                album.caption.iter().for_each(|caption| self.text(caption, all.media.caption));
            }
            Part::Cards(carousel) => match &all.cards {
                Some(limits) => {
                    self.count("cards", carousel.cards.len(), limits.at_least, limits.count);
                    carousel.cards.iter().for_each(|card| self.card(card, limits));
                }
                None => self.faults.push("no cards".into()),
            },
            Part::Leaf(leaf) => {
                self.wanted(all.edits, "no edits");
                let room = if leaf.image.is_some() { all.media.caption } else { all.buttons.text };
                self.text(&leaf.text, room);
                let buttons: Vec<_> = leaf.buttons.iter().chain(&leaf.turns).cloned().collect();
                self.buttons(&buttons, 1);
            }
            Part::Location(_) => self.wanted(all.location, "no places"),
            Part::Contact(_) => self.wanted(all.contact, "no cards of an address book"),
            Part::LocationRequest(text) | Part::ContactRequest(text) => self.text(text, all.buttons.text),
            _ => {}
        }
        self.faults
    }

    fn card(&mut self, card: &tertulia_core::Card<Number>, limits: &Cards) {
        let joined = limits.joined.then(|| card.subtitle.as_ref().map_or(0, |line| self.length(line) + 1));
        let room = limits.title.saturating_sub(joined.unwrap_or(0));
        self.title(&card.title, room);
        if !limits.joined {
            card.subtitle.iter().for_each(|line| self.title(line, limits.subtitle));
        }
        self.count("buttons of a card", card.buttons.len(), 0, limits.buttons);
        card.buttons.iter().for_each(|button| self.title(&button.title, limits.button));
    }

    fn buttons(&mut self, buttons: &[Button<Number>], least: usize) {
        let limits = &self.capabilities.buttons;
        self.count("buttons", buttons.len(), least, limits.count);
        buttons.iter().for_each(|button| self.title(&button.title, limits.title));
        let mut titles: Vec<_> = buttons.iter().map(|button| &button.title).collect();
        titles.sort();
        titles.dedup();
        self.wanted(!limits.distinct || titles.len() == buttons.len(), "two buttons of one title");
    }

    fn text(&mut self, text: &RichText, limit: usize) {
        let length = match self.capabilities.styling {
            Styling::Written(write) => self.length(&write(text)),
            _ => self.length(text.as_str()),
        };
        self.count("characters of a text", length, 1, limit);
    }

    fn title(&mut self, title: &str, limit: usize) {
        self.count("characters of a title", self.length(title), 1, limit);
    }

    fn length(&self, text: &str) -> usize {
        self.capabilities.unit.length(text)
    }

    fn count(&mut self, what: &str, count: usize, least: usize, most: usize) {
        self.wanted((least..=most).contains(&count), &format!("{count} {what}, not {least} to {most}"));
    }

    fn wanted(&mut self, there: bool, fault: &str) {
        if !there {
            self.faults.push(fault.to_owned());
        }
    }
}
