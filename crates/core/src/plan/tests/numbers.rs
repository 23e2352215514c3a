//! Choices that are written out, each behind a number.

use super::*;
use crate::titles::Titles;

fn numbered(messages: Vec<Message<usize>>, capabilities: &Capabilities) -> Plan<usize> {
    let messages = messages.into_iter().map(|message| (message, Policy::Numbered)).collect();
    turned(messages, capabilities).remove(0)
}

#[test]
fn numbers_run_on_over_the_turn() {
    let messages = vec![Message::Buttons(question("Which?", 2)), Message::List(list(&[1, 1]))];
    let plan = numbered(messages, &Capabilities { text: 200, ..listed() });
    let parts: Vec<_> = plan
        .steps
        .iter()
        .map(|step| match &step.part {
            Part::Numbered { question, first } => (*first, question.text.as_str(), question.buttons.len()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        parts,
        [
            (1, "Which?\n\n1. Choice 0\n2. Choice 1", 2),
            (3, "Top\n\nChoose\n\nPart 0\n3. Row 1 – more\n\nPart 1\n4. Row 2 – more\n\nEnd", 2),
        ],
    );
    assert_eq!(plan.losses, []);
}

#[test]
fn more_than_can_be_remembered_keeps_its_buttons() {
    let many = || Message::Buttons(question("?", Titles::COUNT));
    let plan = numbered(vec![many(), many()], &Capabilities { text: 4096, ..wide() });
    assert!(matches!(plan.steps[0].part, Part::Numbered { first: 1, .. }));
    assert!(matches!(plan.steps[1].part, Part::Buttons { .. }), "{:?}", plan.steps[1]);
    assert_eq!(plan.losses.len(), 1, "{:?}", plan.losses);

    let mut long = question("?", 50);
    long.buttons.iter_mut().for_each(|button| button.title = "x".repeat(200));
    let plan = numbered(vec![Message::Buttons(long)], &wide());
    assert!(matches!(plan.steps[0].part, Part::Buttons { .. }));
}
