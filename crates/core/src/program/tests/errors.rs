//! What happens around errors: once, and being told.

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::{Failed, Once, event::Undelivered};

#[test]
fn what_was_done_once_is_not_done_again() {
    static CHARGED: AtomicU32 = AtomicU32::new(0);
    let mut chat = Chat::with([Context::new("main").postback("buy", async |once: Once| -> Result<String> {
        let receipt: u32 = once
            .run("charge", async || Ok::<_, Error>(CHARGED.fetch_add(1, Ordering::Relaxed) + 500))
            .await?;
        // The first run fails after the card was charged.
        if CHARGED.fetch_add(10, Ordering::Relaxed) < 10 {
            return Err(Error::terminal("no paper"));
        }
        Ok(format!("{} paid with {receipt}", once.key("charge")))
    })]);
    let press = event(EventKind::Postback("buy".into()));
    let snapshot = chat.snapshot(press);
    block_on(chat.program.turn(snapshot.clone(), &chat.tools())).unwrap_err();
    let outcome = block_on(chat.program.turn(snapshot, &chat.tools())).unwrap();
    assert!(outcome.calls[0].call.body.get().contains("1-charge paid with 500"));
    assert_eq!(CHARGED.load(Ordering::Relaxed), 21);
}

#[test]
fn an_effect_that_fails_is_not_recorded() {
    let mut chat = Chat::with([Context::new("main").any_text(async |once: Once| -> Result<String> {
        let failed: Result<u32> = once.run("x", async || Err::<u32, _>(std::io::Error::other("no"))).await;
        let done: u32 = once.run("x", async || Ok::<_, Error>(3)).await?;
        Ok(format!("{} {done}", failed.is_err()))
    })]);
    assert_eq!(chat.says("go"), ["true 3"]);
}

#[test]
fn a_person_whose_event_was_set_aside_is_told() {
    let told = |chat: &mut Chat, event| {
        let snapshot = chat.snapshot(event);
        let calls = block_on(chat.program.apologise(&snapshot, "no such order", &chat.tools()));
        calls.iter().map(|call| call.call.body.get().to_owned()).collect::<Vec<_>>()
    };
    let mut chat = Chat::with([Context::new("main").any_text("x")]);
    assert!(told(&mut chat, written("hi"))[0].contains("something went wrong"));
    assert_eq!(told(&mut chat, event(EventKind::Referral)), [""; 0], "nobody waits for an answer");

    let main = || Context::new("main").any_text("x");
    let own = ProgramBuilder::new().context(main()).on_error(|Failed(why): Failed| format!("Oh no: {why}"));
    let mut chat = Chat::of(own);
    assert!(told(&mut chat, written("hi"))[0].contains("Oh no: no such order"));

    let failing = ProgramBuilder::new().context(main()).on_error(|| Err::<(), _>(Error::terminal("worse")));
    let mut chat = Chat::of(failing);
    assert!(told(&mut chat, written("hi"))[0].contains("something went wrong"));
}

#[test]
fn a_message_that_did_not_arrive_is_an_event_of_its_own() {
    let lost = || Undelivered { reason: "too long".into(), message: "{}".into() };
    let mut chat = Chat::with([Context::new("main")
        .delivery_failed(|lost: Undelivered| lost.reason)
        .delivery_unknown("who knows")
        .everything_else("else")]);
    let failed = Event::undelivered(EventKind::DeliveryFailed(lost()), Timestamp::UNIX_EPOCH);
    assert_eq!(chat.event(failed.clone()), handled(&["too long"]));
    let unknown = Event::undelivered(EventKind::DeliveryUnknown(lost()), Timestamp::UNIX_EPOCH);
    assert_eq!(chat.event(unknown), handled(&["who knows"]));
    let mut chat = Chat::with([Context::new("main").everything_else("else")]);
    assert_eq!(chat.event(failed).texts, [""; 0], "nobody who did not ask is told");
}

#[test]
fn a_message_may_be_one_that_is_never_sent_twice() {
    use crate::turn::Ambiguity::{MaybeNever, MaybeTwice};
    let mut chat = Chat::with([Context::new("main")
        .any_text(|reply: Reply| reply.text("Your code:").maybe_never().text("493-028").text("Keep it."))]);
    let (_, outcome) = chat.try_event(written("x")).unwrap();
    let policies: Vec<_> = outcome.calls.iter().map(|call| call.ambiguity).collect();
    assert_eq!(policies, [MaybeTwice, MaybeNever, MaybeNever]);
    let mut references: Vec<_> = outcome.calls.iter().map(|call| call.reference.clone()).collect();
    references.dedup();
    assert_eq!((references.len(), references[0].len()), (3, 16));
}
