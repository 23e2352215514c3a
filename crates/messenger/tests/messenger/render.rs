//! The calls that parts of a reply become.

use http::HeaderMap;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::{
    Adapter as _, Album, Button, Call, Card, Carousel, Chat, Delivery, Destination, List, Media, Native,
    Platform, Question, Response, Row, Section, Source,
    adapter::Envelope,
    message::{Action, MediaKind},
    plan::{Capabilities, Part},
};

use crate::{PAGE, PERSON, messenger, to_person};

pub(crate) fn buttons(titles: &[&str]) -> Vec<Button<String>> {
    let button = |title: &&str| Button::carrying((*title).to_owned(), format!("/{title}"));
    titles.iter().map(button).collect()
}

pub(crate) fn question(text: &str, titles: &[&str]) -> Question<String> {
    Question { text: text.into(), buttons: buttons(titles) }
}

fn list() -> Part {
    let row = Row { title: "Apple".to_owned(), description: None, payload: "/apple".to_owned() };
    let section = Section { title: String::new(), rows: vec![row] };
    Part::List(List {
        text: "What?".into(),
        button: "Menu".to_owned(),
        header: None,
        footer: None,
        sections: vec![section],
    })
}

fn rendered(part: &Part) -> (Value, bool) {
    let call = messenger().render(part, &Envelope::new(&to_person(), "")).unwrap();
    assert_eq!(call.endpoint, "messages");
    (serde_json::from_str(call.body.get()).unwrap(), messenger().counts(&call))
}

#[test]
fn a_text() {
    let body = json!({
        "recipient": { "id": PERSON },
        "messaging_type": "RESPONSE",
        "message": { "text": "Hello \"you\"\n👋" },
    });
    assert_eq!(rendered(&Part::Text("Hello \"you\"\n👋".into())), (body, true));
}

#[test]
fn row_27_the_answer_to_a_comment_is_a_private_reply() {
    let text = Part::Text("Five euros".into());
    let mut to = to_person();
    to.chat = Chat::of_comment("1_2");
    for to in [&to, &Destination { aliases: Vec::new(), ..to.clone() }] {
        let call = messenger().render(&text, &Envelope::new(to, "")).unwrap();
        let body: Value = serde_json::from_str(call.body.get()).unwrap();
        assert_eq!(body["recipient"], json!({ "comment_id": "1_2" }));
        assert!(messenger().render(&Part::Typing, &Envelope::new(to, "")).is_err());
    }
}

#[test]
fn buttons_are_a_button_template() {
    let body = json!({
        "recipient": { "id": PERSON },
        "messaging_type": "RESPONSE",
        "message": { "attachment": { "type": "template", "payload": {
            "template_type": "button",
            "text": "Clear?",
            "buttons": [
                { "type": "postback", "title": "yes", "payload": "/yes" },
                { "type": "postback", "title": "no", "payload": "/no" },
            ],
        } } },
    });
    for vanish in [false, true] {
        let part = Part::Buttons { question: question("Clear?", &["yes", "no"]), vanish };
        assert_eq!(rendered(&part), (body.clone(), true));
    }
}

#[test]
fn quick_replies_hang_below_a_text() {
    let body = json!({
        "recipient": { "id": PERSON },
        "messaging_type": "RESPONSE",
        "message": { "text": "Clear?", "quick_replies": [
            { "content_type": "text", "title": "yes", "payload": "/yes" },
        ] },
    });
    assert_eq!(rendered(&Part::QuickReplies(question("Clear?", &["yes"]))), (body, true));
}

#[test]
fn a_message_carries_our_name_for_it() {
    assert!(messenger().returns_references());
    let texts = [
        Part::Text("Hello".into()),
        Part::Buttons { question: question("Clear?", &["yes"]), vanish: false },
        Part::QuickReplies(question("Clear?", &["yes"])),
    ];
    let body = |part: &Part, reference: &str| -> Value {
        let call = messenger().render(part, &Envelope::new(&to_person(), reference)).unwrap();
        serde_json::from_str(call.body.get()).unwrap()
    };
    for part in texts {
        let mut expected = body(&part, "");
        assert!(expected["message"].get("metadata").is_none());
        expected["message"]["metadata"] = json!("q1-W_e3r4T5y6U7i");
        assert_eq!(body(&part, "q1-W_e3r4T5y6U7i"), expected);
    }
    assert_eq!(body(&Part::Typing, "q1-W_e3r4T5y6U7i"), body(&Part::Typing, ""));
}

