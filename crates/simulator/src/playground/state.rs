//! What the page shows when it is opened.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};
use tertulia_core::Platform;

use super::{Playground, answer::Json};

/// How many turns a page gets that is opened.
const TURNS: usize = 50;

/// Everything there is.
pub(super) async fn state(State(playground): State<Playground>) -> Json {
    let shared = &playground.0;
    let platforms = shared.phones.platforms();
    let phones: Vec<Value> = playground
        .names()
        .iter()
        .flat_map(|person| platforms.iter().map(|platform| playground.phone(*platform, person)))
        .collect();
    let turns = shared.inspector.recent();
    let turns = &turns[turns.len().saturating_sub(TURNS)..];
    Json(json!({
        "run": *shared.run.borrow(),
        "bot": shared.inspector.bot(),
        "now": shared.phones.now(),
        "platforms": platforms.iter().map(|platform| platform.as_str()).collect::<Vec<_>>(),
        "people": shared.phones.people(),
        "phones": phones,
        "turns": turns,
        "exchanges": shared.phones.exchanges(),
    }))
}

/// What waits.
pub(super) async fn queues(State(playground): State<Playground>) -> Json {
    Json(playground.0.inspector.queues().await)
}

/// How the turn of an event went.
pub(super) async fn why(State(playground): State<Playground>, Path(event): Path<i64>) -> Response {
    match playground.0.inspector.why(event).await {
        Some(trace) => Json(trace).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

impl Playground {
    /// What a person's phone shows.
    pub(super) fn phone(&self, platform: Platform, person: &str) -> Value {
        json!({
            "platform": platform.as_str(),
            "person": person,
            "chats": self.0.phones.chats(platform, person),
        })
    }
}
