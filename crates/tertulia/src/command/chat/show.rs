//! What is shown of a chat.

use std::io::{self, Write as _, stdout};

use tertulia_simulator::view::{Attached, Bubble, Chat, Choice, Notice};

use crate::command::colour::{Colours, Style};

/// What stands on the terminal.
pub(super) struct Screen {
    colours: Colours,
    /// What every bubble showed when it was printed last.
    shown: Vec<(String, String)>,
    /// What stood over the chat when it was printed last.
    notice: Option<Notice>,
}

impl Screen {
    pub(super) fn new() -> Self {
        Self { colours: Colours::of(&stdout()), shown: Vec::new(), notice: None }
    }

    /// Prints what the bot said or changed since the last time, and what can be pressed.
    pub(super) fn show(&mut self, chat: &Chat) {
        for bubble in chat.bubbles.iter().filter(|bubble| bubble.from.is_none()) {
            let text = told(bubble);
            match self.shown.iter_mut().find(|(id, _)| *id == bubble.id) {
                Some((_, before)) if *before == text => continue,
                Some((_, before)) => before.clone_from(&text),
                None => self.shown.push((bubble.id.clone(), text.clone())),
            }
            let style = if bubble.notice { Style::Aside } else { Style::Name };
            text.lines().for_each(|line| self.print(style, line));
        }
        if chat.notice != self.notice {
            self.notice.clone_from(&chat.notice);
            chat.notice.iter().for_each(|notice| self.print(Style::Aside, &format!("({})", notice.text)));
        }
        for (number, choice) in choices(chat).enumerate() {
            self.print(Style::Kind, &format!("{}. {}", number + 1, choice.title));
        }
    }

    /// Forgets what was printed: the next chat is another one.
    pub(super) fn clear(&mut self) {
        self.shown.clear();
        self.notice = None;
    }

    pub(super) fn help(&self, text: &str) {
        print(&format!("{text}\n"));
    }

    /// That something was done.
    pub(super) fn note(&self, text: &str) {
        self.print(Style::Aside, text);
    }

    /// Why something cannot be done.
    pub(super) fn refuse(&self, why: &str) {
        self.print(Style::Wrong, why);
    }

    fn print(&self, style: Style, line: &str) {
        print(&format!("  {}\n", self.colours.paint(style, line, 0)));
    }
}

/// What can be pressed, numbered from the last message on.
pub(super) fn choices(chat: &Chat) -> impl Iterator<Item = &Choice> {
    let composer = &chat.composer;
    let keys = composer.keyboard.iter().flat_map(|keyboard| keyboard.rows.iter().flatten());
    let last = chat.bubbles.iter().rev().find(|bubble| bubble.from.is_none());
    let below = last.into_iter().flat_map(Bubble::choices);
    below.chain(&composer.quick_replies).chain(keys).filter(|choice| choice.reaches_bot())
}

fn told(bubble: &Bubble) -> String {
    let attached = bubble.attached.iter().map(|attached| match attached {
        Attached::File { media, name, url } => {
            let what = name.as_deref().or(url.as_deref()).unwrap_or_default();
            format!("({media} {what})")
        }
        Attached::Location { latitude, longitude, .. } => format!("(place {latitude}, {longitude})"),
        Attached::Contact { name, phone } => format!("(card {name}, {phone})"),
        _ => "(something else)".to_owned(),
    });
    let text = Some(bubble.plain()).filter(|text| !text.is_empty());
    attached.chain(text).collect::<Vec<_>>().join("\n")
}

fn print(text: &str) {
    // Nothing can be done about a standard output that is gone.
    let mut output = stdout();
    let _: io::Result<()> = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}
