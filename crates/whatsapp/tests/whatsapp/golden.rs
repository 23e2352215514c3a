//! The call of every form of message, to the letter. The validator of wire JSON reads the same: see `wire`.

use serde_json::{Map, Value, json};
use tertulia_core::{
    Adapter as _, Button, Card, Carousel, Contact, Destination, List, Location, Media, Platform, Question,
    RichText, Row, Section, Source,
    adapter::Envelope,
    message::{Action, MediaKind, Native},
    plan::Part,
};
use tertulia_whatsapp::BSUID;

use crate::{PERSON_BSUID, to, to_person, whatsapp};

/// A message with what stands on its outside.
pub(crate) struct Sent {
    pub(crate) name: &'static str,
    pub(crate) part: Part,
    pub(crate) to: Destination,
    pub(crate) quotes: Option<&'static str>,
    pub(crate) extras: Map<String, Value>,
}

impl Sent {
    fn new(name: &'static str, part: Part) -> Self {
        Self { name, part, to: to_person(), quotes: None, extras: Map::new() }
    }

    fn body(&self) -> Value {
        let envelope = Envelope {
            quotes: self.quotes,
            extras: (!self.extras.is_empty()).then_some(&self.extras),
            ..Envelope::new(&self.to, "q1-W_e3r4T5y6U7i")
        };
        let call = whatsapp().render(&self.part, &envelope).expect(self.name);
        assert_eq!(call.endpoint, "messages");
        serde_json::from_str(call.body.get()).unwrap()
    }
}

pub(crate) fn press(title: &str) -> Button<String> {
    Button::carrying(title, format!("/{title}"))
}

pub(crate) fn open(title: &str) -> Button<String> {
    Button::of(title.to_owned(), Action::Link("https://example.com/rome_and_back".to_owned()))
}

pub(crate) fn media(kind: MediaKind, file: &str) -> Media<String> {
    Media {
        kind,
        source: Source::Url(format!("https://example.com/files/{file}?v=2")),
        caption: None,
        buttons: vec![],
    }
}

fn captioned(kind: MediaKind, file: &str, buttons: &[Button<String>]) -> Part {
    let caption = RichText::new().bold("Rome").text(", in spring");
    Part::Media(Media { caption: Some(caption), buttons: buttons.to_vec(), ..media(kind, file) })
}

fn styled() -> RichText {
    RichText::new()
        .text("Hello ")
        .bold("*ana*")
        .text(", see ")
        .link("this", "https://example.com/_a")
        .unwrap()
}

fn list() -> Part {
    let row = |title: &str, description: Option<&str>| Row {
        title: title.to_owned(),
        description: description.map(str::to_owned),
        payload: format!("/{title}"),
    };
    let section = |title: &str, rows| Section { title: title.to_owned(), rows };
    Part::List(List {
        text: RichText::new().italic("What will it be?"),
        button: "Menu".to_owned(),
        header: Some("Today".to_owned()),
        footer: Some("While it lasts".to_owned()),
        sections: vec![
            section("Fruit", vec![row("Apple", Some("From the garden"))]),
            section("Drinks", vec![row("Tea", Some("")), row("Coffee", None)]),
        ],
    })
}

fn card(title: &str, subtitle: Option<&str>) -> Card<String> {
    Card {
        title: title.to_owned(),
        subtitle: subtitle.map(str::to_owned),
        image: Some(Source::Url(format!("https://example.com/{title}.jpg"))),
        url: None,
        buttons: vec![open("Book")],
    }
}

fn native(body: Value) -> Part {
    let Value::Object(body) = body else { panic!("{body}") };
    Part::Native(Native {
        platform: Platform::WHATSAPP,
        endpoint: String::new(),
        body,
        texts: vec![],
        payloads: vec![],
        elsewhere: None,
    })
}

