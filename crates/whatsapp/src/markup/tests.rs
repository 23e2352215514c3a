use proptest::prelude::*;
use tertulia_core::rich::{RichText, Style, Url};

use super::markup;

fn new() -> RichText {
    RichText::new()
}

#[test]
fn every_style_has_its_sign_if_there_is_one() {
    let table = [
        (new().bold("x"), "*x*"),
        (new().italic("x"), "_x_"),
        (new().strikethrough("x"), "~x~"),
        (new().underline("x").spoiler("y"), "xy"),
        (new().code("x"), "```x```"),
        (new().preformatted("x\n  y"), "```x\n  y```"),
        (new().quote("x"), "> x"),
        (new().link("x", "https://example.org").unwrap(), "x (https://example.org)"),
        (new().link("https://example.org", "https://example.org").unwrap(), "https://example.org"),
        (new().link("call", "tel:+34600").unwrap(), "call (+34600)"),
        (new().link("+34600", "tel:+34600").unwrap(), "+34600"),
    ];
    for (text, written) in table {
        assert_eq!(markup(&text), written, "{text:?}");
    }
}

#[test]
fn signs_stand_where_they_are_read() {
    let table = [
        ("no blanks inside", new().text("a").bold(" b ").text("c"), "a *b* c"),
        ("within a line", new().bold("a\n\nb c\n"), "*a*\n\n*b c*\n"),
        ("nothing around blanks", new().text("a").bold(" ").text("b"), "a b"),
        ("not inside a word", new().text("un").bold("believ").text("able"), "unbelievable"),
        ("beside punctuation", new().text("(").bold("a").text("), ").italic("b").text("!"), "(*a*), _b_!"),
        ("beside other signs", new().bold("Name:").italic("ana"), "*Name:*_ana_"),
        ("one in the other", new().bold(new().text("a ").italic("b")), "*a _b_*"),
        ("both around the same", new().bold(new().italic("a")), "*_a_*"),
        ("none depends on one that is left out", new().text("x").bold("a").italic("b"), "xab"),
        (
            "across a link",
            new().bold(new().text("see ").link("here", "https://example.org").unwrap().text(" now")),
            "*see here (https://example.org) now*",
        ),
        (
            "a link in bold",
            new().link(new().bold("here"), "https://example.org").unwrap().text("."),
            "*here* (https://example.org).",
        ),
        ("quoted lines", new().text("a").quote("b\n\nc").text("d"), "a\n> b\n> \n> c\nd"),
        ("bold in a quote", new().quote(new().bold("a\nb")), "> *a*\n> *b*"),
        ("code in a quote", new().quote(new().preformatted("a\nb")), "> ```a```\n> ```b```"),
        ("code beside words", new().text("run ").code(" x ").text(" now"), "run  ```x```  now"),
        ("lines of code", new().text("so:").preformatted("\nx\n").text("y"), "so:\n```x```\ny"),
    ];
    for (case, text, written) in table {
        assert_eq!(markup(&text), written, "{case}");
    }
}

