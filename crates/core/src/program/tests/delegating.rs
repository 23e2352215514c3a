//! Handing an event to another context.

use super::*;

fn contexts() -> [Context; 3] {
    [
        Context::new("main")
            .before_anything("before main")
            .after_all("after main")
            .keyword("plain", "plain")
            .regex("^hours|^keep|^params|^lost", delegate_to("faq"))
            .regex("^maybe", delegate_to("faq").ignore_everything_else())
            .regex("^with", delegate_to("faq").with(json!({"seats": 4})))
            .any_postback(delegate_to("faq"))
            .any_text("main takes it"),
        Context::new("faq")
            .before_anything("before faq")
            .after_all("after faq")
            .keyword(["hours", "maybe hours"], "9 to 5")
            .keyword("keep", keep())
            .keyword("with keep", keep())
            .keyword("with seats", |Given(table): Given<Value>| table["seats"].to_string())
            .keyword("seats", |Given(table): Given<Value>| table["seats"].to_string())
            .postback("more", "more hours")
            .everything_else("the handbook says nothing"),
        Context::new("circle").any_text(delegate_to("/circle")),
    ]
}

#[test]
fn the_event_is_handled_there_and_the_conversation_stays_here() {
    let mut chat = Chat::with(contexts());
    assert_eq!(chat.says("hours"), ["before main", "before faq", "9 to 5", "after faq"]);
    assert_eq!(chat.says("lost"), ["before main", "before faq", "the handbook says nothing", "after faq"]);
    assert_eq!(chat.says("plain"), ["before main", "plain", "after main"]);
    assert_eq!(chat.payload("more").texts, ["before main", "before faq", "more hours", "after faq"]);
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn what_the_other_context_has_no_block_for_comes_back_if_it_may() {
    let mut chat = Chat::with(contexts());
    assert_eq!(chat.says("maybe hours"), ["before main", "before faq", "9 to 5", "after faq"]);
    let heard = chat.says("maybe not");
    assert_eq!(heard, ["before main", "before faq", "after faq", "main takes it", "after main"]);
}

#[test]
fn parameters_go_with_the_event_and_stay_with_keep() {
    let mut chat = Chat::with(contexts());
    assert!(chat.says("with seats").contains(&"4".to_owned()));
    assert!(!chat.says("seats").contains(&"4".to_owned()), "the conversation is not there");
    chat.says("with keep");
    assert_eq!(chat.places(), ["faq"]);
    assert!(chat.says("seats").contains(&"4".to_owned()));
}

#[test]
fn keep_stays_in_the_context_that_a_button_led_to() {
    let main = Context::new("main")
        .keyword("form", ask("name"))
        .answer("name", |a| a.ask("Name?").postback("later", ("Later.", keep())).any_text(leave()));
    let shop = Context::new("shop")
        .postback("look", keep())
        .postback("with", keep().with(json!(3)))
        .any_text("shop");
    let mut chat = Chat::with([main, shop]);
    chat.payload("shop/look");
    assert_eq!(chat.places(), ["shop"]);
    chat.payload("/form");
    chat.payload("shop/with");
    assert_eq!(chat.state.stack[0].params, json!(3));
    chat.payload("main/name/later");
    assert_eq!(chat.places(), ["shop", "main/name"], "a question is kept without being put");
    chat.payload("shop/look");
    assert_eq!(chat.places(), ["shop"]);
}

#[test]
fn a_circle_is_cut_and_told_with_its_line() {
    let mut chat = Chat::with(contexts());
    chat.state.stack.push(crate::state::Frame { context: "circle".into(), params: Value::Null });
    let told = chat.fails("x");
    assert!(told.contains("would not end; the moves are at ") && told.contains("delegating.rs:"), "{told}");
}

#[test]
fn both_sides_may_have_a_hook_and_stop_it() {
    let main = Context::new("main")
        .before_delegate(|event: Event| match event.text() {
            Some("no") => ("not from here", halt()),
            _ => ("from main", pass()),
        })
        .after_all("after")
        .any_text(delegate_to("faq"));
    let faq = Context::new("faq")
        .on_delegate(
            |event: Event| {
                if event.text() == Some("closed") { ("closed", halt()) } else { ("to faq", pass()) }
            },
        )
        .any_text("faq");
    let mut chat = Chat::with([main, faq]);
    assert_eq!(chat.says("x"), ["from main", "to faq", "faq"]);
    assert_eq!(chat.says("no"), ["not from here"]);
    assert_eq!(chat.says("closed"), ["from main", "closed"]);
}

#[test]
fn only_a_block_that_takes_an_event_hands_it_over() {
    let mut chat = Chat::with([
        Context::new("main").keyword("go", change_to("shop")),
        Context::new("shop").on_enter(delegate_to("/main")),
    ]);
    let told = chat.fails("go");
    assert!(told.contains("only a block that takes an event can hand it to `/main`"), "{told}");
}

#[test]
fn a_question_is_put_again_after_another_context_answered() {
    let main = Context::new("main")
        .keyword("begin", ask("name"))
        .answer("name", |a| a.ask("Your name?").keyword("ana", leave()).everything_else(delegate_to("/faq")));
    let mut chat = Chat::with([main, Context::new("faq").any_text("We open at 9.")]);
    chat.says("begin");
    assert_eq!(chat.says("when do you open?"), ["We open at 9.", "Your name?"]);
}

#[test]
fn handing_a_press_over_does_not_abandon_the_form() {
    let main = Context::new("main")
        .keyword("begin", ask("name"))
        .answer("name", |a| a.ask("Your name?").any_postback(delegate_to("/faq")).any_text(leave()));
    let faq = Context::new("faq").postback("hours", "9 to 5.").postback("far", delegate_to("/other"));
    let mut chat = Chat::with([main, faq, Context::new("other").postback("far", "Far.")]);
    chat.says("begin");
    assert_eq!(chat.payload("main/name/hours").texts, ["9 to 5.", "Your name?"]);
    assert_eq!(chat.payload("faq/far").texts, ["Far."], "but this button leads out of it");
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn a_block_is_asked_once() {
    let count = |mut count: Session<Count>| {
        count.0 += 1;
        (count.0.to_string(), pass())
    };
    let inside = Context::new("inside").any_text("x").any_postback("end");
    let main = Context::new("main").deep().postback("yes", count).keyword("go", change_to("inside"));
    let mut chat = Chat::with([main.sub_context(inside)]);
    chat.says("go");
    assert_eq!(chat.payload("yes").texts, ["1", "end"]);
}

#[derive(Session, Default, Serialize, Deserialize)]
struct Count(u32);
