//! The samples of the independent validator, where `TERTULIA_SPECS` says that they are there: what it lets pass is taken here,
//! and what it refuses is not.

use std::{env, fs, path::Path};

use http::Method;
use serde_json::Value;

use super::{ana, call, native, now, worlds};
use crate::Credentials;

/// What the validator says of the request around the call: not of what a platform does with it.
const AROUND: [&str; 7] =
    ["version", "path", "method", "platform", "no_token", "auth_format", "content_type"];

#[test]
fn the_samples_are_taken_and_refused_as_the_validator_says() {
    let Some(specs) = env::var_os("TERTULIA_SPECS") else {
        println!("skipped: TERTULIA_SPECS names no folder with samples");
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for (file, good) in [("good.jsonl", true), ("bad.jsonl", false)] {
        let lines = fs::read_to_string(Path::new(&specs).join("meta/samples").join(file)).unwrap();
        for (number, line) in lines.lines().enumerate() {
            let Ok(sample) = serde_json::from_str::<Value>(line) else { continue };
            let Some(taken) = taken(&sample) else { continue };
            let expected = good || !has_error(&sample);
            count += 1;
            if taken.is_ok() != expected {
                wrong.push(format!("{file}:{}: {taken:?}\n  {}", number + 1, &line[..line.len().min(700)]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 150, "{count}");
}

/// What becomes of a sample. `None` if it is about something else than these worlds.
fn taken(sample: &Value) -> Option<Result<(), Value>> {
    let known = Credentials::default();
    let mut worlds = worlds();
    let (world, node) = match sample["platform"].as_str()? {
        "messenger" => (worlds[0].as_mut(), known.page_id),
        "whatsapp" => (worlds[1].as_mut(), known.phone_number_id),
        _ => return None,
    };
    let edge = sample["path"].as_str()?.rsplit('/').next()?;
    let served = ["messages", "messenger_profile", "conversational_automation", "message_attachments"];
    if !served.contains(&edge) || sample["path"].as_str()?.contains("/act_") {
        return None;
    }
    let mut body = sample["body"].clone();
    if body["recipient"]["id"].is_string() {
        body["recipient"]["id"] = native(world).into();
    }
    // There are neither groups nor comments here; of messages there is the one that Ana wrote.
    if body["recipient_type"] == "group" || body["recipient"]["comment_id"].is_string() {
        return None;
    }
    let written = world.chats(&ana(), now())[0].bubbles[0].id.clone();
    for pointer in ["/message_id", "/payload/message_id"] {
        if let Some(id) = body.pointer_mut(pointer).filter(|id| id.is_string()) {
            *id = written.as_str().into();
        }
    }
    if let Some(body) = body.as_object_mut() {
        body.remove("access_token");
    }
    let method: Method = sample["method"].as_str()?.parse().ok()?;
    if ![Method::POST, Method::DELETE].contains(&method) {
        return None;
    }
    let served = world.serve(&call(method, &format!("v26.0/{node}/{edge}"), &body), now());
    let answer: Value = serde_json::from_slice(&served.answer.body).ok()?;
    Some(if served.answer.status == 200 { Ok(()) } else { Err(answer["error"].clone()) })
}

fn has_error(sample: &Value) -> bool {
    let codes = sample["expect"].as_array().into_iter().flatten().filter_map(Value::as_str);
    codes.into_iter().any(|code| !AROUND.contains(&code))
}
