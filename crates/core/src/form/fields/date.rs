//! Days, as people write them.

use jiff::{ToSpan as _, civil::Date};
use serde_json::Value;

use crate::{
    Wording,
    form::{FieldType, Input, Misread},
    t,
};

/// A day with its year: `2030-12-31`, in the order of the person's language `31/12/2030` or `12/31/2030`, with the month in
/// English or Spanish (`31 December 2030`, `31 de diciembre de 2030`), or the words for today, tomorrow and yesterday.
///
/// A year of two digits is the one between 80 years ago and 20 years ahead.
impl FieldType for Date {
    fn read(input: &Input<'_>) -> Result<Self, Misread> {
        let today = input.today();
        let day = |days: i32| today.checked_add(days.days()).ok();
        let read = if input.is_one_of(t!("tertulia-form-today-words")) {
            Some(today)
        } else if input.is_one_of(t!("tertulia-form-tomorrow-words")) {
            day(1)
        } else if input.is_one_of(t!("tertulia-form-yesterday-words")) {
            day(-1)
        } else {
            input.text().and_then(|text| written(text, &input.locale(), today))
        };
        read.ok_or_else(|| Misread::new(t!("tertulia-form-no-date")))
    }

    fn store(&self) -> Value {
        self.to_string().into()
    }

    fn restore(stored: &Value) -> Option<Self> {
        stored.as_str()?.parse().ok()
    }

    fn shown(&self) -> Wording {
        self.to_string().into()
    }
}

/// A part of a date.
#[derive(Clone, Copy)]
enum Part<'t> {
    Digits(&'t str),
    Month(i8),
}

fn written(text: &str, locale: &str, today: Date) -> Option<Date> {
    let text = text.to_lowercase();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !matches!(*word, "" | "de" | "del" | "of" | "the"));
    let parts: Vec<Part<'_>> = words.map(part).collect::<Option<_>>()?;
    let (year, month, day) = match *parts.as_slice() {
        [Part::Digits(day), Part::Month(month), Part::Digits(year)]
        | [Part::Month(month), Part::Digits(day), Part::Digits(year)] => (year, month, day),
        [Part::Digits(year), Part::Digits(month), Part::Digits(day)] if year.len() == 4 => {
            (year, month.parse().ok()?, day)
        }
        [Part::Digits(first), Part::Digits(second), Part::Digits(year)] => match month_first(locale) {
            true => (year, first.parse().ok()?, second),
            false => (year, second.parse().ok()?, first),
        },
        _ => return None,
    };
    let year: i16 = match year.len() {
        4 => year.parse().ok()?,
        2 => whole_year(year.parse().ok()?, today.year()),
        _ => return None,
    };
    Date::new(year, month, day.parse().ok()?).ok()
}

/// Digits, or a month. `None` if it is neither.
fn part(word: &str) -> Option<Part<'_>> {
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    let digits = ordinal.unwrap_or(word);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.is_empty() {
        return Some(Part::Digits(digits));
    }
    // `abr` and `april` are told by three letters, as long as the rest is right.
    let month = MONTHS.iter().position(|names| {
        names.iter().any(|name| *name == word || (word.len() == 3 && name.starts_with(word)))
    })?;
    i8::try_from(month + 1).ok().map(Part::Month)
}

const MONTHS: [&[&str]; 12] = [
    &["january", "enero"],
    &["february", "febrero"],
    &["march", "marzo"],
    &["april", "abril"],
    &["may", "mayo"],
    &["june", "junio"],
    &["july", "julio"],
    &["august", "agosto"],
    &["september", "septiembre", "setiembre", "sept"],
    &["october", "octubre"],
    &["november", "noviembre"],
    &["december", "diciembre"],
];

/// Whether a language writes the month before the day. Where only `en` is known, it is that of the United States, as in
/// CLDR.
fn month_first(locale: &str) -> bool {
    let mut parts = locale.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let region = parts.find(|part| part.len() == 2 || part.len() == 3).map(str::to_uppercase);
    match region.as_deref() {
        Some(region) => matches!(region, "US" | "PH" | "FM" | "PW" | "MH"),
        None => language.eq_ignore_ascii_case("en"),
    }
}

/// The year of two digits that lies between 80 years ago and 20 years ahead.
fn whole_year(short: i16, this: i16) -> i16 {
    let ahead = (short - this - 20).rem_euclid(100);
    this + 20 + ahead - if ahead == 0 { 0 } else { 100 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str, locale: &str) -> Option<Date> {
        written(text, locale, date(2026, 7, 1))
    }

    #[test]
    fn people_write_days_in_the_order_of_their_language() {
        let day = Some(date(2030, 12, 3));
        for (text, locale) in [
            ("2030-12-03", "en"),
            ("2030/12/3", "es"),
            ("12/3/2030", "en"),
            ("12/3/30", "en-US"),
            ("3/12/2030", "en-GB"),
            ("03.12.2030", "de"),
            ("3-12-30", "es-MX"),
            ("3 December 2030", "en"),
            ("Dec 3rd, 2030", "en-GB"),
            ("3 de diciembre de 2030", "es"),
            ("3 dic 2030", "es"),
        ] {
            assert_eq!(read(text, locale), day, "{text} in {locale}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "soon",
            "2030",
            "3/12",
            "30/2/2030",
            "2030-13-01",
            "1/2/3/4",
            "3 Smarch 2030",
            "12/31/2030",
            "1/2/030",
        ] {
            assert_eq!(read(text, "es"), None, "{text}");
        }
    }

    #[test]
    fn a_short_year_is_near() {
        for (short, year) in [(26, 2026), (46, 2046), (47, 1947), (85, 1985), (0, 2000), (99, 1999)] {
            assert_eq!(whole_year(short, 2026), year);
        }
    }
}