#[test]
fn typing_is_no_message() {
    let body = json!({ "recipient": { "id": PERSON }, "sender_action": "typing_on" });
    assert_eq!(rendered(&Part::Typing), (body, false));
}

/// The body of that part for the person, with what else stands on the envelope.
fn enveloped(part: &Part, quotes: Option<&str>, extras: Value) -> Value {
    let Value::Object(extras) = extras else { panic!("extras are an object") };
    let to = to_person();
    let envelope = Envelope { quotes, extras: Some(&extras), ..Envelope::new(&to, "q1-W_e3r4T5y6U7i") };
    serde_json::from_str(messenger().render(part, &envelope).unwrap().body.get()).unwrap()
}

#[test]
fn what_the_author_adds_stands_beside_the_message() {
    let extras = json!({
        "persona_id": "77",
        "notification_type": "NO_PUSH",
        "recipient": { "id": "somebody else" },
        "message": { "metadata": "mine", "is_forwarded": true, "text": "mine" },
    });
    let body = json!({
        "recipient": { "id": PERSON },
        "messaging_type": "RESPONSE",
        "persona_id": "77",
        "notification_type": "NO_PUSH",
        "reply_to": { "mid": "m_asked" },
        "message": { "text": "Hello", "metadata": "q1-W_e3r4T5y6U7i", "is_forwarded": true },
    });
    assert_eq!(enveloped(&Part::Text("Hello".into()), Some("m_asked"), extras.clone()), body);
    let typing = json!({ "recipient": { "id": PERSON }, "sender_action": "typing_on", "persona_id": "77" });
    assert_eq!(enveloped(&Part::Typing, Some("m_asked"), extras), typing);
}

#[test]
fn a_tag_and_the_type_of_the_message_agree() {
    let kind = |extras| {
        let body = enveloped(&Part::Text("Hello".into()), None, extras);
        (body["messaging_type"].clone(), body.get("tag").cloned())
    };
    let agent = Some(json!("HUMAN_AGENT"));
    assert_eq!(kind(json!({ "tag": "HUMAN_AGENT" })), (json!("MESSAGE_TAG"), agent));
    assert_eq!(kind(json!({ "messaging_type": "UPDATE", "tag": "HUMAN_AGENT" })), (json!("UPDATE"), None));
    assert_eq!(kind(json!({})), (json!("RESPONSE"), None));
}

#[test]
fn a_private_reply_has_no_tag_and_answers_the_comment() {
    let to = Destination { chat: Chat::of_comment("1_2"), ..to_person() };
    let Value::Object(extras) = json!({ "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT" }) else {
        panic!()
    };
    let envelope = Envelope { quotes: Some("m_1"), extras: Some(&extras), ..Envelope::new(&to, "") };
    let call = messenger().render(&Part::Text("Five euros".into()), &envelope).unwrap();
    let body: Value = serde_json::from_str(call.body.get()).unwrap();
    let private = json!({
        "recipient": { "comment_id": "1_2" },
        "messaging_type": "RESPONSE",
        "message": { "text": "Five euros" },
    });
    assert_eq!(body, private);
}

fn native(endpoint: &str, body: Value) -> Part {
    let Value::Object(body) = body else { panic!("a body is an object") };
    let (texts, payloads, elsewhere) = (Vec::new(), Vec::new(), None);
    let endpoint = endpoint.to_owned();
    Part::Native(Native { platform: Platform::MESSENGER, endpoint, body, texts, payloads, elsewhere })
}

