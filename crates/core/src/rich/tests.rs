use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::plan::{Unit, split_text};

fn url(address: &str) -> Style {
    Style::Link(Url::new(address).unwrap())
}

pub(super) fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::Bold),
        Just(Style::Italic),
        Just(Style::Underline),
        Just(Style::Strikethrough),
        Just(Style::Spoiler),
        Just(Style::Code),
        Just(Style::Preformatted(None)),
        Just(Style::Preformatted(Language::new("rust"))),
        Just(url("https://example.org/?a=1&b=\u{27}2\u{27}")),
        Just(url("tel:+34600")),
        Just(Style::Quote),
    ]
}

/// Words with everything that is awkward: signs of markup, blanks, and code points that belong together.
pub(super) fn words() -> impl Strategy<Value = String> {
    "([a-c]|[ .]|[*_~`<>&\"]|\n|é|e\u{301}|ñ|🤷|👩‍👧|日){0,12}"
}

pub(super) fn rich_text() -> impl Strategy<Value = RichText> {
    let plain = words().prop_map(RichText::from);
    plain.prop_recursive(4, 24, 4, |inner| {
        let piece = (prop::option::of(style()), inner).prop_map(|(style, text)| match style {
            Some(style) => RichText::new().styled(style, text),
            None => text,
        });
        prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.into_iter().collect())
    })
}

/// Every code point that is seen, with its styles.
fn look(text: &RichText) -> Vec<(char, Vec<Style>)> {
    let shown = text.as_str().char_indices().filter(|(_, c)| !c.is_whitespace());
    shown
        .map(|(at, c)| {
            let spans = text.spans().iter().filter(|span| span.range().contains(&at));
            let mut styles: Vec<_> = spans.map(|span| span.style().clone()).collect();
            styles.sort_by_key(Style::rank);
            (c, styles)
        })
        .collect()
}

fn graphemes(text: &RichText) -> Vec<&str> {
    text.as_str().graphemes(true).filter(|grapheme| !grapheme.trim().is_empty()).collect()
}

fn holds_what_it_promises(text: &RichText) -> Result<(), TestCaseError> {
    let spans = text.spans();
    for (at, span) in spans.iter().enumerate() {
        let range = span.range();
        prop_assert!(range.start < range.end && text.as_str().get(range.clone()).is_some(), "{span:?}");
        for later in &spans[at + 1..] {
            let inner = later.range();
            let apart = range.end <= inner.start;
            prop_assert!(
                apart || (range.start <= inner.start && inner.end <= range.end),
                "{span:?} {later:?}"
            );
            let holds = inner.start < range.end;
            prop_assert!(!holds || !later.style().is_block() || *span.style() == Style::Quote, "{spans:?}");
            let touches = inner.start <= range.end;
            prop_assert!(
                !(touches && later.style() == span.style()) || crosses(text, range.end),
                "{spans:?}"
            );
        }
    }
    Ok(())
}

/// Whether another span ends or begins here, so that one which goes on had to be cut.
fn crosses(text: &RichText, at: usize) -> bool {
    let borders: BTreeSet<_> =
        text.spans().iter().flat_map(|span| [span.range().start, span.range().end]).collect();
    borders.contains(&at)
}

#[test]
fn what_looks_the_same_is_the_same() {
    let nested = RichText::new().bold(RichText::new().text("a").bold("b").italic("c"));
    let flat = RichText::new().bold("a").bold("b").bold(RichText::new().italic("c"));
    assert_eq!(nested, flat);
    let turned = RichText::new().italic(RichText::new().bold("x"));
    assert_eq!(turned, RichText::new().bold(RichText::new().italic("x")));
    assert_eq!(RichText::new().bold(""), RichText::new());
}

#[test]
fn code_holds_nothing_else_but_an_address_is_worth_more() {
    let inside = RichText::new().code(RichText::new().bold("x"));
    assert_eq!(inside, RichText::new().code("x"));
    let around = RichText::new().bold(RichText::new().text("a").code("b").text("c"));
    assert_eq!(around, RichText::new().bold("a").code("b").bold("c"));
    let link = RichText::new().code(RichText::new().link("x", "https://example.org").unwrap());
    assert_eq!(link, RichText::new().link("x", "https://example.org").unwrap());
    let lines = RichText::new().preformatted(RichText::new().link("x", "https://example.org").unwrap());
    assert_eq!(lines, RichText::new().preformatted("x"));
}

#[test]
fn lines_are_inside_of_nothing_but_a_quote() {
    let around = RichText::new().bold(RichText::new().text("a").quote("b").text("c"));
    assert_eq!(around, RichText::new().bold("a").quote(RichText::new().bold("b")).bold("c"));
    let quoted = RichText::new().preformatted(RichText::new().quote("x"));
    assert_eq!(quoted, RichText::new().quote(RichText::new().preformatted("x")));
}

#[test]
fn of_two_links_the_inner_one_counts() {
    let inner = RichText::new().text("a").link("b", "https://b.example").unwrap().text("c");
    let text = RichText::new().link(inner, "https://a.example").unwrap();
    let addresses: Vec<_> = text.spans().iter().map(|span| (span.range(), span.style().clone())).collect();
    let a = url("https://a.example");
    assert_eq!(addresses, [(0..1, a.clone()), (1..2, url("https://b.example")), (2..3, a)]);
}

#[test]
fn a_bad_address_is_refused_where_it_is_written() {
    let line = line!() + 1;
    let error = RichText::new().link("site", "javascript:alert(1)").unwrap_err().to_string();
    assert!(error.contains(&format!("tests.rs:{line}:")), "{error}");
    assert!(error.ends_with("begin with https://, http://, tel:, mailto: or tg://"), "{error}");
}

