//! Every form of message, at its limits, through the validator of wire JSON.

use std::{
    env,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::json;
use tertulia_core::{Adapter as _, Button, Chat, Destination, Question, plan::Part};

use crate::{PAGE, messenger, render::question, to_person};

/// So many buttons with titles and payloads as long as may be.
fn full(count: usize, title: usize, payload: usize) -> Vec<Button<String>> {
    let button = |number: usize| Button {
        title: format!("{number:0>title$}"),
        payload: format!("/{number:x>width$}", width = payload - 1),
    };
    (0..count).map(button).collect()
}

fn parts() -> Vec<Part> {
    let limits = messenger().capabilities();
    let buttons = &limits.buttons;
    let quick_replies = limits.quick_replies.as_ref().unwrap();
    vec![
        Part::Text("Hello".to_owned()),
        Part::Text("👋".repeat(limits.text / 2)),
        Part::Buttons { question: question("Clear?", &["yes"]), vanish: false },
        Part::Buttons {
            question: Question {
                text: "x".repeat(buttons.text),
                buttons: full(buttons.count, buttons.title, buttons.payload),
            },
            vanish: true,
        },
        Part::QuickReplies(question("Clear?", &["yes"])),
        Part::QuickReplies(Question {
            text: "x".repeat(limits.text),
            buttons: full(quick_replies.count, quick_replies.title, quick_replies.payload),
        }),
        Part::Typing,
    ]
}

#[test]
fn every_call_is_as_documented() {
    let Some(specs) = env::var_os("TERTULIA_SPECS") else {
        println!("skipped: TERTULIA_SPECS names no folder with a validator");
        return;
    };
    let mut lines = String::new();
    let mut calls = Vec::new();
    for (part, reference) in parts().iter().flat_map(|part| [(part, ""), (part, "q1-W_e3r4T5y6U7i")]) {
        calls.push(messenger().render(part, &Envelope::new(&to_person(), reference)).unwrap());
    }
    let to_comment = Destination { chat: Chat::of_comment("1_2"), ..Destination::default() };
    calls.push(messenger().render(&parts()[0], &Envelope::new(&to_comment, "")).unwrap());
    for call in calls {
        let body: serde_json::Value = serde_json::from_str(call.body.get()).unwrap();
        let line = json!({
            "platform": "messenger",
            "method": "POST",
            "path": format!("/v26.0/{PAGE}/{}", call.endpoint),
            "headers": { "Authorization": "Bearer PAGE-TOKEN", "Content-Type": "application/json" },
            "body": body,
        });
        lines += &format!("{line}\n");
    }
    let mut validator = Command::new("python3")
        .arg(Path::new(&specs).join("meta/validate.py"))
        .args(["--strict", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    validator.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = validator.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
