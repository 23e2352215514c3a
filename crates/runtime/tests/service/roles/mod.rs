//! Processes on one PostgreSQL database that share the work: one takes webhooks, one runs turns, one sends.

mod process;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};
use tertulia_core::{Clock as _, Context};
use tertulia_runtime::{Role, SystemClock};

use crate::machine::{SECRET, ana, private_chat, written};
use process::{Database, Process};

fn echo() -> Context {
    Context::new("main").postback("yes", "Pressed.").any_text(|text: tertulia_core::Text| text.0)
}

/// A webhook of Telegram's: its headers and its body.
fn webhook(update: &Value) -> (HeaderMap, Bytes) {
    let mut headers = HeaderMap::new();
    headers.insert("x-telegram-bot-api-secret-token", HeaderValue::from_static(SECRET));
    (headers, Bytes::from(update.to_string()))
}

fn says(number: i64) -> (HeaderMap, Bytes) {
    webhook(&written(&SystemClock::new(), number, &number.to_string()))
}

#[test]
fn what_comes_in_here_is_worked_there_and_sent_elsewhere() {
    let Some(database) = Database::new() else { return };
    let [web, work, send] = Role::ALL.map(|role| Process::begin(&database, echo(), role));
    assert_eq!(web.takes(says(1)), StatusCode::OK);
    send.hears(&["1"]);
    for number in 2..=20 {
        assert_eq!(web.takes(says(number)), StatusCode::OK);
    }
    let all: Vec<_> = (1..=20).map(|number| number.to_string()).collect();
    send.hears(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!((web.calls(), work.calls()), (vec![], vec![]), "they send nothing");
    for other in [&work, &send] {
        assert_eq!(other.takes(says(99)), StatusCode::NOT_FOUND);
    }
    database.is_empty();
}

#[test]
fn a_press_is_answered_by_who_runs_its_turn() {
    let Some(database) = Database::new() else { return };
    let [web, work, send] = Role::ALL.map(|role| Process::begin(&database, echo(), role));
    let date = SystemClock::new().now().as_second();
    let message = json!({"message_id": 1, "date": date, "chat": private_chat(), "text": "Yes?"});
    let press = json!({"id": "77", "from": ana(), "message": message, "chat_instance": "1", "data": "yes"});
    assert_eq!(web.takes(webhook(&json!({"update_id": 1, "callback_query": press}))), StatusCode::OK);
    send.hears(&["Pressed."]);
    work.calls_by("answerCallbackQuery", 1);
    assert!(web.calls().is_empty() && !send.calls().contains(&"answerCallbackQuery".to_owned()));
}

#[test]
fn whoever_is_killed_loses_nothing() {
    let Some(database) = Database::new() else { return };
    let mut processes = Role::ALL.map(|role| Process::begin(&database, echo(), role));
    let mut sent = Vec::new();
    let mut number = 0;
    for killed in [2, 1, 0] {
        for _ in 0..10 {
            number += 1;
            assert_eq!(processes[0].takes(says(number)), StatusCode::OK);
        }
        // Perhaps in the midst of it, perhaps not.
        let next = Process::begin(&database, echo(), Role::ALL[killed]);
        let dead = std::mem::replace(&mut processes[killed], next).kill();
        sent.extend(dead);
    }
    number += 1;
    assert_eq!(processes[0].takes(says(number)), StatusCode::OK);
    processes[2].hears_last(&number.to_string());
    database.is_empty();
    sent.extend(processes[2].texts());
    sent.dedup(); // a call that was under way may be made again
    assert_eq!(sent, (1..=number).map(|number| number.to_string()).collect::<Vec<_>>());
}

/// How long anything may take. It takes milliseconds, and after a death a part of the lease; a busy machine needs more.
const PATIENCE: Duration = Duration::from_secs(60);
