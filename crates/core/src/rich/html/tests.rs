use proptest::prelude::*;

use crate::rich::{Language, RichText, Style, tests::rich_text};

fn mistakes(html: &str) -> Vec<String> {
    let error = RichText::html(html).expect_err(html).to_string();
    error.lines().map(str::to_owned).collect()
}

#[test]
fn every_tag_of_a_chat_is_read() {
    let new = RichText::new;
    let table = [
        ("<b>x</b>", new().bold("x")),
        ("<STRONG>x</strong >", new().bold("x")),
        ("<i>x</i>", new().italic("x")),
        ("<em>x</em>", new().italic("x")),
        ("<u>x</u>", new().underline("x")),
        ("<ins>x</ins>", new().underline("x")),
        ("<s>x</s>", new().strikethrough("x")),
        ("<strike>x</strike>", new().strikethrough("x")),
        ("<del>x</del>", new().strikethrough("x")),
        ("<tg-spoiler>x</tg-spoiler>", new().spoiler("x")),
        ("<span class=\"tg-spoiler\">x</span>", new().spoiler("x")),
        ("<span class=tg-spoiler>x</span>", new().spoiler("x")),
        ("<code>x</code>", new().code("x")),
        ("<pre>x\n y</pre>", new().preformatted("x\n y")),
        (
            "<pre><code class='language-rust'>x</code>\n</pre>",
            new().styled(Style::Preformatted(Language::new("rust")), "x\n"),
        ),
        ("<pre><code>x</code></pre>", new().preformatted("x")),
        ("<blockquote expandable>x</blockquote>", new().quote("x")),
        (
            "<a href=\"https://example.org/?a=1&amp;b=2\" target=_blank>x</a>",
            new().link("x", "https://example.org/?a=1&b=2").unwrap(),
        ),
        ("<a href=tel:+34600>x</a>", new().link("x", "tel:+34600").unwrap()),
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd".into()),
        ("<p>a</p>\n<p>b</p>\n", "a\n\nb".into()),
        ("a<p>b</p>c", "a\n\nb\n\nc".into()),
        ("<p>a </p><p> <b>b</b></p>", new().text("a\n\n").bold("b")),
        ("<b>a<p>b</p></b>", new().bold("a\n\nb")),
        ("<p>a</p><pre>  b</pre>", new().text("a\n\n").preformatted("  b")),
        ("&lt;b&gt; &amp; &quot;&apos;&nbsp;&#233;&#xE9;&#x1F937;", "<b> & \"'\u{a0}éé🤷".into()),
        ("AT&T & more; &", "AT&T & more; &".into()),
        ("a <!-- <b> --> b", "a  b".into()),
        ("<b></b>", new()),
        ("a > b", "a > b".into()),
        ("<b>a<i>b</i></b>", new().bold(new().text("a").italic("b"))),
    ];
    for (html, text) in table {
        assert_eq!(RichText::html(html), Ok(text), "{html}");
    }
}

#[test]
fn every_mistake_is_told_with_its_place_and_its_cure() {
    let table = [
        ("<b>x", "line 1, column 1: `<b>` is not closed: write `</b>`"),
        ("a\né<i>x", "line 2, column 2: `<i>` is not closed: write `</i>`"),
        ("x</b>", "line 1, column 2: `</b>` closes nothing: write `<b>` before it"),
        ("<b>x</strong></b>", "line 1, column 5: `</strong>` closes nothing: write `<strong>` before it"),
        ("<b><i>x</b>", "line 1, column 4: `<i>` is not closed: write `</i>` before `</b>`"),
        ("<h1>x</h1>", "line 1, column 1: `<h1>` is no tag of a chat: write `<b>`"),
        (
            "<ul></ul>",
            "line 1, column 1: `<ul>` is no tag of a chat: write a line that begins with `•` for each point",
        ),
        ("<div>x</div>", "line 1, column 1: `<div>` is no tag of a chat: write `<p>`"),
        (
            "<img src=x onerror=alert(1)>",
            "line 1, column 1: `<img>` is no tag of a chat: write `<a href=\"…\">` with a text",
        ),
        (
            "<script>if (a < b) { \"<b>\" }</script>",
            "line 1, column 1: `<script>` is no tag of a chat: leave it out with all that is in it",
        ),
        (
            "<blink>",
            "line 1, column 1: `<blink>` is no tag of a chat: leave it out, or write `&lt;` for a `<` that shall be read",
        ),
        ("</blink>", "line 1, column 1: `</blink>` is no tag of a chat: leave it out"),
        ("1 < 2", "line 1, column 3: `<` begins no tag: write `&lt;`"),
        ("a <", "line 1, column 3: `<` begins no tag: write `&lt;`"),
        ("<b", "line 1, column 1: `<` begins no tag: write `&lt;`"),
        ("<!doctype html>", "line 1, column 1: `<` begins no tag: write `&lt;`"),
        ("<b/>", "line 1, column 1: `<b/>` holds nothing: write `<b>…</b>`"),
        ("<!-- x", "line 1, column 1: the comment is not closed: write `-->` at its end"),
        ("<a>x</a>", "line 1, column 1: `<a>` leads nowhere: write `<a href=\"https://…\">`"),
        (
            "<a href=\"javascript:x\">x</a>",
            "line 1, column 1: a link cannot lead to `javascript:x`: it has to begin with https://, http://, tel:, \
             mailto: or tg://",
        ),
        (
            "<a href=\"java&#115;cript:x\">x</a>",
            "line 1, column 1: a link cannot lead to `javascript:x`: it has to begin with https://, http://, tel:, \
             mailto: or tg://",
        ),
        ("<span>x</span>", "line 1, column 1: `<span>` is only read as `<span class=\"tg-spoiler\">`"),
        ("x &eacute;", "line 1, column 3: `&eacute;` is not known: write the character itself"),
        ("&#0;", "line 1, column 1: `&#0;` is not known: write the character itself"),
        ("&#xD800;", "line 1, column 1: `&#xD800;` is not known: write the character itself"),
    ];
    for (html, mistake) in table {
        assert_eq!(mistakes(html), [mistake], "{html}");
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let told = mistakes("<h2>a</h2>\n<b>b\n<a>c</a> &foo;");
    let places: Vec<_> = told.iter().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!(places, ["line 1, column 1", "line 2, column 1", "line 3, column 1", "line 3, column 10"]);
    assert_eq!(mistakes(&"<".repeat(1000)).len(), 20);
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(text in rich_text()) {
        prop_assert_eq!(RichText::html(&text.to_html()), Ok(text));
    }

    #[test]
    fn nothing_that_comes_panics(html in "(<|</|>|b|pre|code|span|p|a href=|\"|'|&|#|;|lt|/|!--|-->| |\n|é|\\PC){0,40}") {
        if let Ok(text) = RichText::html(&html) {
            prop_assert_eq!(RichText::html(&text.to_html()), Ok(text));
        }
    }
}
