use proptest::prelude::*;
use serde_json::json;

use super::*;
use tertulia_core::rich::Language;

fn url(address: &str) -> Style {
    Style::Link(Url::new(address).unwrap())
}

#[test]
fn every_style_has_its_entity() {
    let rust = Style::Preformatted(Language::new("rust"));
    let table = [
        (Style::Bold, json!({"type": "bold"})),
        (Style::Italic, json!({"type": "italic"})),
        (Style::Underline, json!({"type": "underline"})),
        (Style::Strikethrough, json!({"type": "strikethrough"})),
        (Style::Spoiler, json!({"type": "spoiler"})),
        (Style::Code, json!({"type": "code"})),
        (Style::Preformatted(None), json!({"type": "pre"})),
        (rust, json!({"type": "pre", "language": "rust"})),
        (Style::Quote, json!({"type": "blockquote"})),
        (url("https://example.org"), json!({"type": "text_link", "url": "https://example.org"})),
        (url("tg://user?id=1"), json!({"type": "text_link", "url": "tg://user?id=1"})),
    ];
    for (style, mut entity) in table {
        entity["offset"] = json!(0);
        entity["length"] = json!(5);
        let formatted = formatted(&RichText::new().styled(style, "héllo"));
        assert_eq!(formatted.text, "héllo");
        assert_eq!(json!(formatted.entities), json!([entity]));
    }
}

#[test]
fn what_is_no_link_here_is_spelled_out() {
    let text = RichText::new().link("call", "tel:+34600").unwrap().text(" or ").bold("write");
    let formatted = formatted(&text);
    assert_eq!(formatted.text, "call (+34600) or write");
    assert_eq!((formatted.entities.len(), formatted.entities[0].offset), (1, 17));
}

#[test]
fn quotes_have_lines_of_their_own() {
    let formatted = formatted(&RichText::new().text("She: ").quote("yes").text("!"));
    assert_eq!(formatted.text, "She: \nyes\n!");
    assert_eq!((formatted.entities[0].offset, formatted.entities[0].length), (6, 3));
}

#[test]
fn offsets_count_code_units() {
    let text = RichText::new().text("👩‍👧e\u{301}日").bold("🤷").italic("x");
    let places: Vec<_> =
        formatted(&text).entities.iter().map(|entity| (entity.offset, entity.length)).collect();
    assert_eq!(places, [(8, 2), (10, 1)]);
}

fn style() -> impl Strategy<Value = Style> {
    prop_oneof![
        Just(Style::Bold),
        Just(Style::Italic),
        Just(Style::Spoiler),
        Just(Style::Code),
        Just(Style::Preformatted(None)),
        Just(url("https://example.org")),
        Just(url("mailto:ana@example.org")),
        Just(Style::Quote),
    ]
}

proptest! {
    #[test]
    fn entities_select_what_spans_select(
        pieces in prop::collection::vec((style(), "(\\PC|\n|👩‍👧|e\u{301}|[*_<>&]){0,6}", any::<bool>()), 0..8),
    ) {
        let mut text = RichText::new();
        for (style, words, around) in pieces {
            text = if around { RichText::new().styled(style, text).text(words) } else { text.styled(style, words) };
        }
        let formatted = formatted(&text);
        let units: Vec<u16> = formatted.text.encode_utf16().collect();
        let mut selected: Vec<(&str, String)> = Vec::new();
        for entity in &formatted.entities {
            let words = &units[entity.offset..entity.offset + entity.length];
            // A code point that were cut in two would not decode.
            selected.push((entity.kind, String::from_utf16(words).unwrap()));
        }
        let shown = text.on_lines().spelled(|url| (!leads_there(url)).then(|| url.shown().to_owned()));
        let kind = |span: &Span| entity(span, &offsets(&shown)).kind;
        let expected: Vec<_> =
            shown.spans().iter().map(|span| (kind(span), shown.as_str()[span.range()].to_owned())).collect();
        prop_assert_eq!(selected, expected);
        for (at, outer) in formatted.entities.iter().enumerate() {
            for inner in &formatted.entities[at + 1..] {
                let (end, inner_end) = (outer.offset + outer.length, inner.offset + inner.length);
                prop_assert!(end <= inner.offset || inner_end <= end, "{:?}", formatted.entities);
                prop_assert!(end <= inner.offset || !["code", "pre"].contains(&outer.kind), "{:?}", formatted.entities);
            }
        }
    }

    #[test]
    fn a_persons_text_has_no_entities(text in "(\\PC|[*_~`<>&]|\n){0,40}") {
        let formatted = formatted(&RichText::from(text.as_str()));
        prop_assert_eq!((formatted.text, formatted.entities), (text, vec![]));
    }
}
