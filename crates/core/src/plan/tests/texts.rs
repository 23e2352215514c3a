//! Texts, and the pauses between them.

use super::*;

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
}
