//! Whatever is called: there is an answer.

use http::Method;
use proptest::{collection, option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use super::{ana, call, now, worlds};
use crate::{Credentials, act::Act};

/// Words that mean something somewhere.
const WORDS: [&str; 54] = [
    "recipient",
    "id",
    "message",
    "text",
    "attachment",
    "attachments",
    "type",
    "payload",
    "template",
    "template_type",
    "generic",
    "button",
    "buttons",
    "elements",
    "quick_replies",
    "content_type",
    "title",
    "url",
    "messaging_type",
    "RESPONSE",
    "UTILITY",
    "sender_action",
    "typing_on",
    "react",
    "get_started",
    "greeting",
    "persistent_menu",
    "locale",
    "default",
    "fields",
    "messaging_product",
    "whatsapp",
    "recipient_type",
    "individual",
    "to",
    "body",
    "interactive",
    "action",
    "list",
    "sections",
    "rows",
    "carousel",
    "cards",
    "header",
    "image",
    "link",
    "status",
    "read",
    "components",
    "parameters",
    "name",
    "language",
    "code",
    "7248301148550001",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(&WORDS[..]).prop_map(str::to_owned), 1 => any::<String>(), 1 => Just("15550000001".to_owned())]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 40, 5, |inner| {
        prop_oneof![
            collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            collection::vec((word(), inner), 0..6)
                .prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

const EDGES: [&str; 9] = [
    "messages",
    "message_attachments",
    "messenger_profile",
    "media",
    "whatsapp_business_profile",
    "conversational_automation",
    "subscribed_apps",
    "message_templates",
    "",
];

/// A message that is whole but for what stands in it.
fn nearly(content: Value) -> [Value; 3] {
    let text = json!({ "messaging_type": "RESPONSE", "recipient": { "id": "7248301148550001" }, "message": content });
    let template = json!({
        "messaging_type": "RESPONSE",
        "recipient": { "id": "7248301148550001" },
        "message": { "attachment": { "type": "template", "payload": content } },
    });
    let interactive = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "15550000001",
        "type": "interactive",
        "interactive": content,
    });
    [text, template, interactive]
}

fn path() -> impl Strategy<Value = String> {
    let known = Credentials::default();
    let node = prop_oneof![Just(known.page_id.to_owned()), Just(known.phone_number_id.to_owned()), word()];
    let edge = prop_oneof![4 => select(&EDGES[..]).prop_map(str::to_owned), 1 => any::<String>()];
    (option::of(Just("v26.0/")), node, edge, option::of(any::<String>())).prop_map(
        |(version, node, edge, query)| {
            let query = query.map(|query| format!("?fields={query}")).unwrap_or_default();
            format!("{}{node}/{edge}{query}", version.unwrap_or_default())
        },
    )
}

fn is_answer(status: u16, body: &[u8]) -> bool {
    (200..600).contains(&status) && serde_json::from_slice::<Value>(body).is_ok_and(|body| body.is_object())
}

proptest! {
    #[test]
    fn every_call_is_answered(
        path in path(),
        body in any_json(),
        method in select(&[Method::GET, Method::POST, Method::DELETE][..]),
    ) {
        for world in &mut worlds() {
            let answer = world.serve(&call(method.clone(), &path, &body), now()).answer;
            prop_assert!(is_answer(answer.status, &answer.body));
            world.chats(&ana(), now());
        }
    }

    #[test]
    fn every_message_is_answered(content in any_json()) {
        let known = Credentials::default();
        for body in nearly(content) {
            for (world, node) in worlds().iter_mut().zip([known.page_id, known.phone_number_id]) {
                let answer = world.serve(&call(Method::POST, &format!("v26.0/{node}/messages"), &body), now()).answer;
                prop_assert!(is_answer(answer.status, &answer.body));
                world.chats(&ana(), now());
            }
        }
    }

    #[test]
    fn every_form_is_answered(content_type in any::<String>(), bytes in any::<Vec<u8>>()) {
        let known = Credentials::default();
        for (world, edge) in worlds().iter_mut().zip(["message_attachments", "media"]) {
            for node in [known.page_id, known.phone_number_id] {
                let mut call = call(Method::POST, &format!("v26.0/{node}/{edge}"), &Value::Null);
                call.content_type = format!("multipart/form-data; boundary={content_type}");
                call.body = bytes.clone().into();
                let answer = world.serve(&call, now()).answer;
                prop_assert!(is_answer(answer.status, &answer.body));
            }
        }
    }

    #[test]
    fn every_deed_is_told_or_refused(text in any::<String>(), key in word(), at in any::<(f64, f64)>()) {
        let deeds = [
            Act::Say { text: text.clone(), quotes: Some(key.clone()) },
            Act::Start { link: Some(text.clone()) },
            Act::Press { key: key.clone() },
            Act::SendLocation { latitude: at.0, longitude: at.1 },
            Act::SendMedia { kind: key.clone(), name: text.clone(), caption: Some(text.clone()) },
            Act::React { bubble: key.clone(), emoji: Some(text.clone()) },
            Act::Edit { bubble: key, text },
        ];
        for world in &mut worlds() {
            for act in &deeds {
                if let Ok(updates) = world.act(&ana(), None, act, now()) {
                    for webhook in world.webhooks(updates, now()) {
                        prop_assert!(serde_json::from_slice::<Value>(&webhook.body).is_ok());
                    }
                }
            }
        }
    }
}
