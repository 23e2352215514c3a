//! The recogniser, as a bot has it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use tertulia_core::nlu::Utterance;
use tertulia_nlu::Recogniser;

/// A Monday.
const NOW: &str = "2026-11-23T10:00:00Z";

fn pizzeria() -> Recogniser {
    Recogniser::new()
        .examples("order", ["I want to order a pizza", "can I have a pizza please", "quiero pedir una pizza"])
        .examples("cancel", ["I want to cancel my order", "please cancel it", "quiero cancelar mi pedido"])
        .keywords("hours", ["opening hours", "horario"])
        .entity("size", "large", ["large", "extra big", "grande"])
        .entity("size", "small", ["small", "pequeña"])
}

fn utterance(text: &str, locale: &str) -> Utterance {
    Utterance::new(text, locale, NOW.parse().unwrap())
}

/// The likeliest intent, if it is as sure as a block wants it.
fn intent(text: &str) -> Option<String> {
    let meaning = pizzeria().recognise(&utterance(text, "en"));
    meaning.intents.into_iter().find(|intent| intent.confidence >= 0.7).map(|intent| intent.name)
}

fn entities(text: &str, locale: &str) -> Vec<String> {
    let meaning = pizzeria().recognise(&utterance(text, locale));
    let mut end = 0;
    let written = meaning.entities.iter().map(|entity| {
        assert!(text.get(entity.place.clone()).is_some() && entity.place.start >= end, "{text}: {entity:?}");
        end = entity.place.start;
        format!("{}={}", entity.name, entity.value)
    });
    written.collect()
}

#[test]
fn intents_are_known_by_what_is_like_them() {
    let table = [
        ("I want to order a pizza", Some("order")),
        ("i want to order a large pizza!", Some("order")),
        ("Quiero pedir una pizza", Some("order")),
        ("I want to cancel my order, please", Some("cancel")),
        ("quiero cancelar mi pedido por favor", Some("cancel")),
        ("what are your opening hours on sundays?", Some("hours")),
        ("¿Qué HORARIO tienen?", Some("hours")),
        ("hours of opening", None),
        ("hello there", None),
        ("I want to", None),
        ("", None),
        ("🤷", None),
    ];
    for (text, expected) in table {
        assert_eq!(intent(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn the_same_words_are_certain_and_a_keyword_nearly() {
    let sure = |text: &str| pizzeria().recognise(&utterance(text, "en")).intents[0].confidence;
    assert!((sure("A pizza I want to order") - 1.0).abs() < 1e-9);
    assert!((sure("opening hours") - 0.8).abs() < 1e-9);
}

#[test]
fn entities_are_found_and_told_apart() {
    let table: &[(&str, &str, &[&str])] = &[
        ("en", "two small and 3 extra big ones", &["size=small", "number=3", "size=large"]),
        ("es", "una pizza PEQUEÑA por 1.234,5", &["size=small", "number=1234.5"]),
        ("en", "Write to Ana.Lopez+1@Example.co.uk, please", &["email=ana.lopez+1@example.co.uk"]),
        (
            "en",
            "see https://example.org/a?b=2 or www.example.com.",
            &["url=https://example.org/a?b=2", "url=www.example.com"],
        ),
        ("en", "call +34 600 123 456 or (415) 555-0829", &["phone=+34600123456", "phone=4155550829"]),
        ("en", "600123456 and 12345", &["phone=600123456", "number=12345"]),
        ("en", "a@b", &[]),
        ("en", "1,2,3", &["number=1", "number=2", "number=3"]),
    ];
    for (locale, text, expected) in table {
        assert_eq!(entities(text, locale), *expected, "{text}");
    }
}

#[test]
fn days_are_counted_from_when_it_was_written() {
    let table = [
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("the day after tomorrow", "2026-11-25"),
        ("yesterday", "2026-11-22"),
        ("hoy", "2026-11-23"),
        ("mañana", "2026-11-24"),
        ("pasado mañana", "2026-11-25"),
        ("anteayer", "2026-11-21"),
        ("in 3 days", "2026-11-26"),
        ("in two weeks", "2026-12-07"),
        ("in a month", "2026-12-23"),
        ("2 years ago", "2024-11-23"),
        ("dentro de tres semanas", "2026-12-14"),
        ("en 10 días", "2026-12-03"),
        ("hace un mes", "2026-10-23"),
        ("on friday", "2026-11-27"),
        ("next Monday", "2026-11-30"),
        ("last friday", "2026-11-20"),
        ("el sábado", "2026-11-28"),
        ("el viernes pasado", "2026-11-20"),
        ("el martes que viene", "2026-11-24"),
        ("22 November 2027", "2027-11-22"),
        ("November 22nd", "2027-11-22"),
        ("24th of november", "2026-11-24"),
        ("el 24 de noviembre de 2028", "2028-11-24"),
        ("5 de enero", "2027-01-05"),
        ("29 February", "2028-02-29"),
        ("2026-12-31", "2026-12-31"),
    ];
    for (text, date) in table {
        assert_eq!(entities(&format!("so: {text}, ok?"), "en"), [format!("date={date}")], "{text}");
    }
    for text in ["31 February", "2026-13-01", "in 5000 weeks", "por la mañana", "may I?"] {
        let entities = entities(text, "en");
        assert!(!entities.iter().any(|entity| entity.starts_with("date")), "{text}: {entities:?}");
    }
}

proptest! {
    #[test]
    fn any_text_has_a_meaning(text in ".{0,60}|([a-z0-9@.:/+-]{1,9} ){0,8}|(in|en|hace|last|el) ?[0-9]{1,20} (days|meses|de mayo)") {
        let utterance = utterance(&text, "es");
        let meaning = pizzeria().recognise(&utterance);
        prop_assert_eq!(&meaning, &pizzeria().recognise(&utterance), "always the same");
        for entity in &meaning.entities {
            prop_assert!(text.get(entity.place.clone()).is_some_and(|written| !written.is_empty()));
        }
        prop_assert!(meaning.intents.iter().all(|intent| (0.0..=1.0).contains(&intent.confidence)));
    }
}
