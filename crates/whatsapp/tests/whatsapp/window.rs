//! What is said to somebody who wrote more than 24 hours ago.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tertulia_core::{Destination, Platform, Reply};
use tertulia_whatsapp::{Template, WhatsAppReply as _};

use crate::{reply::turn, to_person, wire};

fn hours_ago(hours: i64) -> Destination {
    let heard = Some(Timestamp::UNIX_EPOCH - SignedDuration::from_hours(hours));
    Destination { heard, ..to_person() }
}

/// The kinds of messages that were said.
fn kinds(hours: i64, say: impl Fn(&Reply) + Clone + Send + Sync + 'static) -> Vec<String> {
    let outcome = turn(say, hours_ago(hours)).unwrap();
    let bodies = outcome.calls.iter().map(|call| serde_json::from_str(call.call.body.get()).unwrap());
    bodies.map(|body: Value| body["type"].as_str().or(body["status"].as_str()).unwrap().to_owned()).collect()
}

fn shipped() -> Template {
    Template::new("order_shipped", "en_US").body(["7"]).quick_reply(0, "yes").elsewhere("elsewhere")
}

fn said(reply: &Reply) {
    reply.whatsapp_read();
    reply.outside_window(shipped()).text("Order 7 is on its way!").image("https://example.com/7.jpg");
}

#[test]
fn a_template_is_sent_once_in_the_place_of_free_messages() {
    assert_eq!(kinds(23, said), ["read", "text", "image"]);
    assert_eq!(kinds(24, said), ["read", "template"]);
    let outcome = turn(said, hours_ago(30)).unwrap();
    let body: Value = serde_json::from_str(outcome.calls[1].call.body.get()).unwrap();
    assert_eq!(body["template"]["components"][0]["parameters"][0]["text"], "7");
    assert_eq!(body["template"]["components"][1]["parameters"][0]["payload"], "/yes");
    wire::judge([("messages".to_owned(), body)]);
}

#[test]
fn a_template_is_said_at_any_time() {
    assert_eq!(kinds(1000, |reply| drop(reply.whatsapp_template(shipped()))), ["template"]);
}

#[test]
fn everything_else_is_refused_before_it_is_sent() {
    let told = "this is said to somebody who wrote 31 h ago; WhatsApp takes only templates after 24 h: \
                declare one with `reply.outside_window(…)`";
    for say in [
        |reply: &Reply| drop(reply.text("hi")),
        |reply: &Reply| drop(reply.whatsapp_reaction("👍")),
        |reply: &Reply| {
            let text = serde_json::json!({"type": "text", "text": {"body": "hi"}});
            drop(reply.raw(Platform::WHATSAPP, "", text));
        },
    ] {
        let error = turn(say, hours_ago(31)).unwrap_err().to_string();
        assert!(error.contains("window.rs:") && error.ends_with(told), "{error}");
    }
}
