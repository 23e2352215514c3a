//! Groups: who shares a conversation, and what is said to a group that the bot was added to.

use super::*;
use crate::{Groups, Membership, ReplyGroup, event::Group, state::Titles};

const GROUP: i64 = 9;

fn added() -> Event {
    event(EventKind::Membership(Membership::New(Group::new("-100"))))
}

/// The turn of an event that happens in the private chat, while the group has a number of its own.
fn turn(chat: &mut Chat, event: Event) -> Result<Outcome> {
    let snapshot = Snapshot { joined: event.joined().map(|_| GROUP), ..chat.snapshot(event) };
    block_on(chat.program.turn(snapshot, &chat.tools()))
}

/// To which chats it is said, and what.
fn said(outcome: &Outcome) -> Vec<(Option<i64>, Value)> {
    let text = |body: &str| serde_json::from_str::<Value>(body).unwrap()["text"].take();
    outcome.calls.iter().map(|call| (call.chat, text(call.call.body.get()))).collect()
}

#[test]
fn what_is_said_to_the_group_goes_there_in_order() {
    let long = json!({ "note": "n".repeat(99) });
    let mut chat = Chat::with([Context::new("main")
        .membership(move |reply: Reply, group: ReplyGroup| {
            reply.text("Thank you.");
            group.text("Hello all!").button(
                "Shall we?",
                [
                    Button::postback("Yes", payload("yes", json!({ "n": 1 }))),
                    Button::postback("Tell me", payload("yes", long.clone())),
                ],
            );
            reply.text("I said hello.");
        })
        .postback("yes", "Good.")]);
    let outcome = turn(&mut chat, added()).unwrap();
    let expected = [
        (None, "Thank you."),
        (None, "I said hello."),
        (Some(GROUP), "Hello all!"),
        (Some(GROUP), "Shall we?"),
    ];
    assert_eq!(said(&outcome), expected.map(|(chat, text)| (chat, json!(text))));
    let mut references: Vec<_> = outcome.calls.iter().map(|call| &call.reference).collect();
    references.sort_unstable();
    references.dedup();
    assert_eq!(references.len(), 4, "each message has a name of its own");
    assert!(outcome.state.titles.is_empty() && outcome.state.vanishing.is_empty());

    let body: Value = serde_json::from_str(outcome.calls[3].call.body.get()).unwrap();
    chat.stored.extend(outcome.payloads);
    for (at, verdict) in [(GROUP, Verdict::Handled), (chat.chat, Verdict::Tampered)] {
        chat.chat = at;
        assert_eq!(
            chat.payload(body["buttons"][0][1].as_str().unwrap()).verdict,
            verdict,
            "a seal is the group's"
        );
    }
    chat.chat = GROUP;
    assert_eq!(chat.payload(body["buttons"][1][1].as_str().unwrap()), handled(&["Good."]));
}

#[test]
fn a_group_that_the_bot_left_cannot_be_spoken_to() {
    let mut chat =
        Chat::with([Context::new("main").membership(|reply: Reply, group: Option<ReplyGroup>| {
            reply.text(if group.is_some() { "in" } else { "out" });
        })]);
    let left = || event(EventKind::Membership(Membership::Drop(Group::new("-100"))));
    assert_eq!(said(&turn(&mut chat, added()).unwrap()), [(None, json!("in"))]);
    assert_eq!(said(&turn(&mut chat, left()).unwrap()), [(None, json!("out"))]);
    let mut chat = Chat::with([Context::new("main").membership(|group: ReplyGroup| group.text("Bye?"))]);
    assert_eq!(turn(&mut chat, left()).unwrap().verdict, Verdict::Unmatched);
}

#[test]
fn what_cannot_be_said_to_a_group_fails_the_turn() {
    let mut chat = Chat::with([Context::new("main").membership(|reply: Reply, group: ReplyGroup| {
        group.text("");
        reply.text("Thank you.");
    })]);
    let error = turn(&mut chat, added()).unwrap_err().to_string();
    assert!(error.contains("groups.rs:"), "{error}");
}

/// Ana asks in a group. Whoever else is there has another number.
fn asked(groups: Groups) -> Chat {
    let main = Context::new("main")
        .keyword("ask", |reply: Reply| {
            reply.button(
                "Which?",
                [Button::postback("Coffee", "coffee"), Button::postback("The bill", "bill").for_user()],
            )
        })
        .postback("coffee", "A coffee.")
        .postback("bill", "The bill.")
        .any_text("What?");
    let mut chat = Chat::of(ProgramBuilder::new().context(main).typed_postbacks(true).groups(groups));
    chat.group = Some("-100".into());
    chat.says("ask");
    chat
}

const BEN: i64 = 8;

#[test]
fn in_a_shared_conversation_others_type_titles_to_the_bot_only() {
    let mut chat = asked(Groups::Shared);
    chat.person.id = BEN;
    assert_eq!(chat.says("coffee"), ["A coffee."]);
    assert_eq!(chat.says("cofee"), ["A coffee."]);
    let mut overheard = written("coffee");
    overheard.addressed = false;
    assert_eq!(chat.event(overheard.clone()).texts, [""; 0], "said to the others");
    chat.person.id = 7;
    assert_eq!(chat.event(overheard).texts, ["A coffee."], "who asked is answered anyway");
    let titles: &Titles = &chat.state.titles;
    assert!(!titles.is_empty());

    let mut chat = asked(Groups::Personal);
    chat.person.id = BEN;
    assert_eq!(chat.says("coffee"), ["What?"]);
}

#[test]
fn a_button_for_one_person_is_for_that_one_however_it_is_pressed() {
    let mut chat = asked(Groups::Shared);
    chat.person.id = BEN;
    assert_eq!(chat.says("the bill"), ["What?"], "typed by somebody else it is a text");
    assert_eq!(chat.press("The bill").verdict, Verdict::Foreign);
    chat.person.id = 7;
    assert_eq!(chat.says("the bill"), ["The bill."]);
    assert_eq!(chat.press("The bill"), handled(&["The bill."]));
}
