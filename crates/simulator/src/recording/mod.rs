//! A conversation, written down as tests and the command `replay` read it: a file `*.chat`.

mod news;
mod words;

use std::time::Duration;

use serde_json::Value;
use tertulia_core::Platform;

use self::news::News;
use crate::{Act, Fault};

/// How many lines are kept.
const KEPT: usize = 2_000;

/// What one person and the bot say in their private chat.
///
/// What the bot said is written down before the person does the next thing: later its buttons may be gone. So each method takes
/// the chat as it is just then, as JSON of a [`Chat`](crate::view::Chat).
#[derive(Clone, Debug)]
pub struct Recording {
    platform: Platform,
    lines: Vec<String>,
    news: News,
    acts: usize,
}

impl Recording {
    /// Nothing yet.
    pub fn new(platform: Platform) -> Self {
        Self { platform, lines: Vec::new(), news: News::default(), acts: 0 }
    }

    /// How often the person did something.
    pub fn acts(&self) -> usize {
        self.acts
    }

    /// Writes down what a person did in the chat that was like this before. What scripts have no word for is left out.
    pub fn act(&mut self, person: &str, act: &Act, chat: &Value) {
        self.hear(chat);
        if let Some(what) = words::act(act, chat) {
            self.acts += 1;
            self.add(format!("{person}: {what}"));
        }
    }

    /// Writes down that time passes, from now on.
    pub fn wait(&mut self, time: Duration, chat: &Value) {
        self.hear(chat);
        self.add(format!("wait {}", words::time(time)));
    }

    /// Writes down that something goes wrong next.
    pub fn fault(&mut self, fault: Fault, chat: &Value) {
        self.hear(chat);
        if let Some(name) = words::fault(fault) {
            self.add(format!("fault {name}"));
        }
    }

    /// The whole script, with what the bot said last.
    pub fn script(&self, chat: &Value) -> String {
        let mut whole = self.clone();
        whole.hear(chat);
        let lines: String = whole.lines.into_iter().map(|line| line + "\n").collect();
        format!("# Without the next line this is played on every platform.\non {}\n\n{lines}", self.platform)
    }

    fn hear(&mut self, chat: &Value) {
        for said in self.news.since(chat) {
            self.add(format!("bot: {said}"));
        }
    }

    fn add(&mut self, line: String) {
        if self.lines.len() < KEPT {
            self.lines.push(line);
        }
    }
}
