use proptest::prelude::*;

use super::*;
use crate::{
    Platform, RichText,
    message::{Button, Carried, List, Message, Planned, Question, Row, Section},
};

/// Buttons that carry their number.
impl Carried for usize {
    type Title = String;
    type Text = RichText;
}

fn plan<P: Planned>(messages: Vec<Message<P>>, capabilities: &Capabilities) -> Plan<P> {
    super::plan(messages.into_iter().map(|message| (message, Policy::Fit)).collect(), capabilities)
}

const fn base(unit: Unit) -> Capabilities {
    Capabilities::new(Platform::new("test"), unit, 60)
}

/// Like Telegram: buttons only.
fn wide() -> Capabilities {
    Capabilities {
        buttons: Buttons { text: 60, count: 100, title: 64, ..base(Unit::CodePoints).buttons },
        typing: Some(Typing { repeat: Some(Duration::from_secs(4)) }),
        ..base(Unit::CodePoints)
    }
}

/// Like Messenger: three buttons, or thirteen quick replies with the last message.
fn narrow() -> Capabilities {
    Capabilities {
        buttons: Buttons { text: 30, ..base(Unit::Utf16).buttons },
        quick_replies: Some(QuickReplies { count: 13, title: 20, payload: 1000 }),
        typing: Some(Typing { repeat: None }),
        ..base(Unit::Utf16)
    }
}

/// Like WhatsApp: three buttons, or a list of ten rows.
fn listed() -> Capabilities {
    Capabilities {
        buttons: Buttons { text: 30, distinct: true, ..base(Unit::Utf16).buttons },
        list: Some(Lists {
            text: 30,
            button: 20,
            header: 60,
            sections: 10,
            section_title: 24,
            rows: 10,
            title: 24,
            description: 72,
            payload: 200,
        }),
        ..base(Unit::Utf16)
    }
}

fn question(text: &str, count: usize) -> Question<usize> {
    let buttons = (0..count).map(|number| Button::carrying(format!("Choice {number}"), number)).collect();
    Question { text: text.into(), buttons }
}

fn list(sections: &[usize]) -> List<usize> {
    let mut number = 0;
    let mut rows = |count| {
        (0..count)
            .map(|_| {
                number += 1;
                Row { title: format!("Row {number}"), description: Some("more".into()), payload: number - 1 }
            })
            .collect()
    };
    let section = |(at, &count): (usize, &usize)| Section { title: format!("Part {at}"), rows: rows(count) };
    let sections = sections.iter().enumerate().map(section).collect();
    List {
        text: "Choose".into(),
        button: "Open".into(),
        header: Some("Top".into()),
        footer: Some("End".into()),
        sections,
    }
}

