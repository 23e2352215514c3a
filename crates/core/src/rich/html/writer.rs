//! From rich text to HTML.

use crate::rich::{RichText, Span, Style};

pub(super) fn write(text: &RichText) -> String {
    let mut html = String::with_capacity(text.as_str().len() + 16 * text.spans().len());
    let mut open: Vec<&Span> = Vec::new();
    let mut from = 0;
    for span in text.spans() {
        close(&mut html, &mut open, text, &mut from, span.range().start);
        escape(&mut html, &text.as_str()[from..span.range().start]);
        from = span.range().start;
        begin(&mut html, span.style());
        open.push(span);
    }
    close(&mut html, &mut open, text, &mut from, text.as_str().len());
    escape(&mut html, &text.as_str()[from..]);
    html
}

/// Closes what ends at this place or before it.
fn close(html: &mut String, open: &mut Vec<&Span>, text: &RichText, from: &mut usize, until: usize) {
    while let Some(span) = open.pop_if(|span| span.range().end <= until) {
        escape(html, &text.as_str()[*from..span.range().end]);
        *from = span.range().end;
        end(html, span.style());
    }
}

fn begin(html: &mut String, style: &Style) {
    match style {
        Style::Link(url) => {
            html.push_str("<a href=\"");
            escape(html, url.as_str());
            html.push_str("\">");
        }
        Style::Preformatted(Some(language)) => {
            html.push_str("<pre><code class=\"language-");
            escape(html, language.as_str());
            html.push_str("\">");
        }
        _ => {
            html.push('<');
            html.push_str(name(style));
            html.push('>');
        }
    }
}

fn end(html: &mut String, style: &Style) {
    if let Style::Preformatted(Some(_)) = style {
        html.push_str("</code>");
    }
    html.push_str("</");
    html.push_str(name(style));
    html.push('>');
}

fn name(style: &Style) -> &'static str {
    match style {
        Style::Bold => "b",
        Style::Italic => "i",
        Style::Underline => "u",
        Style::Strikethrough => "s",
        Style::Spoiler => "tg-spoiler",
        Style::Code => "code",
        Style::Preformatted(_) => "pre",
        Style::Link(_) => "a",
        Style::Quote => "blockquote",
    }
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
}
