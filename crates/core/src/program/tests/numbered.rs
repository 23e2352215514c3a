//! Choices behind numbers, which are typed.

use super::*;
use crate::{plan::Policy, state::Titles};

#[derive(Payload, Serialize, Deserialize)]
struct Pick {
    row: usize,
}

fn numbered(say: impl Fn(&Reply) -> Reply + Clone + Send + Sync + 'static) -> Chat {
    let ask = move |reply: Reply| say(&reply.policy(Policy::Numbered));
    Chat::with([Context::new("main")
        .keyword("ask", ask)
        .on(|pick: Pick| format!("{} it is.", pick.row))
        .everything_else("What?")])
}

fn picks(rows: std::ops::Range<usize>) -> impl Iterator<Item = Button> {
    rows.map(|row| Button::new(format!("Choice {row}"), Pick { row }))
}

#[test]
fn typing_a_number_presses_what_stands_behind_it() {
    let mut chat = numbered(|reply| reply.button("Which?", picks(0..2)).quick_reply("Or?", picks(2..12)));
    let said = chat.says("ask");
    assert_eq!(said[0], "Which?\n\n1. Choice 0\n2. Choice 1");
    assert!(said[1].starts_with("Or?\n\n3. Choice 2\n") && said[1].ends_with("\n12. Choice 11"), "{said:?}");
    for (typed, answer) in [
        ("1", "0 it is."),
        (" 2 ", "1 it is."),
        ("3.", "2 it is."),
        ("12)", "11 it is."),
        ("choice 7", "7 it is."),
    ] {
        assert_eq!(chat.says(typed), [answer], "{typed}");
    }
    for typed in ["0", "13", "1 2", "-1", "1.5", "one"] {
        assert_eq!(chat.says(typed), ["What?"], "{typed}");
    }
}

#[test]
fn a_list_is_numbered_too() {
    let rows = |rows: std::ops::Range<usize>| rows.map(|row| Row::new(format!("Row {row}"), Pick { row }));
    let mut chat = numbered(move |reply| {
        reply.list(List::new("Which?", "Open").section("Fruit", rows(0..2)).section("Drinks", rows(2..4)))
    });
    assert_eq!(chat.says("ask"), ["Which?\n\nFruit\n1. Row 0\n2. Row 1\n\nDrinks\n3. Row 2\n4. Row 3"]);
    assert_eq!(chat.says("3"), ["2 it is."]);
}

#[test]
fn numbers_are_never_dropped() {
    // As many as can be remembered, and titles that are typed beside them.
    let mut chat = numbered(|reply| {
        reply.typed_postbacks(true).policy(Policy::Fit).button("And?", picks(500..520));
        reply.button("Which?", picks(0..Titles::COUNT))
    });
    chat.says("ask");
    assert_eq!(chat.says("100"), ["99 it is."]);
    assert_eq!(chat.says("choice 505"), ["What?"], "it has a button");
    assert_eq!(chat.press("Choice 505").texts, ["505 it is."]);
}

#[test]
fn more_than_can_be_remembered_have_buttons() {
    let mut chat = numbered(|reply| reply.button("Which?", picks(0..Titles::COUNT + 1)));
    assert_eq!(chat.says("ask"), ["Which?"]);
    assert_eq!(chat.press("Choice 42").texts, ["42 it is."]);
    chat.press("More");
    assert_eq!(chat.press("Choice 100").texts, ["100 it is."]);
}
