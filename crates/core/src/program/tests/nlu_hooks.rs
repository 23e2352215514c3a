//! What stands around the recogniser.

use std::{
    future::ready,
    sync::atomic::{AtomicU32, Ordering},
};

use super::*;
use crate::{
    Editable, Intent, Nlu, Understanding, Utterance,
    extract::Entities,
    nlu::{Entity, Understood},
};

/// Understands every word as an intent, the first one best, and a word of digits as a number. It may fail.
#[derive(Default)]
struct Words {
    asked: Mutex<Vec<String>>,
    fails: bool,
}

impl Nlu for Words {
    fn understand<'a>(&'a self, utterance: &'a Utterance) -> Understood<'a> {
        self.asked.lock().unwrap().push(utterance.text.clone());
        if self.fails {
            return Box::pin(ready(Err(Error::terminal("out of order"))));
        }
        let mut meaning = Understanding::default();
        let mut confidence = 1.0;
        for word in utterance.text.split(' ') {
            if word.parse::<u32>().is_ok() {
                meaning.entities.push(Entity::new("number", word, 0..word.len()));
            } else {
                meaning.intents.push(Intent::new(word, confidence));
                confidence /= 2.0;
            }
        }
        Box::pin(ready(Ok(meaning)))
    }
}

fn main_context() -> Context {
    Context::new("main")
        .keyword("hi", "hello")
        .any_intent(|intent: Intent, Text(text): Text, meaning: Understanding| {
            let corrected = meaning.corrected.map(|text| format!(" {text}"));
            format!("{} {text}{}", intent.name, corrected.unwrap_or_default())
        })
        .everything_else("else")
}

fn with(nlu: &Arc<Words>, hooks: impl FnOnce(ProgramBuilder) -> ProgramBuilder) -> Chat {
    let builder = ProgramBuilder::new().context(main_context()).nlu(Arc::clone(nlu) as Arc<dyn Nlu>);
    Chat::of(hooks(builder))
}

#[test]
fn what_a_hook_makes_of_the_text_is_understood_and_blocks_get_what_was_written() {
    let nlu = Arc::<Words>::default();
    let mut chat = with(&nlu, |app| {
        app.before_nlu(|mut said: Editable<Utterance>| said.text = said.text.replace("piza", "pizza"))
            .before_nlu(|mut said: Editable<Utterance>, Text(text): Text| {
                assert_eq!(text, "piza please");
                said.text = said.text.to_uppercase();
            })
    });
    assert_eq!(chat.says("hi"), ["hello"], "nobody is asked what it means");
    assert!(nlu.asked.lock().unwrap().is_empty());
    assert_eq!(chat.says("piza please"), ["PIZZA piza please PIZZA PLEASE"]);
    assert_eq!(*nlu.asked.lock().unwrap(), ["PIZZA PLEASE"]);
}

#[test]
fn a_hook_may_see_to_it_that_nobody_is_asked() {
    let nlu = Arc::<Words>::default();
    let mut chat = with(&nlu, |app| {
        app.before_nlu(|Text(text): Text| if text.len() < 3 { halt() } else { pass() })
            .after_nlu(|mut meaning: Editable<Understanding>| meaning.intents.push(Intent::new("after", 1.0)))
    });
    assert_eq!(chat.says("no"), ["else"]);
    assert!(nlu.asked.lock().unwrap().is_empty());
    assert_eq!(chat.says("yes"), ["yes yes"]);
}

