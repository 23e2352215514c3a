//! Every form of message, at its limits, through the validator of wire JSON.

use std::{
    env,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::json;
use tertulia_core::{Adapter as _, Button, Destination, List, Question, Row, Section, plan::Part};
use tertulia_whatsapp::BSUID;

use crate::{
    NUMBER, PERSON_BSUID,
    render::{buttons, list},
    to, to_person, whatsapp,
};

/// Text of this length, different for every number.
fn full(number: usize, length: usize) -> String {
    format!("{number:x>length$}")
}

fn full_buttons() -> Part {
    let limits = &whatsapp().capabilities().buttons;
    let button = |number| Button::carrying(full(number, limits.title), full(number, limits.payload));
    let question =
        Question { text: "x".repeat(limits.text), buttons: (0..limits.count).map(button).collect() };
    Part::Buttons { question, vanish: true }
}

fn full_list() -> Part {
    let limits = whatsapp().capabilities().list.as_ref().unwrap();
    let row = |number| Row {
        title: full(number, limits.title),
        description: Some(full(number, limits.description)),
        payload: full(number, limits.payload),
    };
    assert_eq!(limits.rows, limits.sections, "one row for each section");
    let section = |number| Section { title: full(number, limits.section_title), rows: vec![row(number)] };
    Part::List(List {
        text: "x".repeat(limits.text),
        button: full(1, limits.button),
        header: Some(full(1, limits.header)),
        footer: Some(full(1, limits.header)),
        sections: (0..limits.sections).map(section).collect(),
    })
}

fn messages() -> Vec<(Part, Destination)> {
    let mut group = to_person();
    group.chat.group = Some("GROUP-1".to_owned());
    let hidden = to(&[(BSUID, PERSON_BSUID)]);
    let text = || Part::Text("Hello".to_owned());
    vec![
        (text(), to_person()),
        (text(), hidden.clone()),
        (text(), group.clone()),
        (Part::Text("👋".repeat(whatsapp().capabilities().text / 2)), to_person()),
        (buttons(), to_person()),
        (buttons(), hidden.clone()),
        (full_buttons(), to_person()),
        (Part::List(list()), to_person()),
        (Part::List(list()), hidden),
        (full_list(), to_person()),
        (Part::Typing, to_person()),
        (Part::Typing, group),
    ]
}

#[test]
fn every_call_is_as_documented() {
    let Some(specs) = env::var_os("TERTULIA_SPECS") else {
        println!("skipped: TERTULIA_SPECS names no folder with a validator");
        return;
    };
    let mut lines = String::new();
    let messages = messages();
    for ((part, to), reference) in
        messages.iter().flat_map(|message| [(message, ""), (message, "q1-W_e3r4T5y6U7i")])
    {
        let call = whatsapp().render(part, &Envelope::new(to, reference)).unwrap();
        let body: serde_json::Value = serde_json::from_str(call.body.get()).unwrap();
        let line = json!({
            "platform": "whatsapp",
            "method": "POST",
            "path": format!("/v26.0/{NUMBER}/{}", call.endpoint),
            "headers": { "Authorization": "Bearer ACCESS-TOKEN", "Content-Type": "application/json" },
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
