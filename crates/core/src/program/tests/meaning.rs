//! Blocks for what people mean.

use std::{
    future::{pending, ready},
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering},
};

use super::*;
use crate::{
    Clock, Entities, Entity, Intent, Nlu, Understanding,
    nlu::{Bounded, Understood, Utterance},
};

/// Understands a text that is written `intent=confidence entity:value …`.
#[derive(Default)]
struct Plainly {
    asked: AtomicU32,
    fails: bool,
}

impl Nlu for Plainly {
    fn understand<'a>(&'a self, utterance: &'a Utterance) -> Understood<'a> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.fails {
            return Box::pin(ready(Err(Error::terminal("out of order"))));
        }
        let mut meaning = Understanding::default();
        for word in utterance.text.split(' ') {
            if let Some((intent, confidence)) = word.split_once('=') {
                meaning.intents.push(Intent::new(intent, confidence.parse().unwrap()));
            } else if let Some((name, value)) = word.split_once(':') {
                meaning.entities.push(Entity::new(name, value, 0..word.len()));
            }
        }
        Box::pin(ready(Ok(meaning)))
    }
}

fn chat(contexts: impl IntoIterator<Item = Context>, nlu: Arc<dyn Nlu>) -> Chat {
    let builder = contexts.into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    Chat::of(builder.nlu(nlu))
}

#[test]
fn meanings_stand_between_words_and_any_text() {
    let nlu = Arc::<Plainly>::default();
    let main = Context::new("main")
        .any_text("any text")
        .any_number("number")
        .entity("color:red", "red")
        .entity("color", |found: Entities| format!("color {}", found.first("color").unwrap()))
        .any_intent(|intent: Intent| format!("any {}", intent.name))
        .intent(["order", "buy"], |intent: Intent| format!("intent {}", intent.name))
        .keyword("hi", "hello")
        .command("help", "help");
    let mut chat = chat([main], Arc::clone(&nlu) as Arc<dyn Nlu>);
    assert_eq!((chat.says("hi"), chat.says("/help order=1")), (vec!["hello".into()], vec!["help".into()]));
    assert_eq!(nlu.asked.load(Ordering::Relaxed), 0, "nobody asks what the words say already");
    assert_eq!(chat.says("order=0.8 refuse=0.9 color:red"), ["any refuse"]);
    assert_eq!(chat.says("refuse=0.8 buy=0.9"), ["intent buy"]);
    assert_eq!(chat.says("buy=0.6 color:red"), ["red"], "too unsure");
    assert_eq!(chat.says("color:blue"), ["color blue"]);
    assert_eq!(nlu.asked.load(Ordering::Relaxed), 4, "once for each");
    assert_eq!(chat.says("7 of nothing"), ["number"]);
    assert_eq!(chat.says("nothing"), ["any text"]);
    assert_eq!(chat.says("/unknown order=1"), ["number"]);
    let mut overheard = written("order=1");
    overheard.addressed = false;
    assert_eq!(chat.event(overheard).texts, [""; 0]);
    assert_eq!(nlu.asked.load(Ordering::Relaxed), 6, "not for commands, and not for what others say");
}

#[test]
fn an_intent_may_name_a_context() {
    let contexts = || {
        [
            Context::new("main")
                .intent("sign_up", "main sign_up")
                .intent("profile_delete", "main profile_delete")
                .everything_else("else"),
            Context::new("profile").intent("sign_up", "profile sign_up").any_text("profile"),
            Context::new("profile_photo").intent("change", "photo change").entity("size", "photo size"),
        ]
    };
    let mut chat = chat(contexts(), Arc::<Plainly>::default());
    assert_eq!(chat.says("sign_up=1"), ["main sign_up"]);
    assert_eq!(chat.says("profile_sign_up=1"), ["profile sign_up"]);
    assert_eq!(chat.says("profile_delete=1"), ["main profile_delete"]);
    assert_eq!(chat.says("profile_photo_change=1"), ["photo change"], "the longest name");
    assert_eq!(chat.says("profile_photo_zoom=1 size:3"), ["photo size"]);
    assert_eq!(chat.says("size:3"), ["else"]);
    assert_eq!(chat.says("nothing"), ["else"], "the conversation has not moved");
}

#[test]
fn what_understands_nothing_or_fails_leaves_the_event_to_the_next_block() {
    let main = || Context::new("main").any_intent("an intent").any_text("any text");
    assert_eq!(
        chat([main()], Arc::new(Plainly { fails: true, ..Plainly::default() })).says("x=1"),
        ["any text"]
    );
    assert_eq!(chat([main()], Arc::<Plainly>::default()).says("x"), ["any text"]);
    assert_eq!(chat([main()], Arc::<Plainly>::default()).says("x=1"), ["an intent"]);
}

#[test]
fn a_turn_that_runs_again_does_not_ask_again() {
    let nlu = Arc::<Plainly>::default();
    let mut chat = chat(
        [Context::new("main").any_intent(|intent: Intent| intent.name)],
        Arc::clone(&nlu) as Arc<dyn Nlu>,
    );
    let snapshot = chat.snapshot(written("order=1"));
    for _ in 0..2 {
        let outcome = block_on(chat.program.turn(snapshot.clone(), &chat.tools())).unwrap();
        assert!(outcome.calls[0].call.body.get().contains("order"));
    }
    assert_eq!(nlu.asked.load(Ordering::Relaxed), 1);
}

#[test]
fn blocks_for_meanings_need_something_that_recognises_them() {
    let main = Context::new("main").intent("order", "order").entity("date", "date");
    let faults = ProgramBuilder::new().context(main).build().unwrap_err().to_string();
    assert_eq!(faults.matches("add `.nlu(…)`").count(), 2, "{faults}");
    let main = Context::new("main").intent(Vec::<String>::new(), "never");
    let faults = ProgramBuilder::new().context(main).nlu(Arc::<Plainly>::default()).build();
    assert!(faults.unwrap_err().to_string().contains("names nothing"));
}

/// A clock whose time is always up.
struct Late;

impl Clock for Late {
    fn now(&self) -> Timestamp {
        Timestamp::UNIX_EPOCH
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        assert_eq!(at.as_second(), 5);
        Box::pin(ready(()))
    }
}

/// Never comes to an end.
struct Ponders;

impl Nlu for Ponders {
    fn understand<'a>(&'a self, _: &'a Utterance) -> Understood<'a> {
        Box::pin(pending())
    }
}

#[test]
fn nobody_waits_for_ever() {
    let limit = Duration::from_secs(5);
    let bounded = |nlu: Arc<dyn Nlu>| Arc::new(Bounded::new(nlu, limit, Arc::new(Late)));
    let main = || Context::new("main").any_intent("an intent").any_text("any text");
    assert_eq!(chat([main()], bounded(Arc::new(Ponders))).says("order=1"), ["any text"]);
    assert_eq!(chat([main()], bounded(Arc::<Plainly>::default())).says("order=1"), ["an intent"]);
}
