//! Every form of message, whatever the planner makes of random replies, and the longest there are, through the
//! validator of wire JSON.

use std::{
    env,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    thread,
};

use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use tertulia_core::{
    Adapter as _, Button, Card, Carousel, List, Question, Row, Section, Source, adapter::Envelope,
    message::Action, plan::Part,
};

use crate::{NUMBER, golden, planned, reply, to_person, whatsapp};

/// Text of this length, different for every number.
fn full(number: usize, length: usize) -> String {
    format!("{number:x>length$}")
}

fn full_buttons() -> Part {
    let limits = &whatsapp().capabilities().buttons;
    let button = |number| Button::carrying(full(number, limits.title), full(number, limits.payload));
    let question =
        Question { text: "x".repeat(limits.text).into(), buttons: (0..limits.count).map(button).collect() };
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
        text: "x".repeat(limits.text).into(),
        button: full(1, limits.button),
        header: Some(full(1, limits.header)),
        footer: Some(full(1, limits.header)),
        sections: (0..limits.sections).map(section).collect(),
    })
}

fn full_cards() -> Part {
    let limits = whatsapp().capabilities().cards.as_ref().unwrap();
    let button =
        |number| Button::of(full(number, limits.button), Action::Link("https://example.com/".to_owned()));
    let card = |number| Card {
        title: full(number, limits.title),
        subtitle: None,
        image: Some(Source::Id("1".to_owned())),
        url: None,
        buttons: vec![button(number)],
    };
    let text = Some("x".repeat(limits.text.unwrap()).into());
    Part::Cards(Carousel { text, cards: (0..limits.count).map(card).collect(), square: false })
}

/// The longest that there is.
fn full_bodies() -> impl Iterator<Item = Value> {
    let text = Part::Text("👋".repeat(whatsapp().capabilities().text / 2).into());
    [text, full_buttons(), full_list(), full_cards()].into_iter().map(|part| {
        let call = whatsapp().render(&part, &Envelope::new(&to_person(), "")).unwrap();
        serde_json::from_str(call.body.get()).unwrap()
    })
}

/// Always the same random replies.
fn random_bodies() -> impl Iterator<Item = Value> {
    let mut runner = TestRunner::deterministic();
    (0..400).flat_map(move |_| planned::bodies(planned::reply().new_tree(&mut runner).unwrap().current()))
}

#[test]
fn every_call_is_as_documented() {
    let bodies = golden::bodies().chain(reply::bodies()).chain(full_bodies()).chain(random_bodies());
    let calls: Vec<_> = bodies.map(|body| ("messages".to_owned(), body)).collect();
    assert!(calls.len() > 500, "the random replies became few messages");
    judge(calls);
}

/// Lets the validator judge bodies, each with its edge, as strictly as it can.
#[allow(clippy::print_stdout, reason = "a test says why it is skipped")]
pub(crate) fn judge(calls: impl IntoIterator<Item = (String, Value)>) {
    let Some(specs) = env::var_os("TERTULIA_SPECS") else {
        println!("skipped: TERTULIA_SPECS names no folder with a validator");
        return;
    };
    let mut lines = String::new();
    for (edge, body) in calls {
        let line = json!({
            "platform": "whatsapp",
            "method": "POST",
            "path": format!("/v26.0/{NUMBER}/{edge}"),
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
    let mut stdin = validator.stdin.take().unwrap();
    let writer = thread::spawn(move || stdin.write_all(lines.as_bytes()).unwrap());
    let output = validator.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
