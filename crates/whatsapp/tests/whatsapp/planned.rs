//! Whatever is said: what the planner makes of it is written within WhatsApp's limits.

use std::collections::HashSet;

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::Value;
use tertulia_core::{
    Adapter as _, Album, Button, Card, Carousel, Contact, Link, List, Location, Media, Message, Question,
    RichText, Row, Section, Source,
    adapter::Envelope,
    message::{Action, MediaKind},
    plan::{self, Policy},
};

use crate::{to_person, whatsapp};

type Said = (Message<String>, Policy);

fn words(most: usize) -> impl Strategy<Value = String> {
    // Short ones with everything that could be markup, and now and then one that is too long.
    prop_oneof![
        8 => r"x[ab *_~`>\-é😀]{0,30}",
        2 => (1..=most).prop_map(|length| "x*_ yz. ".repeat(length / 8 + 1)),
        1 => Just("x https://example.com/_a_?b=~c*d".to_owned()),
    ]
}

fn text() -> impl Strategy<Value = RichText> {
    (words(9000), words(40), words(3000), words(40))
        .prop_map(|(a, b, c, d)| RichText::new().text(a).bold(b).text("\n").quote(c).text(" ").code(d))
}

fn action() -> impl Strategy<Value = Action<String>> {
    prop_oneof![
        4 => Just(Action::Postback(String::new())),
        2 => Just(Action::Link("https://example.com/a_b".to_owned())),
        1 => Just(Action::Call("+34600000000".to_owned())),
        1 => Just(Action::Copy("_code_".to_owned())),
        1 => Just(Action::WebApp("https://example.com/app".to_owned())),
    ]
}

