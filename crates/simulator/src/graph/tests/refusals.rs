//! What Meta refuses, with which codes.

use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{act, call, native, now, read, send, text, worlds};
use crate::{Credentials, act::Act};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn codes(error: &Value) -> (i64, Option<i64>) {
    (error["error"]["code"].as_i64().unwrap(), error["error"]["error_subcode"].as_i64())
}

#[test]
fn after_a_day_only_what_was_approved_is_taken() {
    let [mut messenger, mut whatsapp] = worlds();
    let text_there = text(messenger.as_ref());
    let at = now() + DAY;
    assert_eq!(send(messenger.as_mut(), &text_there, at - SignedDuration::from_secs(1)).answer.status, 200);
    let refused = send(messenger.as_mut(), &text_there, at).answer;
    assert_eq!((refused.status, codes(&read(&refused))), (400, (10, Some(2_018_278))));

    let mut tagged = text_there.clone();
    tagged["messaging_type"] = "MESSAGE_TAG".into();
    tagged["tag"] = "HUMAN_AGENT".into();
    assert_eq!(send(messenger.as_mut(), &tagged, at).answer.status, 200);
    assert_eq!(send(messenger.as_mut(), &tagged, now() + DAY * 7).answer.status, 400);
    let mut utility = text_there;
    utility["messaging_type"] = "UTILITY".into();
    utility["message"] = json!({ "template": { "name": "shipped", "language": { "code": "en" } } });
    assert_eq!(send(messenger.as_mut(), &utility, now() + DAY * 30).answer.status, 200);

    let text_here = text(whatsapp.as_ref());
    assert_eq!(send(whatsapp.as_mut(), &text_here, at - SignedDuration::from_secs(1)).answer.status, 200);
    let refused = send(whatsapp.as_mut(), &text_here, at).answer;
    assert_eq!((refused.status, codes(&read(&refused))), (400, (131_047, None)));
    let mut template = text_here;
    template["type"] = "template".into();
    template["template"] = json!({ "name": "shipped", "language": { "code": "en_US" } });
    if let Value::Object(template) = &mut template {
        template.remove("text");
    }
    assert_eq!(send(whatsapp.as_mut(), &template, at).answer.status, 200);
}

#[test]
fn a_token_has_to_be_the_right_one() {
    let known = Credentials::default();
    for (world, node) in worlds().iter_mut().zip([known.page_id, known.phone_number_id]) {
        let mut call = call(Method::POST, &format!("v26.0/{node}/messages"), &text(world.as_ref()));
        for wrong in [None, Some("Bearer another".to_owned())] {
            call.authorization = wrong;
            let refused = world.serve(&call, now()).answer;
            let error = read(&refused);
            assert_eq!((refused.status, codes(&error).0), (401, 190));
            assert_eq!(error["error"]["type"], "OAuthException");
            assert!(error["error"]["fbtrace_id"].is_string());
        }
    }
}

#[test]
fn nobody_can_be_written_to() {
    let [mut messenger, mut whatsapp] = worlds();
    let mut body = text(messenger.as_ref());
    body["recipient"]["id"] = "1".into();
    assert_eq!(codes(&read(&send(messenger.as_mut(), &body, now()).answer)), (100, Some(2_018_001)));
    // WhatsApp takes it, and says later that it did not arrive.
    let mut body = text(whatsapp.as_ref());
    body["to"] = "4915112345678".into();
    let served = send(whatsapp.as_mut(), &body, now());
    assert_eq!(served.answer.status, 200);
    let status = &served.updates[0].0["statuses"][0];
    assert_eq!(
        (status["status"].as_str(), status["errors"][0]["code"].as_i64()),
        (Some("failed"), Some(131_026))
    );
}

#[test]
fn who_sends_too_fast_waits() {
    let [mut messenger, mut whatsapp] = worlds();
    let body = text(whatsapp.as_ref());
    let statuses: Vec<_> = (0..46).map(|_| send(whatsapp.as_mut(), &body, now()).answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 45);
    assert_eq!(codes(&read(&send(whatsapp.as_mut(), &body, now()).answer)).0, 131_056);
    let later = now() + SignedDuration::from_secs(6);
    assert_eq!(send(whatsapp.as_mut(), &body, later).answer.status, 200);

    let body = text(messenger.as_ref());
    let refused = (0..400).map(|_| send(messenger.as_mut(), &body, now()).answer).find(|it| it.status != 200);
    let refused = refused.unwrap();
    assert_eq!((codes(&read(&refused)).0, refused.retry_after), (613, Some(1)));
}

#[test]
fn who_is_known_by_the_scoped_id_alone_is_reached() {
    let [_, mut whatsapp] = worlds();
    let body = text(whatsapp.as_ref());
    let served = send(whatsapp.as_mut(), &body, now());
    let bsuid = served.updates[0].0["statuses"][0]["recipient_user_id"].clone();
    let mut body = text(whatsapp.as_ref());
    if let Value::Object(body) = &mut body {
        body.remove("to");
    }
    body["recipient"] = bsuid;
    let answer = read(&send(whatsapp.as_mut(), &body, now()).answer);
    assert_eq!(answer["contacts"][0]["wa_id"], native(whatsapp.as_ref()));
}

#[test]
fn an_unknown_object_is_said_to_be_unknown() {
    let known = Credentials::default();
    for (world, token_of) in worlds().iter_mut().zip([known.page_id, known.phone_number_id]) {
        let mut call = call(Method::POST, &format!("v26.0/{token_of}/nothing"), &json!({}));
        let refused = world.serve(&call, now()).answer;
        assert_eq!(codes(&read(&refused)), (100, Some(33)));
        call.path = "v26.0/1/messages".to_owned();
        assert_eq!(codes(&read(&world.serve(&call, now()).answer)), (100, Some(33)));
    }
}

#[test]
fn the_menu_needs_a_button_to_begin() {
    let [mut messenger, _] = worlds();
    let known = Credentials::default();
    let path = format!("v26.0/{}/messenger_profile", known.page_id);
    let item = json!({ "type": "postback", "title": "Help", "payload": "help" });
    let menu = json!({ "persistent_menu": [{ "locale": "default", "call_to_actions": [item] }] });
    let mut told = |method, body: &Value| read(&messenger.serve(&call(method, &path, body), now()).answer);
    // A page that was set up has one.
    assert_eq!(told(Method::DELETE, &json!({ "fields": ["get_started"] }))["result"], "success");
    assert_eq!(codes(&told(Method::POST, &menu)), (100, Some(2_018_145)));
    assert_eq!(told(Method::POST, &json!({ "get_started": { "payload": "begin" } }))["result"], "success");
    assert_eq!(told(Method::POST, &menu)["result"], "success");
    assert_eq!(codes(&told(Method::DELETE, &json!({ "fields": ["get_started"] }))), (100, Some(2_018_145)));
}

#[test]
fn a_blocked_page_is_told_so() {
    let [mut messenger, _] = worlds();
    act(messenger.as_mut(), &Act::Block);
    let body = text(messenger.as_ref());
    assert_eq!(codes(&read(&send(messenger.as_mut(), &body, now()).answer)), (551, Some(1_545_041)));
}
