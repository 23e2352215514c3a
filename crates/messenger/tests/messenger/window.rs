//! What is said to somebody who wrote more than 24 hours ago.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tertulia_core::{Call, Destination, Reply, Result};
use tertulia_messenger::reply::{MessengerReply as _, Tag, UtilityTemplate};

use crate::{to_person, turn::turn, validator};

fn said(hours: i64, say: impl Fn(Reply) + Clone + Send + Sync + 'static) -> Result<Vec<Call>> {
    let heard = Some(Timestamp::UNIX_EPOCH - SignedDuration::from_hours(hours));
    turn(say, Destination { heard, ..to_person() })
}

/// Under which `messaging_type` everything was sent.
fn types(calls: Vec<Call>) -> Vec<String> {
    let bodies = calls.iter().map(|call| serde_json::from_str(call.body.get()).unwrap());
    bodies.map(|body: Value| body["messaging_type"].as_str().unwrap_or("action").to_owned()).collect()
}

fn sent() -> UtilityTemplate {
    UtilityTemplate::new("order_sent", "en").body("566701").elsewhere("elsewhere")
}

fn news(reply: Reply) {
    reply.messenger_seen();
    reply
        .outside_window(sent())
        .typing(std::time::Duration::from_secs(1))
        .text("It is on its way!")
        .text("Soon.");
}

#[test]
fn a_utility_template_is_sent_once_in_the_place_of_free_messages() {
    assert_eq!(types(said(23, news).unwrap()), ["action", "action", "RESPONSE", "RESPONSE"]);
    let calls = said(24, news).unwrap();
    validator::judge(&calls);
    assert!(calls[1].body.get().contains(r#""name":"order_sent""#), "{}", calls[1].body.get());
    assert_eq!(types(calls), ["action", "UTILITY"]);
}

#[test]
fn a_tag_is_good_for_seven_days() {
    let human = |reply: Reply| drop(reply.messenger(|m| m.tag(Tag::HumanAgent)).text("Ana here."));
    assert_eq!(types(said(167, human).unwrap()), ["MESSAGE_TAG"]);
    assert!(said(168, human).is_err());
    let untagged =
        |reply: Reply| drop(reply.messenger(|m| m.unasked().tag(Tag::HumanAgent)).text("Ana here."));
    assert!(said(25, untagged).is_err(), "the tag is left out there");
}

#[test]
fn everything_else_is_refused_before_it_is_sent() {
    let error =
        said(31, |reply| drop(reply.messenger_utility_template(sent()).text("hi"))).unwrap_err().to_string();
    let told = "this is said to somebody who wrote 31 h ago; Messenger takes only utility templates after 24 h: \
                declare one with `reply.outside_window(…)`";
    assert!(error.contains("window.rs:") && error.ends_with(told) && error.lines().count() == 1, "{error}");
}

#[test]
fn what_is_wrong_in_a_template_is_told() {
    let nameless = |reply: Reply| drop(reply.outside_window(UtilityTemplate::new("", "en")).text("hi"));
    let error = said(0, nameless).unwrap_err().to_string();
    assert!(
        error.contains("window.rs:") && error.ends_with("a utility template has a name and a language"),
        "{error}"
    );
}
