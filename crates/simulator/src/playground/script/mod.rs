//! A conversation on the page, written down as tests read it: a file `*.chat`.

mod words;

use std::time::Duration;

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde_json::Value;
use tertulia_core::Platform;

use super::{Playground, files::attachment};
use crate::{Act, Fault};

/// How many lines are kept.
const KEPT: usize = 2_000;

/// What happened in the private chats with the bot.
#[derive(Default)]
pub(super) struct Script(Vec<Note>);

struct Note {
    /// On which platform; on all if on none.
    platform: Option<Platform>,
    /// Who did it; everybody sees that time passes.
    person: Option<String>,
    line: String,
    before: Before,
}

/// What had been said before a line.
enum Before {
    /// Everything up to this message; nothing at all without one.
    Message(Option<String>),
    /// Everything up to this time.
    Time(Timestamp),
    /// Whatever it was: it makes no difference.
    Any,
}

impl Script {
    /// Writes down what a person did; `before` are the person's chats as they were.
    pub(super) fn act(
        &mut self,
        platform: Platform,
        person: &str,
        chat: Option<&str>,
        act: &Act,
        before: &[Value],
    ) {
        let private = before.first();
        if chat.is_some_and(|chat| private.is_none_or(|private| private["id"] != chat)) {
            return;
        }
        let Some(what) = words::act(act, private) else { return };
        let last = private.and_then(|private| private["bubbles"].as_array()?.last()?["id"].as_str());
        self.note(Note {
            platform: Some(platform),
            person: Some(person.to_owned()),
            line: format!("{person}: {what}"),
            before: Before::Message(last.map(str::to_owned)),
        });
    }

    /// Writes down that something goes wrong next.
    pub(super) fn fault(&mut self, platform: Platform, fault: Fault) {
        if let Some(name) = words::fault(fault) {
            let line = format!("fault {name}");
            self.note(Note { platform: Some(platform), person: None, line, before: Before::Any });
        }
    }

    /// Writes down that time passes, from now on.
    pub(super) fn wait(&mut self, now: Timestamp, time: Duration) {
        let line = format!("wait {}", words::time(time));
        self.note(Note { platform: None, person: None, line, before: Before::Time(now) });
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    fn note(&mut self, note: Note) {
        if self.0.len() < KEPT {
            self.0.push(note);
        }
    }

    /// The platform on which a person did most.
    fn platform_of(&self, person: &str, platforms: &[Platform]) -> Option<Platform> {
        let of = |platform| self.0.iter().filter(move |note| note.is_by(person) && note.is_on(platform));
        let most = platforms.iter().copied().rev().max_by_key(|platform| of(*platform).count());
        most.filter(|platform| of(*platform).next().is_some())
    }

    /// What a person did on a platform, each time with what the bot then said.
    fn write(&self, person: &str, platform: Platform, bubbles: &[Value]) -> String {
        let mut text =
            format!("# Without the next line this is played on every platform.\non {platform}\n\n");
        let mut said = 0;
        for note in self.0.iter().filter(|note| note.is_on(platform)) {
            if !note.is_by(person) && note.person.is_some() {
                continue;
            }
            let before = note.before.count(bubbles).max(said);
            text += &told(&bubbles[said..before]);
            said = before;
            text += &format!("{}\n", note.line);
        }
        text + &told(&bubbles[said..])
    }
}

impl Note {
    fn is_on(&self, platform: Platform) -> bool {
        self.platform.is_none_or(|on| on == platform)
    }

    fn is_by(&self, person: &str) -> bool {
        self.person.as_deref() == Some(person)
    }
}

impl Before {
    /// How many of these messages there were.
    fn count(&self, bubbles: &[Value]) -> usize {
        let after = |bubble: Option<usize>| bubble.map_or(0, |at| at + 1);
        match self {
            Self::Message(id) => {
                after(bubbles.iter().position(|bubble| bubble["id"].as_str() == id.as_deref()))
            }
            Self::Time(time) => after(bubbles.iter().rposition(|bubble| written(bubble) <= Some(*time))),
            Self::Any => 0,
        }
    }
}

fn written(bubble: &Value) -> Option<Timestamp> {
    bubble["at"].as_str()?.parse().ok()
}

/// The lines of what the bot said.
fn told(bubbles: &[Value]) -> String {
    let by_bot = bubbles.iter().filter(|bubble| bubble["from"].is_null() && bubble["notice"] != true);
    by_bot.map(|bubble| format!("bot: {}\n", words::told(bubble))).collect()
}

/// The conversation of a person, on the platform where it is longest.
pub(super) async fn script(State(playground): State<Playground>, Path(person): Path<String>) -> Response {
    let platforms = playground.0.phones.platforms();
    let platform =
        playground.script().platform_of(&person, &platforms).filter(|_| playground.is_here(&person));
    let Some(platform) = platform else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let chats = playground.0.phones.chats(platform, &person);
    let bubbles = chats.first().and_then(|chat| chat["bubbles"].as_array()).map_or(&[][..], Vec::as_slice);
    let text = playground.script().write(&person, platform, bubbles);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, attachment(&format!("{person}.chat"))),
    ];
    (headers, text).into_response()
}
