//! Both worlds of Meta, called as anybody could call them.

mod edges;
mod hostile;
mod refusals;
mod samples;

use bytes::Bytes;
use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::{
    Credentials, Person,
    act::Act,
    call::{Answer, ApiCall},
    messenger::Messenger,
    whatsapp::WhatsApp,
    world::{Served, World},
};

/// When everything happens.
fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(1_780_000_000)
}

fn ana() -> Person {
    Person::new("ana", 1)
}

/// Both platforms, on which Ana has just said something.
fn worlds() -> [Box<dyn World>; 2] {
    let known = Credentials::default();
    let mut worlds: [Box<dyn World>; 2] = [Box::new(Messenger::new(&known)), Box::new(WhatsApp::new(&known))];
    for world in &mut worlds {
        act(world.as_mut(), &Act::Say { text: "hello".to_owned(), quotes: None });
    }
    worlds
}

fn act(world: &mut dyn World, act: &Act) {
    world.act(&ana(), None, act, now()).unwrap();
}

/// The name that the platform has for Ana.
fn native(world: &dyn World) -> String {
    world.chats(&ana(), now())[0].id.clone()
}

/// A call with the token of both.
fn call(method: Method, path: &str, body: &Value) -> ApiCall {
    let known = Credentials::default();
    let token = if path.contains(known.page_id) { known.page_token } else { known.access_token };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    ApiCall {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        authorization: Some(format!("Bearer {token}")),
        content_type: "application/json".to_owned(),
        body: if body.is_null() { Bytes::new() } else { body.to_string().into() },
    }
}

/// The page or number sends that.
fn send(world: &mut dyn World, body: &Value, at: Timestamp) -> Served {
    let known = Credentials::default();
    let node = if world.platform().as_str() == "messenger" { known.page_id } else { known.phone_number_id };
    world.serve(&call(Method::POST, &format!("v26.0/{node}/messages"), body), at)
}

fn text(world: &dyn World) -> Value {
    let to = native(world);
    if world.platform().as_str() == "messenger" {
        json!({ "messaging_type": "RESPONSE", "recipient": { "id": to }, "message": { "text": "Hello" } })
    } else {
        json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": to,
            "type": "text",
            "text": { "body": "Hello" },
        })
    }
}

fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}