#[test]
fn a_hook_sees_all_that_was_understood_and_may_change_it() {
    let nlu = Arc::<Words>::default();
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let mut chat = with(&nlu, |app| {
        app.data(Arc::clone(&seen)).after_nlu(
            |mut meaning: Editable<Understanding>, seen: Data<Arc<Mutex<Vec<String>>>>| {
                seen.lock().unwrap().extend(meaning.intents.iter().map(|intent| intent.name.clone()));
                if let Some(second) = meaning.intents.get_mut(1) {
                    second.confidence = 1.0;
                }
                meaning.intents.retain(|intent| intent.name != "please");
            },
        )
    });
    assert_eq!(chat.says("please order"), ["order please order"], "half sure was not enough");
    assert_eq!(*seen.lock().unwrap(), ["please", "order"]);
    assert_eq!(chat.says("please"), ["else"]);

    let mut chat = with(&nlu, |app| app.after_nlu(halt()));
    assert_eq!(chat.says("order"), ["else"], "nothing is understood");
    let fails = Arc::new(Words { fails: true, ..Words::default() });
    let mut chat = with(&fails, |app| {
        app.after_nlu(|mut meaning: Editable<Understanding>| meaning.intents.push(Intent::new("lost", 1.0)))
    });
    assert_eq!(chat.says("order"), ["lost order"], "who fails has understood nothing");
}

#[test]
fn when_a_turn_runs_again_what_came_of_the_hooks_the_first_time_counts() {
    let nlu = Arc::<Words>::default();
    let runs = Arc::<AtomicU32>::default();
    let mut chat = with(&nlu, |app| {
        app.data(Arc::clone(&runs))
            .before_nlu(|mut said: Editable<Utterance>, runs: Data<Arc<AtomicU32>>, reply: Reply| {
                reply.text("Let me think.");
                said.text = format!("order{}", runs.fetch_add(1, Ordering::Relaxed));
            })
            .after_nlu(|mut meaning: Editable<Understanding>, runs: Data<Arc<AtomicU32>>| {
                meaning.intents[0].name.push_str(&format!("-{}", runs.load(Ordering::Relaxed)));
            })
    });
    let snapshot = chat.snapshot(written("pizza"));
    for _ in 0..2 {
        let outcome = block_on(chat.program.turn(snapshot.clone(), &chat.tools())).unwrap();
        let bodies: Vec<_> = outcome.calls.iter().map(|call| call.call.body.get()).collect();
        assert_eq!(bodies, [r#"{"text":"Let me think."}"#, r#"{"text":"order0-1 pizza order0"}"#]);
    }
    assert_eq!(runs.load(Ordering::Relaxed), 2, "they are blocks, and run");
    assert_eq!(nlu.asked.lock().unwrap().len(), 1);
}

#[test]
fn a_replayed_text_has_a_meaning_of_its_own() {
    let nlu = Arc::<Words>::default();
    let main = Context::new("main").intent("book", |seat: Entities| {
        let seat = seat.first("number").unwrap_or_default().to_owned();
        (format!("seat {seat}"), change_to("gate").memorize())
    });
    let gate = Context::new("gate").intent("again", change_to("main").replay());
    let app = ProgramBuilder::new().context(main).context(gate).nlu(Arc::clone(&nlu) as Arc<dyn Nlu>);
    let mut chat = Chat::of(app.before_nlu(pass()));
    assert_eq!(chat.says("book 7"), ["seat 7"]);
    let snapshot = chat.snapshot(written("again"));
    for _ in 0..2 {
        let outcome = block_on(chat.program.turn(snapshot.clone(), &chat.tools())).unwrap();
        assert_eq!(outcome.calls.len(), 1, "the same when it runs again");
        assert_eq!(outcome.calls[0].call.body.get(), r#"{"text":"seat 7"}"#);
    }
    assert_eq!(*nlu.asked.lock().unwrap(), ["book 7", "again", "book 7"]);
}

#[test]
fn hooks_do_not_move_the_conversation_and_need_a_recogniser() {
    let nlu = Arc::<Words>::default();
    let mut chat = with(&nlu, |app| app.before_nlu(change_to("main")));
    let error = chat.fails("order");
    assert!(
        error.contains("nlu_hooks.rs:") && error.contains("`before_nlu` can end with `halt()`"),
        "{error}"
    );
    let app = ProgramBuilder::new().context(Context::new("main").everything_else("else"));
    let faults = app.before_nlu(halt()).after_nlu(|_: Data<u8>| ()).build().unwrap_err().to_string();
    assert_eq!(faults.matches("add `.nlu(…)`").count(), 2, "{faults}");
    assert!(faults.contains("the app was never given"), "{faults}");
}
