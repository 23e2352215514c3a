//! The conversations on the page, written down as tests and `replay` read them: files `*.chat`.

use std::{collections::HashMap, time::Duration};

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::Value;
use tertulia_core::Platform;

use super::{Playground, files::attachment};
use crate::{Act, Fault, Recording};

/// What happened in the private chats with the bot, by the platform and the person.
#[derive(Default)]
pub(super) struct Scripts(HashMap<(Platform, String), Recording>);

impl Scripts {
    /// Writes down what a person did; `before` are the person's chats as they were.
    pub(super) fn act(
        &mut self,
        platform: Platform,
        person: &str,
        chat: Option<&str>,
        act: &Act,
        before: &[Value],
    ) {
        let Some(private) = before.first() else { return };
        if chat.is_none_or(|chat| private["id"] == chat) {
            self.of(platform, person).act(person, act, private);
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    fn of(&mut self, platform: Platform, person: &str) -> &mut Recording {
        self.0.entry((platform, person.to_owned())).or_insert_with(|| Recording::new(platform))
    }

    /// On which platform a person did most.
    fn longest(&self, person: &str, platforms: &[Platform]) -> Option<(Platform, &Recording)> {
        let of = |platform: &Platform| Some((*platform, self.0.get(&(*platform, person.to_owned()))?));
        let most = platforms.iter().rev().filter_map(of).max_by_key(|(_, recording)| recording.acts());
        most.filter(|(_, recording)| recording.acts() > 0)
    }
}

impl Playground {
    /// Writes down that something goes wrong next, whoever it happens to.
    pub(super) fn note_fault(&self, platform: Platform, fault: Fault) {
        for person in self.names() {
            let chats = self.0.phones.chats(platform, &person);
            if let Some(private) = chats.first() {
                self.scripts().of(platform, &person).fault(fault, private);
            }
        }
    }

    /// Writes down that time passes, from now on, for everybody who did something.
    pub(super) fn note_wait(&self, time: Duration) {
        let known: Vec<_> = self.scripts().0.keys().cloned().collect();
        for (platform, person) in known {
            let chats = self.0.phones.chats(platform, &person);
            if let Some(private) = chats.first() {
                self.scripts().of(platform, &person).wait(time, private);
            }
        }
    }
}

/// The conversation of a person, on the platform where it is longest.
pub(super) async fn script(State(playground): State<Playground>, Path(person): Path<String>) -> Response {
    let platforms = playground.0.phones.platforms();
    let here = playground.is_here(&person);
    let found =
        playground.scripts().longest(&person, &platforms).filter(|_| here).map(|(on, it)| (on, it.clone()));
    let Some((platform, recording)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let chats = playground.0.phones.chats(platform, &person);
    let text = recording.script(chats.first().unwrap_or(&Value::Null));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, attachment(&format!("{person}.chat"))),
    ];
    (headers, text).into_response()
}
