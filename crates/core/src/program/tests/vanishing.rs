//! Quick replies that are taken away once something is said or pressed.

use super::*;
use crate::turn::OutgoingCall;

fn asking() -> Chat {
    let main = Context::new("main")
        .postback("yes", "Good.")
        .keyword("ask", |reply: Reply| {
            let button = |reply: &Reply| reply.button("Stay?", [Button::postback("Stay", "yes")]);
            button(&reply).quick_reply("Sure?", [Button::postback("Yes", "yes")])
        })
        .keyword("twice", |reply: Reply| {
            let ask = |reply: Reply| reply.quick_reply("Sure?", [Button::postback("Yes", "yes")]);
            ask(ask(reply))
        })
        .everything_else("What?");
    Chat { edits: true, ..Chat::with([main]) }
}

/// The references of the messages that lose their buttons, and whether they do so first.
fn taken(outcome: &Outcome) -> Vec<&str> {
    let is_edit = |call: &&OutgoingCall| call.call.endpoint == "take";
    let edits: Vec<_> = outcome.calls.iter().take_while(is_edit).collect();
    assert_eq!(edits.len(), outcome.calls.iter().filter(is_edit).count(), "they go first");
    edits.into_iter().map(|call| call.about.as_deref().unwrap()).collect()
}

fn named(outcome: &Outcome) -> Vec<&str> {
    outcome.calls.iter().filter(|call| call.named).map(|call| call.reference.as_str()).collect()
}

#[test]
fn quick_replies_go_with_whatever_is_said_next() {
    for next in
        [written("well"), event(EventKind::Postback("yes".into())), event(EventKind::Postback("#no".into()))]
    {
        let mut chat = asking();
        let asked = chat.try_event(written("ask")).unwrap().1;
        assert_eq!((named(&asked).len(), taken(&asked).len()), (1, 0), "buttons stay");
        let answered = chat.try_event(next).unwrap().1;
        assert_eq!(taken(&answered), named(&asked));
        assert_eq!(answered.calls.len(), 2, "and the answer is said");
        let later = chat.try_event(written("well")).unwrap().1;
        assert_eq!(taken(&later), [""; 0], "once");
    }
}

#[test]
fn what_is_not_said_to_the_bot_takes_nothing_away() {
    let mut chat = asking();
    let asked = chat.try_event(written("ask")).unwrap().1;
    let mut overheard = written("well");
    overheard.addressed = false;
    assert!(chat.try_event(overheard).unwrap().1.calls.is_empty());
    let echo = event(EventKind::Referral);
    assert!(chat.try_event(echo).unwrap().1.calls.is_empty());
    assert_eq!(taken(&chat.try_event(written("well")).unwrap().1), named(&asked));
}

#[test]
fn several_go_together_and_each_turn_has_names_of_its_own() {
    let mut chat = asking();
    let asked = chat.try_event(written("twice")).unwrap().1;
    let again = chat.try_event(written("twice")).unwrap().1;
    assert_eq!(named(&asked).len(), 2);
    assert_eq!(taken(&again), named(&asked));
    let mut references: Vec<_> = asked.calls.iter().chain(&again.calls).map(|call| &call.reference).collect();
    let count = references.len();
    references.sort();
    references.dedup();
    assert_eq!(references.len(), count);
}

#[test]
fn where_they_vanish_by_themselves_nothing_is_remembered() {
    let mut chat = Chat { edits: false, ..asking() };
    let asked = chat.try_event(written("ask")).unwrap().1;
    assert!(named(&asked).is_empty() && chat.state.vanishing.is_empty());
}

#[test]
fn only_the_newest_are_remembered() {
    let mut state = ConversationState::default();
    let references = (0..=ConversationState::VANISHING).map(|at| at.to_string()).collect();
    vanish::remember(&mut state, references);
    assert_eq!((state.vanishing.len(), state.vanishing[0].as_str()), (ConversationState::VANISHING, "1"));
}
