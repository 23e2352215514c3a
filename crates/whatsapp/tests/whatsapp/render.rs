//! The calls that parts of a reply become.

use http::HeaderMap;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::{
    Adapter as _, Album, Button, Call, Card, Carousel, Destination, List, Media, Message, Platform, Question,
    RichText, Row, Section, Source,
    adapter::Envelope,
    message::{Action, MediaKind},
    plan::{self, Part, Policy},
};
use tertulia_whatsapp::{BSUID, PARENT_BSUID, WA_ID};

use crate::{NUMBER, PERSON, PERSON_BSUID, golden, to, to_person, whatsapp};

pub(crate) fn question(text: &str, titles: &[&str]) -> Question<String> {
    let button = |title: &&str| Button::carrying((*title).to_owned(), format!("/{title}"));
    Question { text: text.into(), buttons: titles.iter().map(button).collect() }
}

pub(crate) fn buttons() -> Part {
    Part::Buttons { question: question("Clear?", &["yes", "no"]), vanish: false }
}

pub(crate) fn list() -> List<String> {
    let row = |title: &str, description: Option<&str>| Row {
        title: title.to_owned(),
        description: description.map(str::to_owned),
        payload: format!("/{title}"),
    };
    List {
        text: "What will it be?".into(),
        button: "Menu".to_owned(),
        header: None,
        footer: None,
        sections: vec![Section {
            title: String::new(),
            rows: vec![row("Apple", Some("From the garden")), row("Tea", Some("")), row("Coffee", None)],
        }],
    }
}

fn text() -> Part {
    Part::Text("Hello \"you\"\n👋".into())
}

fn rendered(part: &Part, to: &Destination) -> (Value, bool) {
    let call = whatsapp().render(part, &Envelope::new(to, "")).unwrap();
    assert_eq!(call.endpoint, "messages");
    (serde_json::from_str(call.body.get()).unwrap(), whatsapp().counts(&call))
}

fn refused(part: &Part, to: &Destination) -> String {
    whatsapp().render(part, &Envelope::new(to, "")).unwrap_err().to_string()
}

#[test]
fn a_text() {
    let body = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PERSON,
        "type": "text",
        "text": { "body": "Hello \"you\"\n👋" },
    });
    assert_eq!(rendered(&text(), &to_person()), (body, true));
}

#[test]
fn a_person_without_known_number_is_reached_by_the_business_scoped_id() {
    let parent = "US.ENT.11815799212886844830";
    for (aliases, recipient) in [
        (&[(BSUID, PERSON_BSUID)][..], PERSON_BSUID),
        (&[(PARENT_BSUID, parent), (BSUID, PERSON_BSUID)], PERSON_BSUID),
        (&[(PARENT_BSUID, parent)], parent),
    ] {
        let (body, _) = rendered(&text(), &to(aliases));
        assert_eq!((&body["recipient"], &body["to"]), (&json!(recipient), &Value::Null));
    }
    let (body, _) = rendered(&text(), &to(&[(WA_ID, PERSON)]));
    assert_eq!((&body["recipient"], &body["to"]), (&Value::Null, &json!(PERSON)));
    assert_eq!(refused(&text(), &to(&[])), "the person has neither phone number nor business-scoped id");
}

#[test]
fn buttons_are_reply_buttons() {
    let body = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PERSON,
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": { "text": "Clear?" },
            "action": { "buttons": [
                { "type": "reply", "reply": { "id": "/yes", "title": "yes" } },
                { "type": "reply", "reply": { "id": "/no", "title": "no" } },
            ] },
        },
    });
    assert_eq!(rendered(&buttons(), &to_person()), (body, true));
}

#[test]
fn a_list() {
    let mut list = list();
    list.header = Some("Today".to_owned());
    list.footer = Some("While it lasts".to_owned());
    let body = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": PERSON,
        "type": "interactive",
        "interactive": {
            "type": "list",
            "header": { "type": "text", "text": "Today" },
            "body": { "text": "What will it be?" },
            "footer": { "text": "While it lasts" },
            "action": { "button": "Menu", "sections": [{ "title": "Menu", "rows": [
                { "id": "/Apple", "title": "Apple", "description": "From the garden" },
                { "id": "/Tea", "title": "Tea" },
                { "id": "/Coffee", "title": "Coffee" },
            ] }] },
        },
    });
    assert_eq!(rendered(&Part::List(list.clone()), &to_person()), (body, true));
    list.sections[0].title = "Fruit".to_owned();
    let (body, _) = rendered(&Part::List(list), &to_person());
    assert_eq!(body["interactive"]["action"]["sections"][0]["title"], "Fruit");
}

#[test]
fn a_message_carries_our_name_for_it() {
    assert!(whatsapp().returns_references());
    let body = |part: &Part, reference: &str| -> Value {
        let call = whatsapp().render(part, &Envelope::new(&to_person(), reference)).unwrap();
        serde_json::from_str(call.body.get()).unwrap()
    };
    for part in [text(), buttons(), Part::List(list())] {
        let mut expected = body(&part, "");
        assert!(expected.get("biz_opaque_callback_data").is_none());
        expected["biz_opaque_callback_data"] = json!("q1-W_e3r4T5y6U7i");
        assert_eq!(body(&part, "q1-W_e3r4T5y6U7i"), expected);
    }
    assert_eq!(body(&Part::Typing, "q1-W_e3r4T5y6U7i"), body(&Part::Typing, ""));
}

