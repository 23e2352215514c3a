//! What is said to somebody who was last heard long ago.

use serde_json::Map;

use super::*;
use crate::{
    Fallback, Message, Native,
    plan::{Outside, Window},
};

/// A platform that takes notes at any time, and everything else for a day.
static WINDOWED: Capabilities = {
    let mut plain = Capabilities::new(Platform::new("plain"), Unit::CodePoints, 4096);
    plain.window = Some(Window {
        length: Duration::from_secs(86_400),
        permits: |Outside { native, .. }| native.is_some_and(|(endpoint, _)| endpoint == "note"),
        rule: "plain takes only notes after 24 h",
    });
    plain
};

fn native(platform: &'static str, endpoint: &str, text: &str) -> Native {
    let mut native = Native::new(Platform::new(platform), endpoint, Map::new());
    let text = native.text(text);
    native.body.insert("text".into(), text);
    native
}

fn note(text: &str) -> Fallback {
    Fallback::new(native("plain", "note", text), [])
}

/// A person who was last heard `hours` ago.
fn heard(hours: i64, context: Context) -> Chat {
    let mut chat = Chat::with([context]);
    chat.adapter.capabilities = &WINDOWED;
    chat.platform = Platform::new("plain");
    chat.now = Timestamp::from_second(10_000_000).unwrap();
    chat.heard = Some(chat.now - jiff::SignedDuration::from_hours(hours));
    chat
}

fn says(say: impl Fn(&Reply) + Clone + Send + Sync + 'static) -> Context {
    Context::new("main").any_text(move |reply: Reply| say(&reply))
}

#[test]
fn within_the_window_everything_is_said_as_it_is() {
    let bot = says(|reply| _ = reply.outside_window(note("note")).text("one").text("two"));
    assert_eq!(heard(23, bot).says("x"), ["one", "two"]);
}

#[test]
fn outside_of_it_a_note_takes_the_place_of_all_it_was_declared_for() {
    let bot = says(|reply| {
        reply.say(native("plain", "note", "first"));
        reply.outside_window(note("instead")).typing(Duration::from_secs(1)).text("one").text("two");
        reply.outside_window(note("other")).button("three", [Button::postback("a", "b")]);
    });
    assert_eq!(heard(25, bot).says("x"), ["first", "instead", "other"]);
}

#[test]
fn without_a_declaration_nothing_is_said_and_the_line_is_told() {
    let bot = says(|reply| _ = reply.outside_window(note("instead")).text("one"));
    assert_eq!(heard(24, bot).says("x"), ["instead"]);
    let bot = says(|reply| {
        reply.text("one");
        reply.outside_window(note("instead")).text("two");
        reply.text("three");
    });
    let error = heard(31, bot).fails("x");
    let told = "this is said to somebody who wrote 31 h ago; plain takes only notes after 24 h: \
                declare one with `reply.outside_window(…)`";
    let lines: Vec<_> = error.lines().collect();
    assert_eq!(lines.len(), 2, "{error}");
    assert!(lines.iter().all(|line| line.contains("tests/window.rs") && line.ends_with(told)), "{error}");
}

#[test]
fn whoever_was_never_heard_is_outside() {
    let mut chat = heard(0, says(|reply| _ = reply.text("one")));
    chat.heard = None;
    assert!(chat.fails("x").contains("somebody who never wrote here"), "{}", chat.fails("x"));
}

#[test]
fn a_declaration_for_another_platform_is_none_unless_it_names_one_for_this() {
    let bot = says(|reply| {
        _ = reply.outside_window(Fallback::new(native("other", "template", "x"), [])).text("one");
    });
    heard(25, bot).fails("x");
    let bot = says(|reply| {
        let other =
            native("other", "template", "x").elsewhere(Message::Native(native("plain", "note", "ours")));
        reply.outside_window(Fallback::new(other, [])).text("one");
        let both =
            reply.outside_window(note("both")).outside_window(Fallback::new(native("other", "t", "x"), []));
        both.text("two");
    });
    assert_eq!(heard(25, bot).says("x"), ["ours", "both"]);
    let free = says(|reply| {
        _ = reply.outside_window(Fallback::new(native("plain", "photo", "no note"), [])).text("one");
    });
    heard(25, free).fails("x");
}

#[test]
fn what_is_not_shown_here_is_not_refused_either() {
    let bot = says(|reply| {
        reply.say(native("other", "x", "x"));
        reply.say(native("other", "x", "x").elsewhere(Message::Native(native("plain", "note", "shown"))));
    });
    assert_eq!(heard(25, bot).says("x"), ["shown"]);
    let bot = says(|reply| _ = reply.say(native("other", "x", "x").elsewhere("free")));
    heard(25, bot).fails("x");
}

#[test]
fn what_is_wrong_with_a_declaration_fails_the_turn_everywhere() {
    let bot = says(|reply| {
        let faulty = Fallback::new(native("plain", "note", "x"), ["its name is wrong".to_owned()]);
        reply.outside_window(faulty).text("one");
    });
    let error = heard(0, bot).fails("x");
    assert!(error.contains("window.rs") && error.ends_with("its name is wrong"), "{error}");
}

#[test]
fn an_apology_waits_for_nobody_who_cannot_hear_it() {
    let apology = |hours, on_error: Option<&'static str>| {
        let builder = ProgramBuilder::new().context(says(|_| {}));
        let builder = match on_error {
            Some(text) => {
                builder.on_error(move |reply: Reply| _ = reply.outside_window(note(text)).text("oh"))
            }
            None => builder,
        };
        let mut chat = Chat::of(builder);
        let there = heard(hours, says(|_| {}));
        (chat.adapter, chat.now, chat.heard) = (there.adapter, there.now, there.heard);
        let snapshot = chat.snapshot(written("x"));
        let calls = block_on(chat.program.apologise(&snapshot, "an error", &chat.tools()));
        calls.iter().map(|call| call.call.body.get().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(apology(1, None).len(), 1);
    assert!(apology(25, None).is_empty());
    assert_eq!(apology(25, Some("sorry")), [r#"{"text":"sorry"}"#]);
}
