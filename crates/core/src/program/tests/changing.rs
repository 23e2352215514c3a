//! Messages that take the place of earlier ones, and messages that are deleted.

use super::*;
use crate::{plan::Policy, turn::OutgoingCall};

static CHANGING: Capabilities = Capabilities { edits: true, ..SHORT };
const SHORT: Capabilities = {
    let mut plain = Capabilities::new(Platform::new("plain"), Unit::CodePoints, 20);
    plain.buttons.count = 100;
    plain.buttons.title = 64;
    plain
};
static STAYING: Capabilities = SHORT;

fn chat(main: Context, capabilities: &'static Capabilities) -> Chat {
    Chat { adapter: Plain { edits: false, capabilities }, ..Chat::with([main.everything_else("What?")]) }
}

/// What is called, with the text, what it is about, and what is called instead.
fn called(outcome: &Outcome) -> Vec<String> {
    let shown = |call: &OutgoingCall| {
        let body: Value = serde_json::from_str(call.call.body.get()).unwrap();
        let text = body["text"].as_str().unwrap_or_default();
        let about = body["replaces"].as_str().or(call.about.as_deref()).unwrap_or_default();
        let instead = call.instead.as_ref().map_or("", |instead| &instead.endpoint);
        format!("{} {text}|{about}|{instead}", call.call.endpoint)
    };
    outcome.calls.iter().map(shown).collect()
}

fn press(payload: &str, message: Option<&str>) -> Event {
    let mut press = event(EventKind::Postback(payload.into()));
    press.message_id = message.map(Into::into);
    press
}

fn basket() -> Context {
    Context::new("main").postback("more", |reply: Reply| {
        reply.in_place().button("2 in it", [Button::postback("More", "more")]).text("Anything else?")
    })
}

#[test]
fn the_pressed_message_takes_the_first_and_others_follow() {
    let mut chat = chat(basket(), &CHANGING);
    let (heard, outcome) = chat.try_event(press("more", Some("17"))).unwrap();
    assert_eq!(called(&outcome), ["edit 2 in it|17|send", "send Anything else?||"]);
    let instead = outcome.calls[0].instead.as_ref().unwrap();
    assert!(instead.body.get().contains("2 in it") && !instead.body.get().contains("17"), "{instead:?}");
    assert_eq!(heard.texts, ["2 in it", "Anything else?"]);
}

#[test]
fn without_a_message_to_change_all_is_said_anew() {
    let anew = ["send 2 in it||", "send Anything else?||"];
    let (_, nowhere) = chat(basket(), &STAYING).try_event(press("more", Some("17"))).unwrap();
    assert_eq!(called(&nowhere), anew, "the platform changes nothing");
    let (_, unknown) = chat(basket(), &CHANGING).try_event(press("more", None)).unwrap();
    assert_eq!(called(&unknown), anew, "nobody knows where the button stood");
    let typed = Context::new("main").keyword("more", |reply: Reply| reply.in_place().text("2"));
    let typed = chat(typed, &CHANGING);
    let mut written = written("more");
    written.message_id = Some("17".into());
    let (_, typed) = { typed }.try_event(written).unwrap();
    assert_eq!(called(&typed), ["send 2||"], "what people wrote is not ours to change");
}

fn orders() -> Context {
    Context::new("main")
        .keyword("order", |reply: Reply| reply.typing(Duration::from_secs(1)).named("order").text("Cooking."))
        .keyword("ready", |reply: Reply| reply.edit("order").text("Ready."))
        .keyword("long", |reply: Reply| reply.edit("order").text("It is ready. Please come to the table."))
        .keyword("gone", |reply: Reply| reply.delete("order").text("Enjoy!"))
        .keyword("at once", |reply: Reply| {
            reply.named("order").text("Cooking.");
            reply.edit("order").text("Ready.").text("Really.");
            reply.delete("order")
        })
}

fn name(outcome: &Outcome) -> &str {
    outcome
        .state
        .named
        .iter()
        .find(|message| message.name == "order")
        .map_or("", |message| &message.reference)
}

