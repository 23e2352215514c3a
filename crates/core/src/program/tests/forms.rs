//! Questions, and the blocks that take the answers.

use super::*;

/// The sign-up of the reference: e-mail, an optional age, a colour.
fn sign_up() -> Context {
    Context::new("sign_up")
        .keyword("begin", ask("email"))
        .deep()
        .keyword("stop", ("Another time, then.", leave()))
        .deep()
        .keyword("why", "To know you better.")
        .deep()
        .postback("terms", "Be kind.")
        .postback("menu", "The menu of sign-up.")
        .answer("email", |a| {
            a.ask(|reply: Reply| reply.button("What is your email?", [Button::postback("None", "none")]))
                .regex(r"\S+@\S+", ("Thank you.", ask("../age")))
                .postback("none", ("No email, then.", ask("../age")))
                .everything_else("I need an email.")
        })
        .answer("age", |a| {
            a.ask("How old are you?").regex(r"^\d+$", ask("../color")).keyword("next", ask("../color"))
        })
        .answer("color", |a| a.ask("Which colour?").any_text(("Welcome!", leave())))
}

fn main_context() -> Context {
    Context::new("main")
        .keyword("sign up", ("Let us begin.", change_to("sign_up")))
        .keyword("ask", ask("sign_up/email"))
        .command("help", "Say what you like.")
        .command("home", change_to("/main"))
        .command("quiet", ("Hush.", halt()))
        .postback("menu", "The menu.")
        .everything_else("main")
}

fn chat() -> Chat {
    let mut chat = Chat::with([main_context(), sign_up()]);
    chat.says("sign up");
    assert_eq!(chat.says("begin"), ["What is your email?"]);
    chat
}

#[test]
fn each_answer_leads_to_the_next_question() {
    let mut chat = chat();
    assert_eq!(chat.places(), ["sign_up", "sign_up/email"]);
    assert_eq!(chat.says("ana"), ["I need an email."]);
    assert_eq!(chat.says("ana@example.com"), ["Thank you.", "How old are you?"]);
    assert_eq!(
        chat.places(),
        ["sign_up", "sign_up/age"],
        "the next question takes the place of the last one"
    );
    assert_eq!(chat.says("next"), ["Which colour?"]);
    assert_eq!(chat.says("red"), ["Welcome!"]);
    assert_eq!(chat.places(), ["sign_up"]);
}

#[test]
fn what_nobody_takes_puts_the_question_again() {
    let mut chat = chat();
    chat.says("a@b.c");
    let heard = chat.event(written("old"));
    assert_eq!((heard.texts, heard.verdict), (vec!["How old are you?".to_owned()], Verdict::Unmatched));
    assert_eq!(chat.event(event(EventKind::OtherMessage("photo".into()))).texts, ["How old are you?"]);
    let failed = crate::event::Undelivered { reason: String::new(), message: String::new() };
    assert_eq!(chat.event(event(EventKind::DeliveryFailed(failed))).texts, [""; 0]);
}

#[test]
fn in_a_group_who_was_asked_speaks_to_the_bot() {
    let mut chat = chat();
    let overheard = |text: &str| {
        let mut overheard = written(text);
        overheard.addressed = false;
        overheard
    };
    assert_eq!(chat.event(overheard("ana")).texts, ["I need an email."]);
    chat.says("a@b.c");
    assert_eq!(chat.event(overheard("lovely day")).texts, [""; 0], "but only what is an answer is answered");
    chat.says("33");
    assert_eq!(chat.event(overheard("red")).texts, ["Welcome!"]);
    assert_eq!(chat.event(overheard("red")).texts, [""; 0]);
}

