//! The page of the book that tells what each reply becomes: made here, so that it is true.

use std::{fs, path::Path, time::Duration};

use tertulia_core::{
    Album, Button, Card, Carousel, Contact, Link, List, Location, Media, Message, Platform, Question,
    RichText, Row, Section,
    message::{MediaKind, Native, Source},
    plan::{Loss, Policy},
};

use crate::{Number, described::described, platforms, turned};

#[test]
fn the_page_about_replies_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/src/replies.md");
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "{} is out of date: run this test with UPDATE=1", path.display());
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for (policy, name) in [(Policy::Fit, "Fit"), (Policy::Split, "Split"), (Policy::Numbered, "Numbered")] {
        page.push_str(&format!("\n## `Policy::{name}`\n\n{}\n\n", about(policy)));
        page.push_str("| reply | Messenger | WhatsApp | Telegram |\n|---|---|---|---|\n");
        for (code, message) in replies(policy) {
            page.push_str(&format!("| {code} |"));
            for (_, capabilities) in platforms() {
                let plans = turned(&message, policy, capabilities);
                let (shown, lost) = (described(&plans[0], capabilities), losses(&plans[0].losses));
                page.push_str(&format!(" {shown}{lost} |"));
            }
            page.push('\n');
        }
    }
    page
}

const INTRODUCTION: &str = "\
# What a reply becomes

A reply is written once. What a platform has no widget for is shown in the nearest form it has; nothing is dropped without
a word. What was lost stands in the log, with the line of the reply, and in italics below. `Policy::Deny` makes it an error.

This page is made by the planner itself: `UPDATE=1 cargo test -p tertulia --test replies`.
";

fn about(policy: Policy) -> &'static str {
    match policy {
        Policy::Split => {
            "What is too much becomes several messages of the form that was written. Where nothing stands here, it is as with `Fit`."
        }
        Policy::Numbered => {
            "Choices are written out, each behind a number, and typing the number chooses. Numbers run on over a turn."
        }
        _ => {
            "What happens if nothing else is said. What is more than can be shown at once is shown page by page: the last \
             choice shows the next page, and from the second page on another one the page before."
        }
    }
}

fn losses(losses: &[(usize, Loss)]) -> String {
    let mut told: Vec<_> = losses.iter().map(|(_, loss)| loss.to_string()).collect();
    told.dedup();
    told.into_iter().map(|loss| format!("<br>*{loss}*")).collect()
}

/// The code of a reply, and what it says.
fn replies(policy: Policy) -> Vec<(String, Message<Number>)> {
    let few = |count| format!("`button` with {count}");
    let mut replies: Vec<(String, Message<Number>)> =
        [2, 5, 12, 150].map(|count| (few(count), Message::Buttons(question(count)))).into();
    replies.extend(
        [3, 20].map(|count| (format!("`quick_reply` with {count}"), Message::QuickReplies(question(count)))),
    );
    replies.extend([6, 25].map(|rows| (format!("`list` of {rows} rows"), list(rows))));
    replies.push(("`carousel` of 3 cards".to_owned(), carousel(3)));
    if policy != Policy::Fit {
        return replies;
    }
    let picture = |caption: Option<&str>, buttons| Media {
        kind: MediaKind::Image,
        source: source(),
        caption: caption.map(RichText::from),
        buttons: presses(buttons),
    };
    let plain = |kind| Message::Media(Media { kind, source: source(), caption: None, buttons: vec![] });
    let with =
        |button: Button<Number>| Message::Buttons(Question { text: "Which?".into(), buttons: vec![button] });
    let mut more: Vec<(&str, Message<Number>)> = vec![
        ("`text`", Message::Text("Hi!".into())),
        ("`text` of 5000 characters", Message::Text("word ".repeat(1000).into())),
        ("`html`, `markdown`", Message::Text(RichText::new().text("Hi ").bold("ana"))),
        (
            "`button` that opens a page",
            with(button("Open", tertulia_core::message::Action::Link(PAGE.into()))),
        ),
        (
            "`button` that calls",
            with(button("Call", tertulia_core::message::Action::Call("+34600123456".into()))),
        ),
        ("`button` that copies", with(button("Copy", tertulia_core::message::Action::Copy("AB-12".into())))),
        (
            "`button` that opens a web app",
            with(button("Open", tertulia_core::message::Action::WebApp(PAGE.into()))),
        ),
        ("`image`", plain(MediaKind::Image)),
        ("`media`: image with caption and button", Message::Media(picture(Some("Rome"), 1))),
        ("`video`", plain(MediaKind::Video)),
        ("`audio`", plain(MediaKind::Audio)),
        ("`document`", plain(MediaKind::Document)),
        (
            "`album` of 3",
            Message::Album(Album {
                items: vec![(MediaKind::Image, source()); 3],
                caption: Some("Rome".into()),
            }),
        ),
        ("`carousel` of 12 cards", carousel(12)),
        (
            "`url`",
            Message::Link(Link {
                title: "Rome".into(),
                subtitle: Some("from 29 €".into()),
                image: Some(source()),
                url: PAGE.into(),
                button: "Open".into(),
            }),
        ),
        ("`location`", Message::Location(Location::new(41.9, 12.5).expect("Rome"))),
        ("`contact`", Message::Contact(contact())),
        ("`location_request`", Message::LocationRequest("Where are you?".into())),
        ("`contact_request`", Message::ContactRequest("How can we call you?".into())),
        ("`raw` for Telegram", Message::Native(native())),
    ];
    more.push(("`typing` for 10 s", Message::Typing(Duration::from_secs(10))));
    replies.extend(more.into_iter().map(|(code, message)| (code.to_owned(), message)));
    replies
}

const PAGE: &str = "https://example.com/rome";

fn source() -> Source {
    Source::from("https://example.com/rome.jpg")
}

fn button(title: &str, action: tertulia_core::message::Action<Number>) -> Button<Number> {
    let mut button = Button::carrying(title, Number(0));
    button.action = action;
    button
}

fn presses(count: usize) -> Vec<Button<Number>> {
    (0..count).map(|number| Button::carrying(format!("Choice {number}"), Number(number))).collect()
}

fn question(count: usize) -> Question<Number> {
    Question { text: "Which?".into(), buttons: presses(count) }
}

fn list(rows: usize) -> Message<Number> {
    let row = |number| Row {
        title: format!("Row {number}"),
        description: Some("fresh".into()),
        payload: Number(number),
    };
    Message::List(List {
        text: "Which?".into(),
        button: "Open".into(),
        header: None,
        footer: None,
        sections: vec![Section { title: String::new(), rows: (0..rows).map(row).collect() }],
    })
}

fn carousel(count: usize) -> Message<Number> {
    let card = |number: usize| Card {
        title: format!("City {number}"),
        subtitle: Some("from 29 €".into()),
        image: Some(source()),
        url: None,
        buttons: vec![Button::carrying("Book", Number(number))],
    };
    Message::Carousel(Carousel {
        text: Some("Where to?".into()),
        cards: (0..count).map(card).collect(),
        square: false,
    })
}

fn contact() -> Contact {
    let mut card = Contact::default();
    card.name = Some("Ana".into());
    card.phones = vec!["+34600123456".into()];
    card
}

fn native() -> Native<Number> {
    Native {
        platform: Platform::TELEGRAM,
        endpoint: "sendDice".into(),
        body: serde_json::Map::new(),
        texts: vec![],
        payloads: vec![],
        elsewhere: None,
    }
}