fn buttons(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Button<String>>> {
    vec((words(60), action()), count).prop_map(|buttons| {
        buttons
            .into_iter()
            .enumerate()
            .map(|(number, (title, action))| match action {
                Action::Postback(_) => Button::carrying(title, format!("/{number}")),
                action => Button::of(title, action),
            })
            .collect()
    })
}

fn question() -> impl Strategy<Value = Question<String>> {
    (text(), buttons(1..14)).prop_map(|(text, buttons)| Question { text, buttons })
}

fn list() -> impl Strategy<Value = List<String>> {
    let rows = vec((words(60), option::of(words(100))), 1..13);
    let sections = vec((words(40), rows), 1..4);
    (text(), words(40), option::of(words(90)), sections).prop_map(|(text, button, line, sections)| {
        let mut number = 0;
        let sections = sections
            .into_iter()
            .map(|(title, rows)| Section {
                title,
                rows: rows
                    .into_iter()
                    .map(|(title, description)| {
                        number += 1;
                        Row { title, description, payload: format!("/{number}") }
                    })
                    .collect(),
            })
            .collect();
        List { text, button, header: line.clone(), footer: line, sections }
    })
}

fn kind() -> impl Strategy<Value = MediaKind> {
    use MediaKind::{Animation, Audio, Document, Image, Sticker, Video, Voice};
    select(vec![Image, Video, Audio, Voice, Document, Sticker, Animation])
}

fn source() -> impl Strategy<Value = Source> {
    select(vec![Source::Id("1".to_owned()), Source::Url("https://example.com/a.pdf".to_owned())])
}

fn media() -> impl Strategy<Value = Media<String>> {
    (kind(), source(), option::of(text()), buttons(0..6)).prop_map(|(kind, source, caption, buttons)| Media {
        kind,
        source,
        caption,
        buttons,
    })
}

fn card() -> impl Strategy<Value = Card<String>> {
    let url = option::of(Just("https://example.com/".to_owned()));
    let buttons = prop_oneof![
        4 => words(60).prop_map(|title| vec![Button::of(title, Action::Link("https://example.com/".to_owned()))]),
        1 => buttons(0..3),
    ];
    (words(200), option::of(words(200)), option::weighted(0.9, source()), url, buttons)
        .prop_map(|(title, subtitle, image, url, buttons)| Card { title, subtitle, image, url, buttons })
}

fn message() -> impl Strategy<Value = Message<String>> {
    let place = || Location::new(1.5, -2.5).unwrap();
    let mut contact = Contact::default();
    contact.name = Some("ben".to_owned());
    contact.phones = vec!["+34 600 000 000".to_owned()];
    prop_oneof![
        text().prop_map(Message::Text),
        question().prop_map(Message::Buttons),
        question().prop_map(Message::QuickReplies),
        list().prop_map(Message::List),
        media().prop_map(Message::Media),
        (vec((kind(), source()), 1..12), option::of(text()))
            .prop_map(|(items, caption)| Message::Album(Album { items, caption })),
        (option::of(text()), vec(card(), 1..13)).prop_map(|(text, cards)| Message::Carousel(Carousel {
            text,
            cards,
            square: false
        })),
        (words(200), option::of(words(2000)), option::of(source()), words(60)).prop_map(
            |(title, subtitle, image, button)| {
                let url = "https://example.com/".to_owned();
                Message::Link(Link { title, subtitle, image, url, button })
            }
        ),
        Just(Message::Location(place())),
        Just(Message::Contact(contact)),
        text().prop_map(Message::LocationRequest),
        text().prop_map(Message::ContactRequest),
    ]
}

pub(crate) fn reply() -> impl Strategy<Value = Vec<Said>> {
    vec((message(), select(vec![Policy::Fit, Policy::Split, Policy::Numbered])), 1..4)
}

/// What goes over the wire.
pub(crate) fn bodies(reply: Vec<Said>) -> Vec<Value> {
    let plan = plan::plan(reply, whatsapp().capabilities());
    let to = to_person();
    let render = |part| whatsapp().render(part, &Envelope::new(&to, "")).unwrap();
    let calls = plan.steps.iter().map(|step| render(&step.part));
    calls.map(|call| serde_json::from_str(call.body.get()).unwrap()).collect()
}

/// The longest text at each place of a message: see `limits` for the sources.
const LONGEST: &[(&str, usize)] = &[
    ("/text/body", 4096),
    ("/image/caption", 1024),
    ("/video/caption", 1024),
    ("/document/caption", 1024),
    ("/interactive/header/text", 60),
    ("/interactive/body/text", 1024),
    ("/interactive/footer/text", 60),
    ("/interactive/action/button", 20),
    ("/interactive/action/buttons/*/reply/title", 20),
    ("/interactive/action/parameters/display_text", 20),
    ("/interactive/action/sections/*/title", 24),
    ("/interactive/action/sections/*/rows/*/title", 24),
    ("/interactive/action/sections/*/rows/*/description", 72),
    ("/interactive/action/cards/*/body/text", 160),
    ("/interactive/action/cards/*/action/parameters/display_text", 20),
];

fn at<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![value];
    for key in path.split('/').skip(1) {
        found = match key {
            "*" => found.into_iter().filter_map(Value::as_array).flatten().collect(),
            key => found.into_iter().filter_map(|value| value.get(key)).collect(),
        };
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_message_is_within_the_limits(reply in reply()) {
        for body in bodies(reply) {
            for (path, most) in LONGEST {
                for text in at(&body, path) {
                    let length = text.as_str().unwrap().encode_utf16().count();
                    prop_assert!((1..=*most).contains(&length), "{path} has {length} characters: {body:#}");
                }
            }
            let action = "/interactive/action";
            for (path, counts) in [("buttons", 1..=3), ("sections", 1..=10), ("cards", 2..=10)] {
                for all in at(&body, &format!("{action}/{path}")) {
                    let count = all.as_array().unwrap().len();
                    prop_assert!(counts.contains(&count), "{count} {path}");
                }
            }
            let rows = at(&body, &format!("{action}/sections/*/rows/*")).len();
            prop_assert!(rows <= 10, "{} rows", rows);
            for text in at(&body, &format!("{action}/cards/*/body/text")) {
                prop_assert!(text.as_str().unwrap().matches('\n').count() <= 2);
            }
            let titles = at(&body, &format!("{action}/buttons/*/reply/title"));
            let distinct: HashSet<_> = titles.iter().filter_map(|title| title.as_str()).collect();
            prop_assert_eq!(titles.len(), distinct.len());
        }
    }
}
