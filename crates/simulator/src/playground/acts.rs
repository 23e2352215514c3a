//! What is done on the page.

use std::time::Duration;

use axum::{body::Bytes, extract::State, http::StatusCode};
use serde::Deserialize;
use serde_json::Value;
use tertulia_core::Platform;

use super::{
    Playground,
    answer::{Unable, read},
    new_run,
};
use crate::{Act, Fault};

type Done = Result<StatusCode, Unable>;

const DONE: Done = Ok(StatusCode::NO_CONTENT);

/// By how much the clock can be turned on at once: a year.
const LONGEST: u64 = 366 * 24 * 60 * 60;

#[derive(Deserialize)]
struct Doing {
    platform: String,
    person: String,
    #[serde(default)]
    chat: Option<String>,
    act: Act,
}

/// A person does something on a phone.
pub(super) async fn act(State(playground): State<Playground>, body: Bytes) -> Done {
    let Doing { platform, person, chat, act } = read(&body)?;
    playground.act(&platform, &person, chat.as_deref(), &act)?;
    DONE
}

#[derive(Deserialize)]
struct Ordering {
    platform: String,
    #[serde(flatten)]
    fault: Fault,
}

/// Lets the next call or webhook go wrong.
pub(super) async fn fault(State(playground): State<Playground>, body: Bytes) -> Done {
    let Ordering { platform, fault } = read(&body)?;
    let platform = playground.platform(&platform)?;
    playground.0.phones.order(platform, fault);
    playground.note_fault(platform, fault);
    DONE
}

#[derive(Deserialize)]
struct Turning {
    seconds: u64,
}

/// Turns the clock on.
pub(super) async fn clock(State(playground): State<Playground>, body: Bytes) -> Done {
    let Turning { seconds } = read(&body)?;
    if seconds > LONGEST {
        return Err(Unable::new("the clock can be turned on by a year at most"));
    }
    let time = Duration::from_secs(seconds);
    playground.note_wait(time);
    playground.0.inspector.advance(time);
    DONE
}

#[derive(Deserialize)]
struct Placing {
    platform: String,
    person: String,
    #[serde(default)]
    context: Option<String>,
    #[serde(default)]
    session: Option<Value>,
}

/// Puts a conversation into another state.
pub(super) async fn conversation(State(playground): State<Playground>, body: Bytes) -> Done {
    let Placing { platform, person, context, session } = read(&body)?;
    let platform = playground.platform(&platform)?;
    playground.expect_here(&person)?;
    // On all platforms a private chat has the name of the person in it.
    let chats = playground.0.phones.chats(platform, &person);
    let user = chats.first().and_then(|chat| chat["id"].as_str()).unwrap_or_default().to_owned();
    playground.0.inspector.place(platform, user, context, session).await.map_err(Unable::new)?;
    DONE
}

/// Everything begins anew.
pub(super) async fn reset(State(playground): State<Playground>) -> Done {
    playground.0.phones.reset();
    playground.0.inspector.reset().await.map_err(Unable::new)?;
    playground.scripts().clear();
    playground.0.run.send_replace(new_run());
    DONE
}

impl Playground {
    /// Does what a person does on a phone, and writes it down.
    pub(super) fn act(
        &self,
        platform: &str,
        person: &str,
        chat: Option<&str>,
        act: &Act,
    ) -> Result<(), Unable> {
        let platform = self.platform(platform)?;
        self.expect_here(person)?;
        let before = self.0.phones.chats(platform, person);
        self.0.phones.act(platform, person, chat, act).map_err(Unable::new)?;
        self.scripts().act(platform, person, chat, act, &before);
        Ok(())
    }

    fn platform(&self, name: &str) -> Result<Platform, Unable> {
        let platforms = self.0.phones.platforms();
        let found = platforms.into_iter().find(|platform| platform.as_str() == name);
        found.ok_or_else(|| Unable::new(format!("there is no {name} here")))
    }

    fn expect_here(&self, person: &str) -> Result<(), Unable> {
        if self.is_here(person) {
            return Ok(());
        }
        Err(Unable::new(format!("nobody called {person} is here: add them first")))
    }
}