#[test]
fn what_has_no_style_names_addresses_and_breaks_lines() {
    let text = RichText::new()
        .text("See ")
        .link("our site", "https://example.org")
        .and_then(|text| text.text(", ").link("https://example.org", "https://example.org"))
        .and_then(|text| text.text(" or ").link("+34 600", "tel:+34600"))
        .and_then(|text| text.text(", ").link("ana@example.org", "mailto:ana@example.org"))
        .unwrap()
        .text(":")
        .quote("well")
        .text("done");
    assert_eq!(
        text.plain(),
        "See our site (https://example.org), https://example.org or +34 600 (+34600), ana@example.org:\nwell\ndone"
    );
    let quoted = RichText::new().quote(RichText::new().link("x", "https://a.example").unwrap()).text("y");
    let spelled = quoted.on_lines().spelled(|url| Some(url.to_string()));
    assert_eq!(spelled, RichText::new().quote("x (https://a.example)").text("\ny"));
}

#[test]
fn a_text_is_split_where_a_reader_would() {
    let utf16 = |piece: &RichText| piece.len(Unit::Utf16);
    let text = RichText::new().text("One ").bold("sentence. Another").text(" one here.");
    let pieces = text.split(20, utf16);
    assert_eq!(
        pieces,
        [RichText::new().text("One ").bold("sentence."), RichText::new().bold("Another").text(" one here.")]
    );
    assert_eq!(RichText::from("").split(5, utf16), [RichText::new()]);
    assert_eq!(RichText::from("short").split(5, utf16), [RichText::from("short")]);
}

#[test]
fn each_part_of_a_link_leads_there() {
    let link = |words: &str| RichText::new().link(words, "https://example.org").unwrap();
    let pieces = link("some words that go on").split(10, |piece| piece.len(Unit::CodePoints));
    assert_eq!(pieces, [link("some words"), link("that go on")]);
}

#[test]
fn an_address_that_fits_nowhere_is_spelled_out() {
    let address = format!("https://example.org/{}", "x".repeat(40));
    let text = RichText::new().link("site", &address).unwrap().text(" and more");
    let pieces = text.split(30, |piece| piece.plain().chars().count());
    let words: Vec<_> = pieces.iter().map(|piece| piece.plain().into_owned()).collect();
    assert_eq!(words.concat().replace(' ', ""), format!("site({address})andmore"));
    assert!(words.iter().all(|piece| piece.len() <= 30), "{words:?}");
}

proptest! {
    #[test]
    fn spans_are_apart_or_within(text in rich_text(), other in rich_text()) {
        holds_what_it_promises(&text)?;
        let mut both = text.clone();
        both.push(other);
        holds_what_it_promises(&both)?;
        prop_assert_eq!(both.cut(..text.as_str().len()), text);
    }

    #[test]
    fn what_is_cut_and_joined_is_the_same(text in rich_text(), at in any::<prop::sample::Index>()) {
        let places: Vec<_> = (0..=text.as_str().len()).filter(|at| text.as_str().is_char_boundary(*at)).collect();
        let at = *at.get(&places);
        let (first, second) = (text.cut(..at), text.cut(at..));
        holds_what_it_promises(&first)?;
        prop_assert_eq!(&first.text(second), &text);
        prop_assert_eq!(RichText::of(text.as_str().to_owned(), text.spans().to_vec()), text);
    }

    #[test]
    fn a_persons_text_has_no_style(text in "\\PC*") {
        let text = RichText::from(text);
        prop_assert!(text.is_plain() && text.spans().is_empty());
        prop_assert_eq!(text.plain(), text.as_str());
        prop_assert_eq!(RichText::html(&text.to_html()), Ok(text));
    }

    #[test]
    fn splitting_loses_nothing_and_keeps_the_limit(text in rich_text(), limit in 5_usize..40) {
        let pieces = text.clone().split(limit, |piece| piece.len(Unit::Utf16));
        prop_assert_eq!(pieces.iter().flat_map(look).collect::<Vec<_>>(), look(&text));
        // The longest grapheme among these words has five units, so none has to be torn.
        prop_assert_eq!(pieces.iter().flat_map(graphemes).collect::<Vec<_>>(), graphemes(&text));
        for piece in &pieces {
            holds_what_it_promises(piece)?;
            prop_assert!(piece.len(Unit::Utf16) <= limit, "{piece:?}");
        }
    }

    #[test]
    fn splitting_keeps_the_limit_of_any_measure(text in rich_text(), limit in 2_usize..60) {
        let pieces = text.clone().split(limit, |piece| piece.to_html().encode_utf16().count());
        let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for piece in &pieces {
            // The longest a single code point can be written here is `&quot;`.
            prop_assert!(piece.to_html().encode_utf16().count() <= limit.max(6), "{piece:?}");
        }
        let together: String = pieces.iter().map(RichText::as_str).collect();
        if !text.spans().iter().any(|span| matches!(span.style(), Style::Link(_))) {
            prop_assert_eq!(words(&together), words(text.as_str()));
        }
    }

    #[test]
    fn plain_texts_are_split_like_texts(text in "(\\PC|\n| ){0,200}", limit in 1_usize..60) {
        let rich: Vec<_> = RichText::from(text.as_str()).split(limit, |piece| piece.len(Unit::CodePoints));
        let rich: Vec<_> = rich.iter().map(RichText::as_str).collect();
        // What fits is left as it is.
        let plain = split_text(&text, limit, Unit::CodePoints);
        prop_assert!(rich == plain || rich == [text.as_str()], "{rich:?} {plain:?}");
    }
}