#[test]
fn signs_of_others_are_disarmed() {
    let table = [
        ("*a*", "∗a∗"),
        ("_a_ ~b~ `c` ```d```", "ˍaˍ ∼b∼ ˋcˋ ˋˋˋdˋˋˋ"),
        ("a * b * c", "a * b * c"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("5* hotel, ~5 min", "5* hotel, ~5 min"),
        ("*a\nb*", "*a\nb*"),
        ("```a\nb```", "ˋˋˋa\nbˋˋˋ"),
        ("x***y", "x∗∗∗y"),
        ("a`b`c ` d `", "aˋbˋc ˋ d ˋ"),
        ("it`s", "it`s"),
        ("> a", "› a"),
        ("a > b", "a > b"),
        ("* a\n* b", "* a\n* b"),
    ];
    for (text, written) in table {
        assert_eq!(markup(&text.into()), written, "{text}");
    }
    let within = new().bold("a* b").text(" ").code("*a* `b` ```c").text(" ").quote("> x");
    assert_eq!(markup(&within), "*a∗ b* ```*a* `b` ˋˋˋc``` \n> > x");
    assert_eq!(markup(&new().code("`a`")), "```ˋaˋ```");
}

#[test]
fn addresses_still_lead_there() {
    let text = new().bold(new().link("x", "https://example.org/a_b/_c_/*~`").unwrap().text(" y"));
    assert_eq!(markup(&text), "*x (https://example.org/a_b/%5Fc%5F/%2A%7E%60) y*");
    let plain = new().bold("See: ").text("https://example.org/_a_b/_c?d=*, *https://example.org/*.");
    assert_eq!(markup(&plain), "*See:* https://example.org/%5Fa_b/%5Fc?d=∗, ∗https://example.org/∗.");
}

/// Whether somebody who is generous about borders of words would read a sign.
fn reads_a_sign(written: &str) -> bool {
    let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    let is_blank = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
    let opens_and_closes = |line: &str, sign: char| {
        let line: Vec<char> = line.chars().collect();
        let before = |at: usize| at.checked_sub(1).and_then(|at| line.get(at));
        let places = || (0..line.len()).filter(|at| line[*at] == sign);
        let opens = |at: &usize| !is_letter(before(*at)) && !is_blank(line.get(at + 1));
        let closes = |at: &usize| !is_blank(before(*at)) && !is_letter(line.get(at + 1));
        places().filter(opens).any(|open| places().filter(closes).any(|close| close > open + 1))
    };
    written
        .lines()
        .any(|line| line.starts_with("> ") || "*_~".chars().any(|sign| opens_and_closes(line, sign)))
        || opens_and_closes(&written.replace('\n', "x"), '`')
}

#[test]
fn a_generous_reader_reads_signs() {
    for text in ["*a*", "a _b c_!", "> a", "```x\ny```", "(~a~)"] {
        assert!(reads_a_sign(text), "{text}");
    }
    for text in ["* a *", "a*b*c", "a\n*b", "a > b"] {
        assert!(!reads_a_sign(text), "{text}");
    }
}

proptest! {
    #[test]
    fn a_persons_text_is_never_markup(text in "([*_~`>]|[ab1 ]|\n|[.(]|é|🤷){0,40}") {
        let rich = RichText::from(text.as_str());
        let written = markup(&rich);
        prop_assert!(!reads_a_sign(&written), "{written}");
        prop_assert_eq!(written.encode_utf16().count(), text.encode_utf16().count());
        let changed = text.chars().zip(written.chars()).filter(|(was, is)| was != is);
        prop_assert!(changed.into_iter().all(|(was, _)| "*_~`>".contains(was)));
    }

    #[test]
    fn what_is_written_is_read(words in prop::collection::vec(("[a-cé.🤷]{1,4}", 0_u8..8), 1..12), lines in any::<bool>()) {
        let blank = if lines { "\n" } else { " " };
        let mut text = new();
        let mut expected = Vec::new();
        for (word, styles) in &words {
            let mut rich = RichText::from(word.as_str());
            for (bit, style) in [Style::Bold, Style::Italic, Style::Strikethrough].into_iter().enumerate() {
                if styles >> bit & 1 == 1 {
                    rich = new().styled(style, rich);
                }
            }
            text = text.text(rich).text(blank);
            expected.extend(word.chars().map(|c| (c, *styles)));
        }
        let mut now = 0;
        let mut read = Vec::new();
        for c in markup(&text).chars().filter(|c| !c.is_whitespace()) {
            match "*_~".find(c) {
                Some(bit) => now ^= 1 << bit,
                None => read.push((c, now)),
            }
        }
        prop_assert_eq!(now, 0);
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn nothing_is_lost(
        pieces in prop::collection::vec((0_usize..7, "([*_~`>]|[ab ]|\n|🤷){0,6}", any::<bool>()), 0..8),
    ) {
        let styles = [
            Style::Bold,
            Style::Italic,
            Style::Strikethrough,
            Style::Code,
            Style::Preformatted(None),
            Style::Quote,
            Style::Link(Url::new("https://example.org").unwrap()),
        ];
        let mut text = new();
        for (style, words, around) in pieces {
            let style = styles[style].clone();
            text = if around { new().styled(style, text).text(words) } else { text.styled(style, words) };
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(&markup(&text)).replace(['ˍ', 'ˋ'], ""), letters(&text.plain()));
    }

    #[test]
    fn pieces_fit_as_they_are_written(words in "([a-c*_]|[ .]|\n){1,200}", limit in 10_usize..60) {
        let text = new().text("a ").bold(words.as_str()).text(" b");
        for piece in text.split(limit, |piece| markup(piece).encode_utf16().count()) {
            prop_assert!(markup(&piece).encode_utf16().count() <= limit);
        }
    }
}
