//! What fails a test, though it asks for none of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tertulia::{
    prelude::*,
    test::{Bot, Fault},
};

/// What a test is told that fails.
fn told(test: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(test)).expect_err("it should fail");
    panic.downcast_ref::<String>().cloned().unwrap()
}

fn bot(main: Context) -> Bot {
    Bot::new(App::new().context(main))
}

#[test]
fn another_answer_is_told_with_the_conversation_and_the_turn() {
    let told = told(|| {
        let bot = bot(Context::new("main").keyword("hi", "Hello!").everything_else("Sorry?"));
        bot.user("ana").says("hi").expect("Hello!");
        bot.user("ana").says("ho").expect("Hello!");
    });
    assert!(told.starts_with("expected `Hello!`, and the bot says `Sorry?`"), "{told}");
    assert!(told.contains("  ana: hi\n  bot: Hello!\n  ana: ho\n  bot: Sorry?\n"), "{told}");
    assert!(told.contains("keyword `hi`"), "{told}");
}

#[test]
fn what_cannot_be_pressed_is_told_with_what_can() {
    let told = told(|| {
        let main = Context::new("main").any_postback("Thank you.").everything_else(|reply: Reply| {
            reply.button("Which?", [Button::postback("One", "one"), Button::postback("Two", "two")])
        });
        bot(main).user("ana").says("hi").press("Three");
    });
    assert!(
        told.starts_with("ana can press nothing with the title `Three` on telegram; there is: One, Two"),
        "{told}"
    );
}

#[test]
fn a_button_that_leads_nowhere_fails() {
    let told = told(|| {
        let main = Context::new("main").postback("one", "1").keyword("hi", |reply: Reply| {
            reply.button("Which?", [Button::postback("One", "one"), Button::postback("Two", "two")])
        });
        bot(main).user("ana").says("hi");
    });
    assert!(told.contains("a button says `two`, and no block of context `main` answers it"), "{told}");
}

#[test]
fn a_title_that_is_cut_fails() {
    let told = told(|| {
        let bot = bot(Context::new("main").any_postback("Thank you.").keyword("hi", |reply: Reply| {
            reply.quick_reply(
                "Which?",
                [Button::postback("One, and then another one, and one more ".repeat(4), "one")],
            )
        }));
        for platform in bot.platforms() {
            bot.on(platform).user("ana").says("hi");
        }
    });
    assert!(told.contains("One, and then another one"), "{told}");
}

#[test]
fn a_turn_that_fails_fails() {
    let main = || Context::new("main").any_text(|| -> Result<()> { Err(Error::terminal("no stock")) });
    let told = told(|| _ = bot(main()).user("ana").says("hi"));
    assert!(told.contains("the turn failed: no stock"), "{told}");
    let bot = bot(main());
    bot.lenient().user("ana").says("hi").expect_containing("Sorry");
}

#[test]
fn faults_of_the_network_are_got_over() {
    let bot = bot(Context::new("main").any_text("Hello!"));
    let ana = bot.user("ana");
    for fault in [Fault::Redelivery, Fault::TooMany { seconds: 30 }, Fault::ServerError { status: 502 }] {
        bot.fault(fault);
        ana.says("hi").expect("Hello!").expect_nothing();
    }
}
