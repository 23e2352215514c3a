//! Calls that others wrote down, right and wrong: they are judged here as the independent checker judges them.

use serde_json::{Value, json};
use tertulia_core::Platform;
use tertulia_simulator::{Act, Simulator};

use crate::{
    machine::{VirtualClock, call},
    wire::folder,
};

/// Right in themselves, but about something that is not there.
const ABOUT_NOTHING: [&str; 11] = [
    "username chat",
    "reply",
    "photo by file id",
    "photo upload",
    "media group",
    "media group attached",
    "answer callback",
    "edit text",
    "edit inline text",
    "edit media",
    "inline results",
];

/// Right, but not served here.
const NOT_SERVED: [&str; 12] = [
    "edit to rich",
    "updates",
    "stars invoice",
    "draft",
    "rich message",
    "checklist",
    "pre checkout ok",
    "newer method",
    "ephemeral by callback only",
    "ephemeral in a group",
    "ephemeral in private by callback",
    "path instead of file",
];

/// Wrong by the documentation, but Telegram ignores what is wrong.
const IGNORED: [&str; 19] = [
    "surrogate reference",
    "unknown parameter",
    "removed in 10.3",
    "null",
    "bool is not an integer",
    "deep link too long",
    "deep link characters",
    "two reply button actions",
    "empty keyboard",
    "remove false",
    "markup of no kind",
    "reply to nothing",
    "certificate as string",
    "old quiz field",
    "poll closes twice",
    "allowed update",
    "connections",
    "same request id",
    "json body with serialised markup",
];

#[tokio::test]
async fn calls_are_judged_as_the_independent_checker_judges_them() {
    let Some(folder) = folder() else { return };
    let cases = std::fs::read_to_string(folder.join("telegram/validate-cases.jsonl")).unwrap();
    let (mut wrong, mut judged) = (Vec::new(), 0);
    for case in cases.lines() {
        // Half a surrogate pair is JSON there, and none here.
        let Ok(case) = serde_json::from_str::<Value>(case) else { continue };
        let (Some(method), Some(name)) = (case["method"].as_str(), case["name"].as_str()) else { continue };
        let lists: [&[&str]; 3] = [&ABOUT_NOTHING, &NOT_SERVED, &IGNORED];
        if case["form"] == true || lists.iter().any(|list| list.contains(&name)) {
            continue;
        }
        let mut params = case["params"].clone();
        if let Some(chat) = params["chat_id"].as_i64() {
            params["chat_id"] = json!(if chat > 0 { 7_000_001 } else { -1_001_000_000_001_i64 });
        }
        let answer = called(method, &params).await;
        judged += 1;
        if answer["ok"] != case["errors"].is_null() {
            wrong.push(format!("{name}: {answer} {}\n   {method} {params}", case["errors"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged > 120, "{judged}");
}

async fn called(method: &str, params: &Value) -> Value {
    let simulator = Simulator::new(VirtualClock::new());
    let say = Act::Say { text: "Hello".to_owned(), quotes: None };
    for chat in [None, Some("group")] {
        simulator.act(Platform::TELEGRAM, "ana", chat, &say).unwrap();
    }
    call(&simulator, method, params).await
}