#[test]
fn typing_goes_with_the_receipt_and_is_no_message() {
    let body = json!({
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.THEIRS",
        "typing_indicator": { "type": "text" },
    });
    assert_eq!(rendered(&Part::Typing, &to_person()), (body, false));
    let nothing_came = Destination { last_message_id: None, ..to_person() };
    assert_eq!(
        refused(&Part::Typing, &nothing_came),
        "WhatsApp shows typing only below a message that came in"
    );
}

#[test]
fn a_group_takes_texts_and_media_only() {
    let mut group = to_person();
    group.chat.group = Some("GROUP-1".to_owned());
    for sent in golden::all() {
        let kind = sent.name.split('_').next().unwrap();
        let is_shown = matches!(kind, "text" | "numbered" | "native" | "reaction" | "read" | "typing")
            || matches!(&sent.part, Part::Media(media) if media.buttons.is_empty());
        match whatsapp().render(&sent.part, &Envelope::new(&group, "")) {
            Ok(_) => assert!(is_shown, "{}", sent.name),
            Err(error) => {
                assert!(!is_shown, "{}", sent.name);
                let reason = "WhatsApp groups have texts and media only, without buttons and lists";
                assert_eq!(error.to_string(), reason);
            }
        }
    }
}

#[test]
fn what_the_planner_never_makes_is_refused() {
    let below = |kind, buttons: Vec<Button<String>>, caption: Option<&str>| {
        let caption = caption.map(RichText::from);
        refused(&Part::Media(Media { buttons, caption, ..golden::media(kind, "a") }), &to_person())
    };
    let sticker = MediaKind::Sticker;
    assert_eq!(below(sticker, vec![], Some("hi")), "WhatsApp shows no text below sounds and stickers");
    assert_eq!(
        below(sticker, vec![golden::press("yes")], Some("hi")),
        "WhatsApp shows no buttons below sounds and stickers"
    );
    let both = vec![golden::press("yes"), golden::open("no")];
    let reason = "on WhatsApp a button that opens a page stands alone";
    assert_eq!(below(MediaKind::Image, both, Some("hi")), reason);
    let call = Button::of("Call".to_owned(), Action::Call("+15550100200".to_owned()));
    assert_eq!(below(MediaKind::Image, vec![call], Some("hi")), "WhatsApp's buttons neither call nor copy");
    let album = Part::Album(Album { items: vec![], caption: None });
    assert_eq!(refused(&album, &to_person()), "WhatsApp does not know this form of message");
}

#[test]
fn cards_with_presses_come_one_by_one() {
    let card = |title: &str, button: Button<String>| Card {
        title: title.to_owned(),
        subtitle: None,
        image: Some(Source::Id("1".to_owned())),
        url: None,
        buttons: vec![button],
    };
    let parts = |cards: Vec<Card<String>>| {
        let carousel = Message::Carousel(Carousel { text: None, cards, square: false });
        let plan = plan::plan(vec![(carousel, Policy::Fit)], whatsapp().capabilities());
        plan.steps.into_iter().map(|step| step.part).collect::<Vec<_>>()
    };
    let pages = parts(vec![card("Rome", golden::open("Book")), card("Oslo", golden::open("Book"))]);
    assert!(matches!(&pages[..], [Part::Cards(cards)] if cards.cards.len() == 2), "{pages:?}");
    let calls = |title| Button::of(title, Action::Call("+15550100200".to_owned()));
    for button in [golden::press("book"), calls("Call".to_owned())] {
        let apart = parts(vec![card("Rome", button.clone()), card("Oslo", button)]);
        assert!(matches!(&apart[..], [Part::Media(_), Part::Media(_)]), "{apart:?}");
    }
}

#[test]
fn choices_that_vanish_are_not_there() {
    let part = Part::QuickReplies(question("Clear?", &["yes"]));
    assert_eq!(refused(&part, &to_person()), "WhatsApp has no choices that vanish");
    assert!(whatsapp().capabilities().quick_replies.is_none());
}

#[test]
fn a_call_goes_to_the_number_with_its_token_in_the_header() {
    let call = whatsapp().render(&text(), &Envelope::new(&to_person(), "")).unwrap();
    let request = whatsapp().request(NUMBER, &call).unwrap();
    assert_eq!(request.url.expose_secret(), "https://graph.facebook.com/v26.0/110000000000001/messages");
    assert_eq!(request.authorization.unwrap().expose_secret(), "Bearer ACCESS-TOKEN");
    assert_eq!(request.body, call.body.get().as_bytes());
    assert!(whatsapp().request("999", &call).is_none());
}

#[test]
fn a_press_needs_no_answer_of_its_own() {
    assert!(whatsapp().answer_press("wamid.PRESS", None).is_none());
    assert_eq!(whatsapp().platform(), Platform::WHATSAPP);
    assert_eq!(whatsapp().accounts(), [NUMBER]);
}

#[test]
fn no_secret_is_printed() {
    let call = Call::new("messages", &json!({}));
    let request = whatsapp().request(NUMBER, &call).unwrap();
    let refused = whatsapp().verify(&HeaderMap::new(), b"").unwrap_err();
    let number = crate::number(NUMBER, &["APP-SECRET"]);
    let printed = format!("{:?} {number:?} {request:?} {refused:?}", whatsapp());
    for secret in ["ACCESS-TOKEN", "APP-SECRET", "VERIFY-TOKEN"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