#[test]
fn a_named_message_is_changed_by_later_turns() {
    let mut chat = chat(orders(), &CHANGING);
    let said = chat.try_event(written("order")).unwrap().1;
    let first = said.calls.last().unwrap();
    assert!(first.named && first.instead.is_none());
    assert_eq!(name(&said), first.reference);
    let changed = chat.try_event(written("ready")).unwrap().1;
    assert_eq!(called(&changed), [format!("edit Ready.|{}|send", first.reference)]);
    assert!(changed.calls[0].named, "its id is kept by the new reference, whichever call is made");
    assert_eq!(name(&changed), changed.calls[0].reference);
    let long = chat.try_event(written("long")).unwrap().1;
    assert_eq!(called(&long)[0], format!("edit It is ready.|{}|send", changed.calls[0].reference));
    assert_eq!((long.calls.len(), long.calls[1].about.as_deref()), (3, None), "the rest follows");
    assert_eq!(name(&long), long.calls[0].reference, "the one in its place has the name");
}

#[test]
fn a_named_message_is_deleted() {
    let mut chat = chat(orders(), &CHANGING);
    let said = chat.try_event(written("order")).unwrap().1;
    let gone = chat.try_event(written("gone")).unwrap().1;
    let reference = &said.calls.last().unwrap().reference;
    assert_eq!(called(&gone), [format!("delete |{reference}|"), "send Enjoy!||".to_owned()]);
    assert_ne!(gone.calls[0].reference, gone.calls[1].reference);
    assert_eq!(name(&gone), "");
    let again = chat.try_event(written("gone")).unwrap().1;
    assert_eq!(called(&again), ["send Enjoy!||"], "there is nothing left to delete");
    let anew = chat.try_event(written("ready")).unwrap().1;
    assert_eq!((called(&anew), name(&anew)), (vec!["send Ready.||".to_owned()], &*anew.calls[0].reference));
}

#[test]
fn what_is_said_in_a_turn_can_be_changed_in_it_once() {
    let mut chat = chat(orders(), &CHANGING);
    let outcome = chat.try_event(written("at once")).unwrap().1;
    let [said, changed, ..] = &outcome.calls[..] else { panic!("{:?}", called(&outcome)) };
    let expected = [
        "send Cooking.||".to_owned(),
        format!("edit Ready.|{}|send", said.reference),
        "send Really.||".to_owned(),
        format!("delete |{}|", changed.reference),
    ];
    assert_eq!(called(&outcome), expected);
    assert_ne!(changed.reference, said.reference);
}

#[test]
fn where_nothing_changes_names_cost_nothing() {
    let mut chat = chat(orders(), &STAYING);
    let said = chat.try_event(written("order")).unwrap().1;
    assert!(said.calls.iter().all(|call| !call.named) && said.state.named.is_empty());
    assert_eq!(called(&chat.try_event(written("ready")).unwrap().1), ["send Ready.||"]);
    assert_eq!(called(&chat.try_event(written("gone")).unwrap().1), ["send Enjoy!||"]);
}

#[test]
fn what_must_not_be_lost_fails_where_nothing_is_deleted() {
    let strict = || {
        Context::new("main")
            .keyword("gone", |reply: Reply| reply.policy(Policy::Deny).delete("order").text("!"))
    };
    let error = chat(strict(), &STAYING).try_event(written("gone")).unwrap_err().to_string();
    assert!(error.contains("changing.rs:") && error.contains("no deletion of messages"), "{error}");
    assert!(chat(strict(), &CHANGING).try_event(written("gone")).is_ok());
}

#[test]
fn only_the_newest_names_are_remembered() {
    let naming = Context::new("main").keyword("go", |reply: Reply| {
        for number in 0..=ConversationState::NAMED {
            reply.named(number.to_string()).text("!");
        }
    });
    let outcome = chat(naming, &CHANGING).try_event(written("go")).unwrap().1;
    let names: Vec<_> = outcome.state.named.iter().map(|message| message.name.as_str()).collect();
    assert_eq!((names.len(), names[0]), (ConversationState::NAMED, "1"));
}
