//! Days, as people speak of them in English and Spanish.

use std::ops::Range;

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use tertulia_core::nlu::Utterance;

use crate::word::Word;

/// The days a text speaks of, counted from the day it was written (in UTC: where the person is, is not known).
///
/// - `today`, `tomorrow`, `the day after tomorrow`, `yesterday`; `hoy`, `mañana`, `pasado mañana`, `ayer`, `anteayer`
/// - `in 3 days`, `in two weeks`, `2 months ago`; `en 3 días`, `dentro de dos semanas`, `hace un mes`
/// - a day of the week: the next one that is not today; `last friday`, `el viernes pasado`: the one before
/// - `22 November 2026`, `November 22`, `22 de noviembre`; without a year the next such day
/// - `2026-11-22`
pub(crate) fn find(words: &[Word], text: &str, utterance: &Utterance) -> Vec<(Date, Range<usize>)> {
    let today = utterance.at.to_zoned(TimeZone::UTC).date();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        // `La mañana` is the morning.
        if let [article, noun, ..] = &words[at..]
            && (article.text.as_str(), noun.text.as_str()) == ("la", "manana")
        {
            at += 2;
            continue;
        }
        match read(&words[at..], text, today) {
            Some((date, length)) => {
                found.push((date, words[at].place.start..words[at + length - 1].place.end));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The day that words begin with, and how many words it takes.
fn read(words: &[Word], text: &str, today: Date) -> Option<(Date, usize)> {
    let word = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let days = |days: i64| today.checked_add(days.days()).ok();
    let named = match (word(0), word(1), word(2), word(3)) {
        ("the", "day", "after", "tomorrow") => Some((2, 4)),
        ("day", "after", "tomorrow", _) => Some((2, 3)),
        ("pasado", "manana", ..) => Some((2, 2)),
        ("today" | "hoy", ..) => Some((0, 1)),
        ("tomorrow" | "manana", ..) => Some((1, 1)),
        ("yesterday" | "ayer", ..) => Some((-1, 1)),
        ("anteayer" | "antier", ..) => Some((-2, 1)),
        _ => None,
    };
    if let Some((from_today, length)) = named {
        return Some((days(from_today)?, length));
    }
    let (in_some, length) = match (word(0), word(1)) {
        ("in" | "en", _) => (1, 1),
        ("dentro", "de") => (1, 2),
        ("hace", _) => (-1, 1),
        _ => (0, 0),
    };
    if in_some != 0
        && let Some(count) = count(word(length))
        && let Some(date) = later(today, in_some * count, word(length + 1))
    {
        return Some((date, length + 2));
    }
    if word(2) == "ago"
        && let Some(count) = count(word(0))
        && let Some(date) = later(today, -count, word(1))
    {
        return Some((date, 3));
    }
    weekday(&word, today).or_else(|| calendar(&word, today)).or_else(|| iso(words, text))
}

fn later(today: Date, count: i64, unit: &str) -> Option<Date> {
    let span = match unit {
        "day" | "days" | "dia" | "dias" => count.days(),
        "week" | "weeks" | "semana" | "semanas" => count.weeks(),
        "month" | "months" | "mes" | "meses" => count.months(),
        "year" | "years" | "ano" | "anos" => count.years(),
        _ => return None,
    };
    today.checked_add(span).ok()
}

/// At most 999, so that no count is out of what a calendar has.
fn count(word: &str) -> Option<i64> {
    const WORDS: [(&str, &str, i64); 13] = [
        ("a", "un", 1),
        ("an", "una", 1),
        ("one", "uno", 1),
        ("two", "dos", 2),
        ("three", "tres", 3),
        ("four", "cuatro", 4),
        ("five", "cinco", 5),
        ("six", "seis", 6),
        ("seven", "siete", 7),
        ("eight", "ocho", 8),
        ("nine", "nueve", 9),
        ("ten", "diez", 10),
        ("twelve", "doce", 12),
    ];
    let named = WORDS.iter().find(|(english, spanish, _)| *english == word || *spanish == word);
    named.map(|(.., count)| *count).or_else(|| word.parse().ok().filter(|count| (0..1000).contains(count)))
}

fn weekday<'w>(word: &impl Fn(usize) -> &'w str, today: Date) -> Option<(Date, usize)> {
    let (skipped, last) = match (word(0), word(1)) {
        ("next" | "this" | "proximo" | "este", _) => (1, false),
        ("last", _) => (1, true),
        ("el", "proximo") => (2, false),
        _ => (0, false),
    };
    let day = day_of_week(word(skipped))?;
    let (last, behind) = match (word(skipped + 1), word(skipped + 2)) {
        ("pasado", next) if next != "manana" => (true, 1),
        ("que", "viene") => (last, 2),
        _ => (last, 0),
    };
    let date = today.nth_weekday(if last { -1 } else { 1 }, day).ok()?;
    Some((date, skipped + 1 + behind))
}

fn day_of_week(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "lunes" => Weekday::Monday,
        "tuesday" | "martes" => Weekday::Tuesday,
        "wednesday" | "miercoles" => Weekday::Wednesday,
        "thursday" | "jueves" => Weekday::Thursday,
        "friday" | "viernes" => Weekday::Friday,
        "saturday" | "sabado" => Weekday::Saturday,
        "sunday" | "domingo" => Weekday::Sunday,
        _ => return None,
    })
}

/// `22 November 2026`, `22nd of November`, `November 22, 2026`, `22 de noviembre de 2026`.
fn calendar<'w>(word: &impl Fn(usize) -> &'w str, today: Date) -> Option<(Date, usize)> {
    let (day, month, mut length) = if let Some(month) = month(word(0)) {
        (day(word(1))?, month, 2)
    } else {
        let of = usize::from(matches!(word(1), "of" | "de"));
        (day(word(0))?, month(word(1 + of))?, 2 + of)
    };
    let of = usize::from(matches!(word(length), "of" | "de" | "del"));
    let year = word(length + of).parse().ok().filter(|year| (1900..=2199).contains(year));
    if let Some(year) = year {
        length += of + 1;
        return Some((Date::new(year, month, day).ok()?, length));
    }
    // 29 February may be 8 years away.
    let next = (0..=8).find_map(|years| {
        let date = Date::new(today.year() + years, month, day).ok()?;
        (date >= today).then_some(date)
    });
    Some((next?, length))
}

fn day(word: &str) -> Option<i8> {
    let number = ["st", "nd", "rd", "th", "º"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number.parse().ok().filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [(&str, &str); 12] = [
        ("january", "enero"),
        ("february", "febrero"),
        ("march", "marzo"),
        ("april", "abril"),
        ("may", "mayo"),
        ("june", "junio"),
        ("july", "julio"),
        ("august", "agosto"),
        ("september", "septiembre"),
        ("october", "octubre"),
        ("november", "noviembre"),
        ("december", "diciembre"),
    ];
    let at = MONTHS.iter().position(|(english, spanish)| {
        *english == word || *spanish == word || (word == "setiembre" && *spanish == "septiembre")
    })?;
    i8::try_from(at + 1).ok()
}

/// `2026-11-22`, which is three words.
fn iso(words: &[Word], text: &str) -> Option<(Date, usize)> {
    let [year, _, day, ..] = words else { return None };
    let written = text.get(year.place.start..day.place.end)?;
    let form = |at: usize, byte: u8| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    let is_iso = written.len() == 10 && written.bytes().enumerate().all(|(at, byte)| form(at, byte));
    Some((written.parse().ok().filter(|_| is_iso)?, 3))
}