#[test]
fn native_json_gets_recipient_and_name() {
    let utility =
        native("", json!({ "messaging_type": "UTILITY", "message": { "template": { "name": "sent" } } }));
    let body = json!({
        "recipient": { "id": PERSON },
        "messaging_type": "UTILITY",
        "message": { "template": { "name": "sent" }, "metadata": "q1-W_e3r4T5y6U7i" },
    });
    assert_eq!(enveloped(&utility, None, json!({ "tag": "HUMAN_AGENT" })), body);
    for body in [json!({}), json!({ "text": "hi" }), json!({ "message": "hi" })] {
        let refused = messenger().render(&native("", body), &Envelope::new(&to_person(), "")).unwrap_err();
        assert!(refused.to_string().contains("`message` or a `sender_action`"), "{refused}");
    }
}

#[test]
fn another_edge_is_called_with_the_recipient_and_counts_as_no_message() {
    let pass = native("pass_thread_control", json!({ "target_app_id": "263902037430900" }));
    let call = messenger().render(&pass, &Envelope::new(&to_person(), "q1-W_e3r4T5y6U7i")).unwrap();
    let body: Value = serde_json::from_str(call.body.get()).unwrap();
    assert_eq!(body, json!({ "target_app_id": "263902037430900", "recipient": { "id": PERSON } }));
    assert_eq!((call.endpoint.as_str(), messenger().counts(&call)), ("pass_thread_control", false));
    let answer = Response { status: 200, retry_after: None, body: br#"{"success":true}"#.to_vec() };
    assert_eq!(messenger().interpret(&call, &answer), Delivery::Sent(None));
}

#[test]
fn what_messenger_cannot_show_or_reach_is_undeliverable() {
    let refused = messenger().render(&list(), &Envelope::new(&to_person(), "")).unwrap_err();
    assert_eq!(refused.to_string(), "Messenger has no lists");
    let file = Source::Id("77".to_owned());
    let card =
        Card { title: "Rome".into(), subtitle: None, image: Some(file.clone()), url: None, buttons: vec![] };
    let copy = Button::of("Code", Action::Copy("RED".to_owned()));
    let picture =
        Media { kind: MediaKind::Image, source: file, caption: Some("Rome".into()), buttons: vec![] };
    let album = Album { items: vec![], caption: Some("Rome".into()) };
    for part in [
        Part::Cards(Carousel { text: None, cards: vec![card], square: false }),
        Part::Cards(Carousel { text: Some("Rome".into()), cards: vec![], square: false }),
        Part::Buttons { question: Question { text: "Code".into(), buttons: vec![copy] }, vanish: false },
        Part::Media(picture),
        Part::Album(album),
        Part::LocationRequest("Where?".into()),
    ] {
        assert!(messenger().render(&part, &Envelope::new(&to_person(), "")).is_err(), "{part:?}");
    }
    let nobody = messenger().render(&Part::Typing, &Envelope::new(&Destination::default(), "")).unwrap_err();
    assert_eq!(nobody.to_string(), "the person has no page-scoped id");
    let Capabilities { list, .. } = messenger().capabilities();
    assert!(list.is_none());
}

#[test]
fn a_call_goes_to_the_page_with_its_token_in_the_header() {
    let call = messenger().render(&Part::Typing, &Envelope::new(&to_person(), "")).unwrap();
    let request = messenger().request(PAGE, &call).unwrap();
    assert_eq!(request.url.expose_secret(), "https://graph.facebook.com/v26.0/102030405060708/messages");
    assert_eq!(request.authorization.unwrap().expose_secret(), "Bearer PAGE-TOKEN");
    assert_eq!(request.body, call.body.get().as_bytes());
    assert!(messenger().request("999", &call).is_none());
}

#[test]
fn a_press_needs_no_answer_of_its_own() {
    assert!(messenger().answer_press("m_press", None).is_none());
    assert_eq!(messenger().platform(), Platform::MESSENGER);
    assert_eq!(messenger().accounts(), [PAGE]);
}

#[test]
fn no_secret_is_printed() {
    let call = Call::new("messages", &json!({}));
    let request = messenger().request(PAGE, &call).unwrap();
    let refused = messenger().verify(&HeaderMap::new(), b"").unwrap_err();
    let printed =
        format!("{:?} {:?} {request:?} {refused:?}", messenger(), crate::page(PAGE, &["APP-SECRET"]));
    for secret in ["PAGE-TOKEN", "APP-SECRET", "VERIFY-TOKEN"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}