/// The payloads of a plan, in order of appearance, with what is left of the parts: kind, text and titles.
fn shown(plan: &Plan<usize>) -> (Vec<usize>, Vec<(&'static str, String, usize)>) {
    let (mut payloads, mut parts) = (vec![], vec![]);
    for Step { part, .. } in &plan.steps {
        let own: Vec<usize> = part.choices().into_iter().map(|(_, payload)| *payload).collect();
        let (kind, text) = match part {
            Part::Text(text) => ("text", text.as_str()),
            Part::Buttons { question, .. } => ("buttons", question.text.as_str()),
            Part::QuickReplies(question) => ("quick", question.text.as_str()),
            Part::List(list) => ("list", list.text.as_str()),
            Part::Typing => ("typing", ""),
            other => panic!("{other:?}"),
        };
        let text = text.to_owned();
        parts.push((kind, text, own.len()));
        payloads.extend(own);
    }
    (payloads, parts)
}

fn kinds(plan: &Plan<usize>) -> Vec<(&'static str, usize)> {
    shown(plan).1.into_iter().map(|(kind, _, count)| (kind, count)).collect()
}

#[test]
fn buttons_that_fit_stay_buttons() {
    for capabilities in [wide(), narrow(), listed()] {
        let plan = plan(vec![Message::Buttons(question("?", 3))], &capabilities);
        assert_eq!((kinds(&plan), plan.losses), (vec![("buttons", 3)], vec![]));
    }
}

#[test]
fn buttons_that_do_not_fit_are_divided_or_listed() {
    let five = || vec![Message::Buttons(question("?", 5))];
    assert_eq!(kinds(&plan(five(), &wide())), [("buttons", 5)]);
    let divided = plan(five(), &narrow());
    assert_eq!(
        (kinds(&divided), &divided.losses[..]),
        (vec![("buttons", 3), ("buttons", 2)], &[(0, Loss::Divided { what: "button", into: 2 })][..])
    );
    assert_eq!(kinds(&plan(five(), &listed())), [("list", 5)]);
    assert_eq!(
        kinds(&plan(vec![Message::Buttons(question("?", 23))], &listed())),
        [("list", 10), ("list", 10), ("list", 3)]
    );
}

#[test]
fn quick_replies_go_with_the_last_message_only() {
    let quick = || Message::QuickReplies(question("?", 2));
    assert_eq!(
        kinds(&plan(vec![Message::Text("hi".into()), quick()], &narrow())),
        [("text", 0), ("quick", 2)]
    );
    assert_eq!(
        kinds(&plan(vec![quick(), Message::Text("hi".into())], &narrow())),
        [("buttons", 2), ("text", 0)]
    );
    assert_eq!(
        kinds(&plan(vec![quick(), Message::Typing(Duration::from_secs(1))], &narrow()))[0],
        ("quick", 2)
    );
    let many = plan(vec![Message::QuickReplies(question("?", 14))], &narrow());
    assert_eq!(shown(&many).0, (0..14).collect::<Vec<_>>());
    let vanishing = plan(vec![quick()], &wide());
    assert!(matches!(&vanishing.steps[0].part, Part::Buttons { vanish: true, .. }));
}

#[test]
fn a_list_is_written_out_where_there_are_no_lists() {
    let plan = plan(vec![Message::List(list(&[1, 2]))], &Capabilities { text: 200, ..wide() });
    let (payloads, parts) = shown(&plan);
    assert_eq!(payloads, [0, 1, 2]);
    let text = &parts[0].1;
    assert!(parts.len() == 2, "the text is longer than the limit above buttons: {parts:?}");
    assert_eq!(
        format!("{text} {}", parts[1].1).split_whitespace().collect::<Vec<_>>().join(" "),
        "Top Choose Part 0 • Row 1 – more Part 1 • Row 2 – more • Row 3 – more End"
    );
}

#[test]
fn a_section_that_is_divided_keeps_its_title() {
    let plan = plan(vec![Message::List(list(&[8, 4]))], &listed());
    let titles: Vec<Vec<_>> = plan
        .steps
        .iter()
        .map(|step| match &step.part {
            Part::List(list) => list.sections.iter().map(|s| (s.title.as_str(), s.rows.len())).collect(),
            _ => vec![],
        })
        .collect();
    assert_eq!(titles, [vec![("Part 0", 8), ("Part 1", 2)], vec![("Part 1", 2)]]);
}

#[test]
fn a_title_that_is_too_long_stands_below_itself() {
    let mut list = list(&[1]);
    list.sections[0].rows[0].title = "A title of more than twenty-four".into();
    let plan = plan(vec![Message::List(list)], &listed());
    let Part::List(list) = &plan.steps[0].part else { panic!("{plan:?}") };
    let row = &list.sections[0].rows[0];
    assert_eq!(row.title, "A title of more than tw…");
    assert_eq!(row.description.as_deref(), Some("A title of more than twenty-four – more"));
    assert_eq!(plan.losses, [], "nothing is lost");
}

#[test]
fn equal_titles_are_told_apart_where_they_must_be() {
    let mut twins = question("?", 3);
    twins.buttons.iter_mut().for_each(|button| button.title = "A title that is far too long".into());
    let plan = plan(vec![Message::Buttons(twins)], &listed());
    let Part::Buttons { question, .. } = &plan.steps[0].part else { panic!("{plan:?}") };
    let titles: Vec<_> = question.buttons.iter().map(|button| button.title.as_str()).collect();
    assert_eq!(titles, ["A title that is far…", "A title that is… (2)", "A title that is… (3)"]);
    assert_eq!(plan.losses.len(), 3);
}

#[test]
fn typing_is_repeated_while_the_pause_lasts() {
    let ten = || vec![Message::Typing(Duration::from_secs(10)), Message::Text("done".into())];
    let waits = |capabilities: Capabilities| {
        let plan = plan::<usize>(ten(), &capabilities);
        plan.steps.iter().map(|step| step.wait.as_secs()).collect::<Vec<_>>()
    };
    assert_eq!(waits(wide()), [0, 4, 4, 2]);
    assert_eq!(waits(narrow()), [0, 10]);
    assert_eq!(waits(listed()), [10]);
}

#[test]
fn a_text_is_split_where_a_reader_would() {
    let split = |text, limit| split_text(text, limit, Unit::CodePoints);
    assert_eq!(split("short", 10), ["short"]);
    assert_eq!(split("First paragraph.\n\nSecond one.", 20), ["First paragraph.", "Second one."]);
    assert_eq!(split("One sentence. Another one here.", 20), ["One sentence.", "Another one here."]);
    assert_eq!(split("some words that go on", 10), ["some words", "that go on"]);
    assert_eq!(split("unbreakable", 5), ["unbre", "akabl", "e"]);
    assert_eq!(split("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 8), ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"], "a family is not torn apart");
    assert_eq!(split("", 5), [""]);
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn splitting_loses_nothing_and_keeps_the_limit(text in "(\\PC|\n| ){0,300}", limit in 1_usize..80) {
        for unit in [Unit::CodePoints, Unit::Utf16] {
            let pieces = split_text(&text, limit, unit);
            prop_assert_eq!(letters(&pieces.concat()), letters(&text));
            // One code point may need two units: nothing smaller can be sent.
            prop_assert!(pieces.iter().all(|piece| unit.length(piece) <= limit.max(2)));
        }
    }

    #[test]
    fn every_choice_is_shown_once_within_the_limits(
        text in "[a-z .]{1,200}", count in 1_usize..40, quick in any::<bool>(), trailing in any::<bool>(),
        title in "\\PC{1,60}",
    ) {
        for capabilities in [wide(), narrow(), listed()] {
            let mut question = question(&format!("x{text}"), count);
            question.buttons.iter_mut().for_each(|button| button.title = format!("x{title}"));
            let mut messages = vec![if quick { Message::QuickReplies(question) } else { Message::Buttons(question) }];
            if trailing {
                messages.push(Message::Text("bye".into()));
            }
            let planned = plan(messages.clone(), &capabilities);
            prop_assert_eq!(&planned, &plan(messages, &capabilities));
            prop_assert_eq!(shown(&planned).0, (0..count).collect::<Vec<_>>());
            let length = |text: &str| capabilities.unit.length(text);
            for Step { part, .. } in &planned.steps {
                match part {
                    Part::Text(text) => prop_assert!(length(text.as_str()) <= capabilities.text),
                    Part::Buttons { question, .. } => {
                        prop_assert!(length(question.text.as_str()) <= capabilities.buttons.text);
                        prop_assert!(question.buttons.len() <= capabilities.buttons.count);
                        prop_assert!(question.buttons.iter().all(|b| length(&b.title) <= capabilities.buttons.title));
                    }
                    Part::QuickReplies(question) => {
                        prop_assert!(length(question.text.as_str()) <= capabilities.text);
                        prop_assert!(question.buttons.iter().all(|b| length(&b.title) <= 20));
                    }
                    Part::List(list) => {
                        let rows: Vec<_> = list.sections.iter().flat_map(|s| &s.rows).collect();
                        prop_assert!(rows.len() <= 10 && length(list.text.as_str()) <= 30);
                        let mut titles: Vec<_> = rows.iter().map(|row| &row.title).collect();
                        prop_assert!(titles.iter().all(|title| length(title) <= 24));
                        titles.sort();
                        titles.dedup();
                        prop_assert_eq!(titles.len(), rows.len());
                    }
                    _ => {}
                }
            }
        }
    }
}
