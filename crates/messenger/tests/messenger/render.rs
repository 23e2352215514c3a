//! The calls that parts of a reply become.

use http::HeaderMap;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tertulia_core::{
    Adapter as _, Button, Call, Chat, Destination, List, Platform, Question, Row, Section,
    plan::{Capabilities, Part},
};

use crate::{PAGE, PERSON, messenger, to_person};

pub(crate) fn buttons(titles: &[&str]) -> Vec<Button<String>> {
    let button = |title: &&str| Button::carrying((*title).to_owned(), format!("/{title}"));
    titles.iter().map(button).collect()
}

pub(crate) fn question(text: &str, titles: &[&str]) -> Question<String> {
    Question { text: text.to_owned(), buttons: buttons(titles) }
}

fn list() -> Part {
    let row = Row { title: "Apple".to_owned(), description: None, payload: "/apple".to_owned() };
    let section = Section { title: String::new(), rows: vec![row] };
    Part::List(List {
        text: "What?".to_owned(),
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
    assert_eq!(rendered(&Part::Text("Hello \"you\"\n👋".to_owned())), (body, true));
}

#[test]
fn row_27_the_answer_to_a_comment_is_a_private_reply() {
    let text = Part::Text("Five euros".to_owned());
    let mut to = to_person();
    to.chat = Chat::of_comment("1_2");
    for to in [&to, &Destination { aliases: Vec::new(), ..to.clone() }] {
        let call = messenger().render(&text, &Envelope::new(to, "")).unwrap();
        let body: Value = serde_json::from_str(call.body.get()).unwrap();
        assert_eq!(body["recipient"], json!({ "comment_id": "1_2" }));
        assert!(messenger().render(&Part::Typing, to, "").is_err());
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
        Part::Text("Hello".to_owned()),
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

#[test]
fn what_messenger_cannot_show_or_reach_is_undeliverable() {
    let refused = messenger().render(&list(), &Envelope::new(&to_person(), "")).unwrap_err();
    assert_eq!(refused.to_string(), "Messenger has no lists");
    let nobody = messenger().render(&Part::Typing, &Destination::default(), "").unwrap_err();
    assert_eq!(nobody.to_string(), "the person has no page-scoped id");
    let Capabilities { list, .. } = messenger().capabilities();
    assert!(list.is_none());
}

#[test]
fn a_call_goes_to_the_page_with_its_token_in_the_header() {
    let call = messenger().render(&Part::Typing, &to_person(), "").unwrap();
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