/// One of every form, and one of everything that can stand on its outside.
pub(crate) fn all() -> Vec<Sent> {
    use MediaKind::{Animation, Audio, Document, Image, Sticker, Video, Voice};

    let question =
        |text: &str, buttons: &[Button<String>]| Question { text: text.into(), buttons: buttons.to_vec() };
    let buttons =
        |buttons: &[Button<String>]| Part::Buttons { question: question("Clear?", buttons), vanish: true };
    let mut place = Location::new(40.4168, -3.7038).unwrap();
    let bare = Part::Location(place.clone());
    place.name = Some("Sol".to_owned());
    place.address = Some("Puerta del Sol, Madrid".to_owned());
    let mut ana = Contact::default();
    ana.name = Some("ana".to_owned());
    ana.phones = vec!["+1 555-010-0200".to_owned(), "+1 555 010 0300".to_owned()];
    ana.user_id = Some("15550100200".to_owned());
    let by_id = Media { source: Source::Id("1037543291543636".to_owned()), ..media(Image, "") };
    let mut group = to_person();
    group.chat.group = Some("GROUP-1".to_owned());
    let hidden = to(&[(BSUID, PERSON_BSUID)]);
    let preview = json!({ "preview_url": true }).as_object().unwrap().clone();
    let footer = json!({ "interactive": { "footer": { "text": "By hand" } } }).as_object().unwrap().clone();

    let text = Part::Text(styled());
    let both = [press("yes"), press("no")];
    let carousel = Carousel {
        text: Some(styled()),
        cards: vec![card("Rome", Some("from 29 €\nor so")), card("Oslo_", None)],
        square: false,
    };
    vec![
        Sent::new("text", text.clone()),
        Sent { extras: preview.clone(), ..Sent::new("text_preview", text.clone()) },
        Sent { extras: preview, ..Sent::new("text_nothing_to_preview", Part::Text("Hello".into())) },
        Sent { quotes: Some("wamid.THEIRS"), ..Sent::new("text_quoting", text.clone()) },
        Sent { to: hidden, ..Sent::new("text_to_hidden", text.clone()) },
        Sent { to: group.clone(), ..Sent::new("text_to_group", text) },
        Sent::new(
            "numbered",
            Part::Numbered { question: question("Clear?\n\n1. yes\n2. no", &both), first: 1 },
        ),
        Sent::new("buttons", buttons(&both)),
        Sent { extras: footer, ..Sent::new("buttons_extra", buttons(&both)) },
        Sent::new("button_link", buttons(&[open("Open")])),
        Sent::new("list", list()),
        Sent::new("image", captioned(Image, "rome.jpg", &[])),
        Sent::new("image_by_id", Part::Media(by_id)),
        Sent { to: group, ..Sent::new("image_to_group", captioned(Image, "rome.jpg", &[])) },
        Sent::new("image_buttons", captioned(Image, "rome.jpg", &both)),
        Sent::new("image_link", captioned(Image, "rome.jpg", &[open("Book")])),
        Sent::new("video", captioned(Video, "rome.mp4", &[])),
        Sent::new("video_buttons", captioned(Video, "rome.mp4", &both)),
        Sent::new("animation", Part::Media(media(Animation, "rome.mp4"))),
        Sent::new("audio", Part::Media(media(Audio, "song.mp3"))),
        Sent::new("voice", Part::Media(media(Voice, "said.ogg"))),
        Sent::new("document", captioned(Document, "ticket.pdf", &[])),
        Sent::new("document_link", captioned(Document, "ticket.pdf", &[open("Book")])),
        Sent::new("sticker", Part::Media(media(Sticker, "hi.webp"))),
        Sent::new("cards", Part::Cards(carousel)),
        Sent::new("location", Part::Location(place)),
        Sent::new("location_bare", bare),
        Sent::new("contact", Part::Contact(ana)),
        Sent::new("location_request", Part::LocationRequest("Where are you?".into())),
        Sent::new("contact_request", Part::ContactRequest("What is your number?".into())),
        Sent::new("native", native(json!({ "type": "text", "text": { "body": "by hand" }, "to": "1" }))),
        Sent::new("reaction", native(json!({ "type": "reaction", "reaction": { "emoji": "👍" } }))),
        Sent {
            quotes: Some("wamid.OTHER"),
            ..Sent::new(
                "reaction_to_other",
                native(json!({ "type": "reaction", "reaction": { "emoji": "" } })),
            )
        },
        Sent::new("read", native(json!({ "status": "read" }))),
        Sent::new("typing", Part::Typing),
    ]
}

/// The bodies of them all.
pub(crate) fn bodies() -> impl Iterator<Item = Value> {
    all().into_iter().map(|sent| sent.body())
}

#[test]
fn every_form_is_written_as_before() {
    for sent in all() {
        let body = sent.body();
        insta::assert_snapshot!(sent.name, format!("{body:#}"));
    }
}
