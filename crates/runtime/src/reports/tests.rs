//! What is left out, and what is told together.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use super::{
    Kind, Private,
    groups::{Group, Groups, Note},
    redact::{stable, without_secrets},
};

fn redacted(text: &str) -> String {
    let said = r#"{"text": "Soy María de Ronda, tengo 7", "from": {"id": 42, "first_name": "Bo"}}"#;
    Private::of_json(said).redact(text)
}

#[test]
fn what_somebody_said_is_left_out_in_whatever_way_it_is_written() {
    let cases = [
        ("no city RONDA: ronda, (Ronda)", "no city …: …, (…)"),
        ("María's order of 7 for 42", "…'s order of … for …"),
        ("nothing of it is here: 13", "nothing of it is here: 13"),
        ("the column `city` is missing", "the column `city` is missing"),
        ("two\nlines\tand  more", "two lines and more"),
    ];
    for (text, expected) in cases {
        assert_eq!(redacted(text), expected, "{text}");
    }
}

#[test]
fn what_may_be_somebody_s_is_left_out() {
    let cases = [
        (r#"invalid value: string "Ana \"la\" Roja", expected a "b""#, r#"invalid value: string "…""#),
        ("no “Ana”, can't do", "no “…”, can't do"),
        ("it isn't 'Ana', and no end 'of it", "it isn't '…'"),
        ("Form { name: Ana { x: 1 } } failed", "Form {…} failed"),
        ("call +34 600 700-800 or (0034) 600.700.800!", "call +… or (…!"),
        ("error 131047/2018278 on line 12", "error 131047/2018278 on line 12"),
        ("ana@example.org asked https://x.example/?q=1 @ 5", "… asked … @ 5"),
        ("key EAAGm0PX4ZCpsBAKZC9x and a_plain_name", "key … and a_plain_name"),
    ];
    for (text, expected) in cases {
        assert_eq!(Private::default().redact(text), expected, "{text}");
    }
}

#[test]
fn a_text_is_short() {
    let text = Private::default().redact(&"ñandú ".repeat(1_000));
    assert_eq!(text.chars().count(), 401);
    assert!(text.ends_with('…'));
}

#[test]
fn secrets_are_left_out_wherever_they_stand() {
    let secrets = ["42:AAF-the-token".into(), SecretString::from("hook")];
    let text = without_secrets("POST /bot42%3AAAF-the-token with hook", &secrets);
    assert_eq!(text, "POST /bot42%3A[secret] with [secret]");
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn note(sign: &str, second: i64) -> Note {
    let group = Group { kind: Kind::TaskFailed, platform: None, account: None, sign: stable(sign) };
    Note { group, place: None, text: format!("{sign} at {second}"), event: Some(second), at: at(second) }
}

/// What is told now.
fn told(groups: &mut Groups, second: i64) -> Vec<(String, u64)> {
    let next = || groups.next(at(second)).map(|told| (told.last.text, told.count));
    std::iter::from_fn(next).collect()
}

#[test]
fn what_is_alike_is_told_once_in_its_time() {
    let mut groups = Groups::new(Duration::from_secs(10));
    groups.note(note("row 1", 0));
    groups.note(note("row 22", 1));
    groups.note(note("other", 1));
    assert_eq!(told(&mut groups, 1), [("row 22 at 1".into(), 2), ("other at 1".into(), 1)]);
    assert_eq!(groups.due(), None);
    groups.note(note("row 1", 2));
    groups.note(note("row 1", 3));
    assert_eq!((told(&mut groups, 10), groups.due()), (vec![], Some(at(11))));
    let again = groups.next(at(11)).unwrap();
    assert_eq!((again.count, again.first, again.last.event), (2, at(2), Some(3)), "the last one is shown");
    groups.note(note("row 1", 12));
    groups.untell(again);
    assert_eq!(told(&mut groups, 13), [("row 1 at 12".into(), 3)], "what was not told is");
}

#[test]
fn only_so_many_are_told_apart() {
    let mut groups = Groups::new(Duration::from_secs(10));
    let signs = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}")));
    signs.for_each(|sign| groups.note(note(&sign, 0)));
    let told = told(&mut groups, 0);
    let most = told.iter().map(|(_, count)| *count).max().unwrap();
    assert_eq!((told.len(), most), (201, 26 * 26 - 200));
    groups.note(note("new", 20));
    assert!(groups.next(at(20)).is_some_and(|told| told.count == 1));
}
