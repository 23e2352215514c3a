//! A conversation on the page, written down as a script that tests can run.
//!
//! A script has a line for each thing that happens, in the words of the test API: what the person does (`start`, `say`,
//! `press`, `location` …), and what the bot then says (`expect`). A text of several lines goes on in lines that are
//! indented.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::Value;
use tertulia_core::Platform;

use super::{Playground, files::attachment};
use crate::Act;

/// How many acts are kept.
const KEPT: usize = 2_000;

/// What people did in their private chats with the bot.
#[derive(Default)]
pub(super) struct Script(Vec<Note>);

struct Note {
    platform: Platform,
    person: String,
    line: String,
    /// The last message before it.
    after: Option<String>,
}

impl Script {
    /// Writes down an act; `before` are the person's chats as they were.
    pub(super) fn note(
        &mut self,
        platform: Platform,
        person: &str,
        chat: Option<&str>,
        act: &Act,
        before: &[Value],
    ) {
        let private = before.first();
        if self.0.len() == KEPT
            || chat.is_some_and(|chat| private.is_none_or(|private| private["id"] != chat))
        {
            return;
        }
        let Some(line) = line(act, private) else { return };
        let last = private.and_then(|private| private["bubbles"].as_array()?.last()?["id"].as_str());
        let after = last.map(str::to_owned);
        self.0.push(Note { platform, person: person.to_owned(), line, after });
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The platform on which a person did most.
    fn platform_of(&self, person: &str, platforms: &[Platform]) -> Option<Platform> {
        let of =
            |platform| self.0.iter().filter(move |note| note.person == person && note.platform == platform);
        let most = platforms.iter().copied().rev().max_by_key(|platform| of(*platform).count());
        most.filter(|platform| of(*platform).next().is_some())
    }

    /// What a person did on a platform, each time with what the bot then said.
    fn write(&self, person: &str, platform: Platform, bubbles: &[Value]) -> String {
        let notes: Vec<&Note> =
            self.0.iter().filter(|note| note.person == person && note.platform == platform).collect();
        let mut text = format!("user {person}\n");
        let position = |note: &Note| match &note.after {
            Some(id) => bubbles.iter().position(|bubble| bubble["id"] == *id.as_str()).map_or(0, |at| at + 1),
            None => 0,
        };
        for (at, note) in notes.iter().enumerate() {
            text += &format!("\n{}\n", note.line);
            let end = notes.get(at + 1).map_or(bubbles.len(), |next| position(next));
            let said = bubbles.get(position(note)..end).unwrap_or_default();
            for said in said.iter().filter(|bubble| bubble["from"].is_null() && bubble["notice"] != true) {
                let plain = plain(&said["text"]);
                if !plain.is_empty() {
                    text += &format!("expect {}\n", indented(&plain));
                }
            }
        }
        text
    }
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

/// An act in the words of a script. What scripts have no word for is left out.
fn line(act: &Act, chat: Option<&Value>) -> Option<String> {
    Some(match act {
        Act::Start { link: None } => "start".to_owned(),
        Act::Start { link: Some(link) } => format!("start {link}"),
        Act::Say { text, .. } => format!("say {}", indented(text)),
        Act::Press { key } => format!("press {}", title(chat?, key)?),
        Act::SendLocation { latitude, longitude } => format!("location {latitude} {longitude}"),
        Act::SendContact => "contact".to_owned(),
        Act::SendMedia { kind, name, .. } => format!("{kind} {name}"),
        Act::Block => "block".to_owned(),
        Act::Unblock => "unblock".to_owned(),
        _ => return None,
    })
}

/// What stands on the choice of that key, wherever it is in the chat.
fn title<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    match value {
        Value::Object(fields) if fields.get("key").is_some_and(|found| found == key) => {
            fields.get("title")?.as_str()
        }
        Value::Object(fields) => fields.values().find_map(|value| title(value, key)),
        Value::Array(values) => values.iter().find_map(|value| title(value, key)),
        _ => None,
    }
}

fn plain(spans: &Value) -> String {
    spans.as_array().into_iter().flatten().filter_map(|span| span["text"].as_str()).collect()
}

fn indented(text: &str) -> String {
    text.replace('\n', "\n    ")
}