#[test]
fn commands_and_deep_blocks_interrupt_and_the_question_is_put_again() {
    let mut chat = chat();
    assert_eq!(chat.says("/help"), ["Say what you like.", "What is your email?"]);
    assert_eq!(chat.says("why"), ["To know you better.", "What is your email?"]);
    assert_eq!(chat.payload("sign_up/email/terms").texts, ["Be kind.", "What is your email?"]);
    assert_eq!(chat.payload("sign_up/terms").texts, ["Be kind.", "What is your email?"]);
    assert_eq!(chat.says("/quiet"), ["Hush."], "`halt()` is the end of it");
    assert_eq!(chat.places(), ["sign_up", "sign_up/email"]);
    assert_eq!(chat.says("stop"), ["Another time, then."]);
    assert_eq!(chat.places(), ["sign_up"]);
    chat.says("begin");
    assert_eq!(chat.says("/home"), [""; 0], "nor is it put again once the conversation is elsewhere");
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn a_configured_command_interrupts_unless_the_answer_waits_for_it() {
    let main = Context::new("main")
        .keyword("begin", ask("code"))
        .answer("code", |a| a.ask("The code?").command("skip", ("No code.", leave())).any_text(leave()));
    let shop = Context::new("shop").command(["shop", "skip"], "The shop.");
    let builder = ProgramBuilder::new().context(main).context(shop);
    let mut chat = Chat::of(builder.route_command("shop", "shop").route_command("skip", "shop"));
    chat.says("begin");
    assert_eq!(chat.says("/shop"), ["The shop.", "The code?"]);
    assert_eq!(chat.says("/skip"), ["No code."]);
    assert_eq!(chat.says("/skip"), ["The shop."]);
}

/// In the reference the next text went to the form that had been abandoned.
#[test]
fn row_35_a_menu_button_abandons_the_form() {
    let mut chat = chat();
    assert_eq!(chat.payload("/menu"), handled(&["The menu."]), "a button to another context");
    assert_eq!(chat.places(), ["sign_up"]);
    chat.says("begin");
    assert_eq!(chat.payload("menu"), handled(&["The menu."]), "the menu of the platform, without a context");
    assert_eq!(chat.places(), ["sign_up"]);
    chat.says("begin");
    assert_eq!(chat.payload("sign_up/menu"), handled(&["The menu of sign-up."]), "a button around the form");
    assert_eq!(chat.places(), ["sign_up"]);
    assert_eq!(chat.says("ana@example.com"), [""; 0], "the form is over");
}

#[test]
fn a_stale_button_leaves_the_form_alone() {
    let mut chat = chat();
    for wire in ["gone/menu", "sign_up/nothing", "#no-token"] {
        assert!(chat.payload(wire).verdict.is_stale(), "{wire}");
        assert_eq!(chat.places(), ["sign_up", "sign_up/email"]);
    }
}

#[test]
fn a_button_of_an_earlier_question_belongs_to_the_form() {
    let mut chat = chat();
    assert_eq!(chat.press("None"), handled(&["No email, then.", "How old are you?"]));
    chat.says("33");
    assert_eq!(chat.places(), ["sign_up", "sign_up/color"]);
    assert_eq!(
        chat.press("None"),
        handled(&["No email, then.", "How old are you?"]),
        "its block says how it goes on"
    );
    assert_eq!(chat.places(), ["sign_up", "sign_up/age"]);
}

#[test]
fn an_old_button_of_a_form_that_is_over_does_not_move_the_conversation_unless_it_asks() {
    let mut chat = chat();
    chat.says("stop");
    chat.says("x");
    assert_eq!(chat.press("None"), handled(&["No email, then.", "How old are you?"]));
    assert_eq!(chat.places(), ["sign_up", "sign_up/age"]);
    let poll = Context::new("poll").answer("best", |a| a.ask("Best?").postback("a", ("Noted.", leave())));
    let mut chat =
        Chat::with([Context::new("main").keyword("go", change_to("shop")), Context::new("shop"), poll]);
    chat.says("go");
    assert_eq!(chat.payload("poll/best/a"), handled(&["Noted."]));
    assert_eq!(chat.places(), ["shop"], "there was no question to leave");
}

/// The reference went to the default context, wherever the question came from.
#[test]
fn row_51_leaving_a_question_returns_to_where_it_was_asked() {
    let mut chat = Chat::with([
        main_context(),
        sign_up(),
        Context::new("shop")
            .keyword("who", ask("/sign_up/color").with(json!({"for": "you"})))
            .any_text("shop"),
    ]);
    chat.state.stack.push(crate::state::Frame { context: "shop".into(), params: json!({"seats": 4}) });
    chat.says("who");
    assert_eq!(chat.places(), ["shop", "sign_up/color"]);
    assert_eq!(chat.state.stack[1].params, json!({"for": "you"}));
    assert_eq!(chat.says("red"), ["Welcome!"]);
    assert_eq!(chat.places(), ["shop"]);
    assert_eq!(chat.state.stack[0].params, json!({"seats": 4}), "with what it was entered with");
}

#[test]
fn questions_of_other_forms_nest() {
    let main = Context::new("main").keyword("order", ask("drink")).answer("drink", |a| {
        a.ask("Tea or coffee?").keyword("who", ask("/person/name")).any_text(("Coming.", leave()))
    });
    let person = Context::new("person").answer("name", |a| {
        a.ask("Your name?")
            .keyword("ana", ask("sure"))
            .answer("sure", |a| a.ask("Sure?").keyword("yes", leave()))
            .keyword("never mind", leave())
    });
    let mut chat = Chat::with([main, person]);
    chat.says("order");
    assert_eq!(chat.says("who"), ["Your name?"]);
    assert_eq!(chat.says("ana"), ["Sure?"]);
    assert_eq!(chat.places(), ["main/drink", "person/name", "person/name/sure"]);
    assert_eq!(chat.says("yes"), ["Your name?"], "who comes back to a question hears it again");
    assert_eq!(chat.says("never mind"), ["Tea or coffee?"]);
    assert_eq!(chat.says("tea"), ["Coming."]);
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn a_question_may_skip_itself() {
    let form = Context::new("main")
        .keyword("begin", ask("first"))
        .answer("first", |a| a.ask(("Known already.", ask("../second"))))
        .answer("second", |a| {
            a.ask(|Given(given): Given<Option<u8>>| format!("Second? {given:?}")).any_text(leave())
        });
    let mut chat = Chat::with([form]);
    assert_eq!(chat.says("begin"), ["Known already.", "Second? None"]);
    assert_eq!(chat.places(), ["main/second"]);
}

#[test]
fn questions_that_ask_each_other_are_told_with_their_lines() {
    let form = Context::new("main")
        .keyword("begin", ask("first"))
        .answer("first", |a| a.ask(ask("../second")))
        .answer("second", |a| a.ask(ask("../first")));
    let told = Chat::with([form]).fails("begin");
    assert!(told.contains("one event moved the conversation 16 times and would not end"), "{told}");
    assert_eq!(told.matches("forms.rs:").count(), 4, "the last line, and all three: {told}");
}

#[test]
fn only_so_many_questions_nest() {
    let nest = |name: &'static str, other: &'static str| {
        Context::new(name).answer("q", |a| {
            a.ask("?").keyword("deeper", ask(format!("/{other}/q"))).keyword("back", leave())
        })
    };
    let mut chat = Chat::with([nest("main", "other").keyword("begin", ask("q")), nest("other", "main")]);
    chat.says("begin");
    for _ in 0..40 {
        assert_eq!(chat.says("deeper"), ["?"]);
    }
    assert_eq!(chat.places().len(), ConversationState::DEPTH);
    for _ in 0..ConversationState::DEPTH {
        chat.says("back");
    }
    assert_eq!(chat.places(), [""; 0]);
}
