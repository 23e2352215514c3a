use proptest::prelude::*;

use crate::rich::{Language, RichText, Style};

#[test]
fn every_mark_is_read() {
    let new = RichText::new;
    let table = [
        ("**x** __y__", new().bold("x").text(" ").bold("y")),
        ("*x* _y_", new().italic("x").text(" ").italic("y")),
        ("***x***", new().bold(new().italic("x"))),
        ("~~x~~", new().strikethrough("x")),
        ("`x < *y*`", new().code("x < *y*")),
        (
            "```rust,ignore\na\n\n  b\n```",
            new().styled(Style::Preformatted(Language::new("rust")), "a\n\n  b"),
        ),
        ("a\n\n    code\n\nb", new().text("a\n\n").preformatted("code").text("\n\nb")),
        ("[x](https://example.org \"title\")", new().link("x", "https://example.org").unwrap()),
        ("<https://example.org>", new().link("https://example.org", "https://example.org").unwrap()),
        ("<ana@example.org>", new().link("ana@example.org", "mailto:ana@example.org").unwrap()),
        (
            "![a cat](https://example.org/cat.png)",
            new().link("a cat", "https://example.org/cat.png").unwrap(),
        ),
        ("[](https://example.org)", new().link("https://example.org", "https://example.org").unwrap()),
        ("[**x**](https://example.org)", new().link(new().bold("x"), "https://example.org").unwrap()),
        ("[x](javascript:alert)", "x (javascript:alert)".into()),
        ("[x](/path)", "x (/path)".into()),
        ("[x]", "[x]".into()),
        ("> a\n> b\n\nc", new().quote("a\nb").text("\n\nc")),
        ("> a\n>\n> b", new().quote("a\n\nb")),
        ("> a\n> > b", new().quote("a\n\nb")),
        ("# Title\ntext", new().bold("Title").text("\n\ntext")),
        (
            "Title\n=====\n## Next *one*",
            new().bold(new().text("Title")).text("\n\n").bold(new().text("Next ").italic("one")),
        ),
        ("a\n- b\n- c\n\nd", "a\n\n• b\n• c\n\nd".into()),
        ("- a\n\n  b\n\n- c", "• a\n\nb\n• c".into()),
        ("- a\n  - b\n    - c\n- d", "• a\n  • b\n    • c\n• d".into()),
        ("9. a\n9. b\n   1. c", "9. a\n10. b\n  1. c".into()),
        ("- > a\n- `b`", new().text("• ").quote("a").text("\n• ").code("b")),
        ("-\n- b", "• \n• b".into()),
        ("a\nb  \nc", "a\nb\nc".into()),
        ("a\n\nb", "a\n\nb".into()),
        ("a\n\n---\n\nb", "a\n\n———\n\nb".into()),
        ("a <b>b</b> <script>alert(1)</script>", "a <b>b</b> <script>alert(1)</script>".into()),
        ("<div>\n*a*\n</div>\n\nb", "<div>\n*a*\n</div>\n\nb".into()),
        ("&lt; &amp; &copy; \\*a\\*", "< & © *a*".into()),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |".into()),
        ("2 * 3 * 4 snake_case_name", "2 * 3 * 4 snake_case_name".into()),
        ("**not closed", "**not closed".into()),
        ("", new()),
        ("[ ] to do", "[ ] to do".into()),
    ];
    for (markdown, text) in table {
        assert_eq!(RichText::markdown(markdown), text, "{markdown}");
    }
}

proptest! {
    #[test]
    fn everything_is_markdown(markdown in "([*_~`#>|!<\\[\\]()-]|1\\. |    |https://|&amp;|[ab]|\n|\n\n|é|🤷){0,60}") {
        let text = RichText::markdown(&markdown);
        prop_assert_eq!(RichText::html(&text.to_html()), Ok(text));
    }
}
