//! What a form knows: given to it, and kept over restarts and new versions.

use super::*;
use crate::t;

#[test]
fn what_is_given_is_not_asked_for() {
    let begin =
        |given: Value| Context::new("begin").on_enter(move || ask("/profile/sign_up").with(given.clone()));
    for (given, question) in [
        (json!({ "email": "ana@example.com" }), "How old are you?"),
        (json!({ "email": "ana@example.com", "age": 33 }), "Which colour?"),
        (json!({ "email": "nonsense", "color": "red" }), "What is your e-mail?"),
        (json!({ "email": "ana@example.com", "age": 7 }), "How old are you?"),
        (json!({ "email": "ana@example.com", "age": null }), "How old are you?"),
        (json!({ "name": "Ana" }), "What is your e-mail?"),
    ] {
        let main = Context::new("main").keyword("go", change_to("begin"));
        let mut chat = Chat::with([main, begin(given.clone()), profile()]);
        assert_eq!(chat.says("go"), [question], "{given}");
    }
    let main = Context::new("main").keyword("go", || {
        ask("/profile/sign_up").with(json!({ "email": "ana@example.com", "age": 33, "color": "blue" }))
    });
    let mut chat = Chat::with([main, profile()]);
    assert_eq!(chat.says("go"), ["Welcome, ana@example.com, Some(33), Blue!"], "there is nothing to ask");
    assert_eq!(chat.places(), [""; 0]);
}

/// The same conversation, with another version of the bot.
fn redeployed(chat: Chat, profile: Context) -> Chat {
    let stored = serde_json::to_string(&chat.state).unwrap();
    let state = serde_json::from_str(&stored).unwrap();
    Chat { state, ..Chat::with([main_context(), shop(), profile]) }
}

#[test]
fn a_form_goes_on_after_a_restart() {
    let mut chat = asked();
    chat.says("ana@example.com");
    let mut chat = redeployed(chat, profile());
    assert_eq!(chat.says("33"), ["Which colour?"]);
    assert_eq!(chat.says("red"), ["Welcome, ana@example.com, Some(33), Red!"]);
}

#[test]
fn a_field_that_a_new_version_adds_is_asked_for_and_nothing_else() {
    #[derive(Form)]
    struct Longer {
        email: Email,
        #[form(ask = "And your name?")]
        name: String,
        age: Option<u8>,
        color: Color,
    }
    let longer = || {
        Context::new("profile").form("sign_up", |done: Longer| {
            let Longer { email, name, age, color } = done;
            format!("{email} {name} {age:?} {color:?}")
        })
    };
    let mut chat = asked();
    chat.says("ana@example.com");
    chat.says("next");
    let mut chat = redeployed(chat, longer());
    assert_eq!(chat.says("red"), ["And your name?"]);
    assert_eq!(chat.says("Ana"), ["ana@example.com Ana None Red"]);
}

#[test]
fn a_field_that_a_new_version_drops_or_reads_otherwise_does_not_end_the_form() {
    #[derive(Form)]
    struct Shorter {
        #[form(range = 40..)]
        age: u8,
        color: Color,
    }
    let shorter =
        Context::new("profile").form("sign_up", |done: Shorter| format!("{} {:?}", done.age, done.color));
    #[derive(Form)]
    struct Mailed {
        email: Email,
    }
    let mut chat = asked();
    let kept = chat.state.clone();
    let mut gone = redeployed(chat, shorter);
    assert_eq!(gone.says("ana@example.com"), ["Age?"], "the question at hand is gone, the form is not");
    assert_eq!(gone.says("50"), ["Color?"]);
    chat = Chat { state: kept, ..Chat::with([main_context(), shop(), profile()]) };
    chat.says("ana@example.com");
    chat.says("33");
    let mailed = Context::new("profile").form("sign_up", |done: Mailed| format!("{}", done.email));
    let mut chat = redeployed(chat, mailed);
    assert_eq!(chat.says("red"), ["ana@example.com"]);
    assert_eq!(chat.places(), ["shop"]);
}

#[test]
fn a_form_that_is_gone_leaves_the_conversation_in_the_default_context() {
    let mut chat = redeployed(asked(), Context::new("profile"));
    assert_eq!(chat.says("ana@example.com"), ["main"]);
}

#[test]
fn a_forms_texts_are_found_wanting_at_start_up() {
    #[derive(Form)]
    #[form(confirm = t!("no-such-text"))]
    struct Asked {
        #[form(ask = t!("no-such-question"))]
        name: Option<String>,
    }
    let main = Context::new("main").form("form", |done: Asked| done.name.unwrap_or_default());
    let faults = ProgramBuilder::new().context(main).build().unwrap_err().to_string();
    for text in ["no-such-text", "no-such-question"] {
        assert!(faults.contains(&format!("there is no text `{text}`")), "{faults}");
    }
}
