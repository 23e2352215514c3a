//! What is asked of Meta, besides that something be said.

use http::Method;
use serde_json::{Value, json};

use super::{call, native, now, read, worlds};
use crate::{Credentials, world::World};

fn ask(world: &mut dyn World, method: Method, path: &str) -> Value {
    let known = Credentials::default();
    let mut call = call(method, path, &Value::Null);
    let token = if world.platform().as_str() == "messenger" { known.page_token } else { known.access_token };
    call.authorization = Some(format!("Bearer {token}"));
    read(&world.serve(&call, now()).answer)
}

#[test]
fn a_page_is_told_who_writes() {
    let [mut messenger, _] = worlds();
    let psid = native(messenger.as_ref());
    let person = ask(messenger.as_mut(), Method::GET, &format!("v26.0/{psid}?fields=first_name,locale"));
    assert_eq!(person, json!({ "id": psid, "first_name": "Ana", "locale": "en_US" }));
    assert_eq!(ask(messenger.as_mut(), Method::GET, "v26.0/1")["error"]["code"], 100);
}

#[test]
fn a_page_subscribes_and_hands_over() {
    let [mut messenger, _] = worlds();
    let page = Credentials::default().page_id;
    for edge in ["subscribed_apps?subscribed_fields=messages", "pass_thread_control", "take_thread_control"] {
        let told = ask(messenger.as_mut(), Method::POST, &format!("v26.0/{page}/{edge}"));
        assert_eq!(told, json!({ "success": true }), "{edge}");
    }
    let apps = ask(messenger.as_mut(), Method::GET, &format!("v26.0/{page}/subscribed_apps"));
    assert_eq!(apps["data"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_file_by_its_address_has_an_id() {
    let [mut messenger, _] = worlds();
    let page = Credentials::default().page_id;
    let payload = json!({ "url": "https://example.com/a.png", "is_reusable": true });
    let body = json!({ "message": { "attachment": { "type": "image", "payload": payload } } });
    let upload = call(Method::POST, &format!("v26.0/{page}/message_attachments"), &body);
    assert!(read(&messenger.serve(&upload, now()).answer)["attachment_id"].is_string());
}

#[test]
fn a_number_tells_of_itself_and_its_business() {
    let [_, mut whatsapp] = worlds();
    let number = Credentials::default().phone_number_id;
    let about = ask(whatsapp.as_mut(), Method::GET, &format!("v26.0/{number}"));
    assert_eq!(about["display_phone_number"], "15550783881");
    let asked =
        ask(whatsapp.as_mut(), Method::GET, &format!("v26.0/{number}?fields=conversational_automation"));
    assert_eq!(asked, json!({ "id": number, "conversational_automation": {} }));
    let business = "v26.0/102290129340398";
    let templates = ask(whatsapp.as_mut(), Method::GET, &format!("{business}/message_templates"));
    assert_eq!(templates, json!({ "data": [] }));
    let subscribed = ask(whatsapp.as_mut(), Method::POST, &format!("{business}/subscribed_apps"));
    assert_eq!(subscribed, json!({ "success": true }));
}

#[test]
fn files_of_both_have_different_ids() {
    let [mut messenger, mut whatsapp] = worlds();
    let send = crate::Act::SendMedia { kind: "image".to_owned(), name: "a.png".to_owned(), caption: None };
    let mut urls = Vec::new();
    for world in [&mut messenger, &mut whatsapp] {
        super::act(world.as_mut(), &send);
        let bubble = world.chats(&super::ana(), now()).remove(0).bubbles.pop().unwrap();
        urls.push(serde_json::to_value(&bubble.attached[0]).unwrap()["url"].clone());
    }
    assert_ne!(urls[0], urls[1]);
}
