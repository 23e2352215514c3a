use proptest::prelude::*;

use super::*;

fn read(text: &str, locale: &str) -> Vec<String> {
    find(text, locale).iter().map(ToString::to_string).collect()
}

#[test]
fn row_43_signs_separators_and_decimals_are_of_one_number() {
    let table: &[(&str, &str, &[&str])] = &[
        ("en", "1,234.5", &["1234.5"]),
        ("en", "-7", &["-7"]),
        ("en", "I owe you -$1,000.25, not +3", &["-1000.25", "3"]),
        ("en", "1,234", &["1234"]),
        ("en", "1.234", &["1.234"]),
        ("es", "1.234,5", &["1234.5"]),
        ("es", "1.234", &["1234"]),
        ("es", "1,234", &["1.234"]),
        ("es-MX", "1,234", &["1234"]),
        ("es_MX", "1.234", &["1.234"]),
        ("es", "1.5", &["1.5"]),
        ("es", "0.500", &["0.5"]),
        ("de", "1.234.567,89", &["1234567.89"]),
        ("de-CH", "1'234.50", &["1234.5"]),
        ("de-CH", "1’234’567", &["1234567"]),
        ("fr", "1 234 567,8 €", &["1234567.8"]),
        ("fr", "1\u{202f}234,5", &["1234.5"]),
        ("fr", "12 34", &["12", "34"]),
        ("en", "1 234", &["1", "234"]),
        ("en", "1\u{a0}234", &["1234"]),
        ("en-IN", "12,34,567.5", &["1234567.5"]),
        ("hi", "१२,३४,५६७", &["1234567"]),
        ("hi", "₹1,00,000", &["100000"]),
        ("ar", "١٬٢٣٤٫٥", &["1234.5"]),
        ("de", "1,234.5", &["1234.5"]),
        ("en", "1.234,5", &["1234.5"]),
    ];
    for (locale, text, expected) in table {
        assert_eq!(read(text, locale), *expected, "{text} in {locale}");
    }
}

#[test]
fn what_is_no_number_is_none_and_what_is_several_is_several() {
    let table: &[(&str, &[&str])] = &[
        ("", &[]),
        ("none", &[]),
        ("b2b and x_1 and v1.2", &[]),
        ("5kg, 3pm, 20%", &["5", "3", "20"]),
        ("5-3", &["5", "3"]),
        ("--3", &["3"]),
        ("-0", &["0"]),
        (".5 and -.25", &["0.5", "-0.25"]),
        ("wait...5", &["5"]),
        ("1,2,3", &["1", "2", "3"]),
        ("22.11.2026", &["22", "11", "2026"]),
        ("2026-11-22", &["2026", "11", "22"]),
        ("007", &["7"]),
        ("1.", &["1"]),
        ("3, 4", &["3", "4"]),
        ("99999999999999999999999999.10", &["99999999999999999999999999.1"]),
    ];
    for (text, expected) in table {
        assert_eq!(read(text, "en"), *expected, "{text}");
    }
    assert_eq!(read(",5", "es"), ["0.5"]);
    assert_eq!(read(",5", "en"), ["0.5"]);
}

#[test]
fn a_number_becomes_what_fits() {
    let number = |text: &str| find(text, "en").remove(0);
    assert_eq!(number("7").to::<u8>(), Some(7));
    assert_eq!(number("-7").to::<u8>(), None);
    assert_eq!(number("7.5").to::<i64>(), None);
    assert_eq!(number("7.5").to::<f64>(), Some(7.5));
    assert!(number("7.0").is_integer() && !number("7.1").is_integer());
    assert_eq!(number("7.0"), number("7"));
}

#[test]
fn places_are_those_of_the_whole_number() {
    let text = "von -1.234,5 bis 7€";
    let places: Vec<_> = find_with_places(text, "de").into_iter().map(|(_, place)| &text[place]).collect();
    assert_eq!(places, ["-1.234,5", "7"]);
}

/// Writes digits as a language does.
fn write(whole: u64, fraction: &str, group: &str, decimal: char, indian: bool) -> String {
    let digits = whole.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        let grouped = if indian { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if at > 0 && grouped {
            written += group;
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push(decimal);
        written += fraction;
    }
    written
}

proptest! {
    #[test]
    fn what_a_language_writes_is_read_in_it(
        whole in prop_oneof![any::<u64>(), 0..100_000_u64],
        fraction in "[0-9]{0,9}",
        negative in any::<bool>(),
        language in 0..6_usize,
    ) {
        let (locale, group, decimal, indian) = [
            ("en", ",", '.', false),
            ("es", ".", ',', false),
            ("de", ".", ',', false),
            ("fr", "\u{202f}", ',', false),
            ("ru", " ", ',', false),
            ("hi", ",", '.', true),
        ][language];
        let sign = if negative { "-" } else { "" };
        let written = format!("{sign}{}", write(whole, &fraction, group, decimal, indian));
        let expected = Number::new(negative, &whole.to_string(), &fraction);
        prop_assert_eq!(find(&written, locale), vec![expected.clone()], "{}", written);
        let ungrouped = format!("{sign}{}", write(whole, &fraction, "", decimal, indian));
        prop_assert_eq!(find(&format!("({ungrouped}) ok"), locale), vec![expected], "{}", ungrouped);
    }

    #[test]
    fn any_text_is_read_and_every_number_is_a_decimal(text in "[0-9.,' \u{a0}+-]{0,24}|.{0,40}") {
        let some = is_in(&text);
        for locale in ["en", "es", "fr", "de-CH", "hi", "", "x"] {
            let found = find_with_places(&text, locale);
            prop_assert_eq!(!found.is_empty(), some, "{} in {}", text, locale);
            for (number, place) in found {
                prop_assert!(text.get(place).is_some_and(|text| !text.is_empty()));
                prop_assert!(number.to::<f64>().is_some(), "{number}");
                prop_assert_eq!(find(number.as_str(), "en"), vec![number]);
            }
        }
    }
}
