//! Titles that are typed instead of pressed.

use proptest::{collection::vec, prelude::*};

use super::*;

/// A bot whose titles can be typed.
fn typing(contexts: impl IntoIterator<Item = Context>) -> Chat {
    let builder = contexts.into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    Chat::of(builder.typed_postbacks(true))
}

fn question(reply: &Reply) -> Reply {
    reply.button("Which?", [Button::postback("Coffee", "coffee"), Button::postback("Green tea 🍵", "tea")])
}

fn drinks() -> Context {
    Context::new("main")
        .postback("coffee", "A coffee.")
        .postback("tea", "A tea.")
        .keyword("which", |reply: Reply| question(&reply))
        .everything_else("What?")
}

#[test]
fn typing_a_title_presses_it() {
    let mut chat = typing([drinks()]);
    assert_eq!(chat.says("coffee"), ["What?"], "nothing was shown yet");
    chat.says("which");
    for text in ["Coffee", " COFFEE ", "cofee"] {
        assert_eq!(chat.says(text), ["A coffee."], "{text}");
    }
    for text in ["Green tea 🍵", "green tea", "gren tea"] {
        assert_eq!(chat.says(text), ["A tea."], "{text}");
    }
    assert_eq!(chat.says("tea"), ["What?"]);
    let pressed = chat.press("Coffee");
    assert_eq!(chat.event(written("coffee")), pressed);
}

#[test]
fn titles_are_typed_only_if_that_is_wanted() {
    let mut chat = Chat::with([drinks()]);
    chat.says("which");
    assert_eq!(chat.says("Coffee"), ["What?"]);
    assert!(chat.state.titles.is_empty());

    let asking = drinks().keyword("ask", |reply: Reply| question(&reply.typed_postbacks(true)));
    let mut chat = Chat::with([asking]);
    chat.says("ask");
    assert_eq!(chat.says("Coffee"), ["A coffee."]);
    chat.says("which");
    assert_eq!(chat.says("Coffee"), ["What?"], "the last reply with buttons cannot be typed");

    let mut chat = typing([drinks().keyword("ask", |reply: Reply| question(&reply.typed_postbacks(false)))]);
    chat.says("ask");
    assert_eq!(chat.says("Coffee"), ["What?"]);
}

#[test]
fn row_37_titles_survive_what_does_not_match() {
    let mut chat = typing([drinks()]);
    chat.says("which");
    assert_eq!(chat.says("good question"), ["What?"]);
    assert_eq!(chat.says("hm"), ["What?"]);
    assert_eq!(chat.says("coffee"), ["A coffee."]);
    assert_eq!(chat.says("coffee"), ["A coffee."], "its button is still there, too");
}

#[test]
fn quick_replies_are_typed_until_one_is_chosen() {
    let main = drinks().keyword("quick", |reply: Reply| {
        reply.quick_reply("Quick!", [Button::postback("Coffee", "coffee"), Button::postback("Tea", "tea")])
    });
    let mut chat = typing([main]);
    chat.says("quick");
    assert_eq!(chat.says("well"), ["What?"]);
    assert_eq!(chat.says("tea"), ["A tea."]);
    assert_eq!(chat.says("tea"), ["What?"]);
    chat.says("quick");
    chat.press("Coffee");
    assert_eq!(chat.says("tea"), ["What?"]);
}

#[test]
fn a_title_goes_before_keywords_and_a_close_spelling_behind() {
    let main = drinks()
        .keyword("coffee", "The keyword.")
        .keyword("coffe", "Another keyword.")
        .regex("^cofee$", "The regex.")
        .any_text("Any text.");
    let mut chat = typing([main]);
    assert_eq!(chat.says("coffee"), ["The keyword."]);
    chat.says("which");
    assert_eq!(chat.says("coffee"), ["A coffee."]);
    assert_eq!(chat.says("coffe"), ["Another keyword."]);
    assert_eq!(chat.says("cofee"), ["The regex."]);
    assert_eq!(chat.says("coffeee"), ["A coffee."]);
    assert_eq!(chat.says("something"), ["Any text."]);
}

#[test]
fn a_title_leads_where_its_button_does() {
    let shop = Context::new("shop")
        .postback("buy", |Params(order): Params<Value>| format!("{} is yours.", order["sku"]))
        .everything_else(|reply: Reply| {
            reply.button(
                "What?",
                [Button::postback("An apple", payload("buy", json!({"sku": "x".repeat(60)})))],
            )
        });
    let main = Context::new("main").keyword("shop", change_to("shop")).everything_else("What?");
    let mut chat = typing([main.keyword("home", change_to("/main")), shop]);
    chat.says("shop");
    chat.says("what is there?");
    assert!(chat.wire("An apple").starts_with('#'), "it did not fit");
    let bought = format!("\"{}\" is yours.", "x".repeat(60));
    assert_eq!(chat.says("an apple"), [bought.as_str()]);
    assert_eq!(chat.says("an aple"), [bought.as_str()]);
    chat.state.stack.clear();
    assert_eq!(chat.says("an apple"), [bought.as_str()], "wherever the conversation is");
}

#[test]
fn terms_are_those_of_the_button() {
    let main = drinks().keyword("order", |reply: Reply| {
        reply.button(
            "Order?",
            [
                Button::postback("Coffee", "coffee").once(),
                Button::postback("Tea", "tea").expires_in(Duration::from_secs(60)),
            ],
        )
    });
    let mut chat = typing([main]);
    chat.says("order");
    assert_eq!(chat.event(written("coffee")).verdict, Verdict::Handled);
    assert_eq!(chat.event(written("coffee")).verdict, Verdict::AlreadyUsed);
    assert_eq!(chat.press("Coffee").verdict, Verdict::AlreadyUsed);
    assert_eq!(chat.says("cofee"), ["What?"], "a slip is no press of what cannot be pressed");
    let mut late = written("tea");
    late.at = Timestamp::from_second(61).unwrap();
    assert_eq!(chat.event(late).verdict, Verdict::Expired);
}

#[test]
fn a_slip_that_meant_something_else_uses_nothing_up() {
    let main = drinks().keyword("cofee", "The keyword.").keyword("order", |reply: Reply| {
        reply.button("Order?", [Button::postback("Coffee", "coffee").once()])
    });
    let mut chat = typing([main]);
    chat.says("order");
    assert_eq!(chat.says("cofee"), ["The keyword."]);
    assert_eq!(chat.press("Coffee").verdict, Verdict::Handled);
}

#[test]
fn what_was_shown_before_a_question_is_no_answer_to_it() {
    let main = drinks().keyword("paint", ask("color")).answer("color", |a| {
        a.ask("Which color?").any_text(|Text(color): Text, reply: Reply| {
            reply.text(format!("{color} it is."));
            leave()
        })
    });
    let mut chat = typing([main]);
    chat.says("which");
    chat.says("paint");
    assert_eq!(chat.says("coffee"), ["coffee it is."]);
    assert_eq!(chat.says("coffee"), ["A coffee."]);
}

#[test]
fn buttons_of_a_question_can_be_typed_as_its_answer() {
    let main = Context::new("main").everything_else(ask("size")).answer("size", |a| {
        a.ask(|reply: Reply| reply.quick_reply("Which size?", [Button::postback("Large", "large")]))
            .postback("large", ("Large it is.", leave()))
            .any_text("A size, please.")
    });
    let mut chat = typing([main]);
    chat.says("hello");
    assert_eq!(chat.says("enormous"), ["A size, please."]);
    assert_eq!(chat.says("lrage"), ["Large it is."]);
}

#[test]
fn in_a_group_only_what_is_said_to_the_bot_may_have_a_slip() {
    let mut chat = typing([drinks()]);
    chat.says("which");
    let overheard = |text: &str| {
        let mut event = written(text);
        event.addressed = false;
        event
    };
    assert_eq!(chat.event(overheard("cofee")).texts, [""; 0]);
    assert_eq!(chat.event(overheard("coffee")).texts, ["A coffee."]);
    chat.person.id += 1;
    assert_eq!(chat.event(overheard("coffee")).texts, [""; 0], "they were shown to somebody else");
}

#[test]
fn a_button_that_leads_nowhere_any_more_is_told_of() {
    let mut chat = typing([drinks()]);
    chat.says("which");
    let wire = chat.state.titles.clone();
    let mut other = typing([Context::new("main").everything_else("What?").postback("else", "Else.")]);
    other.state.titles = wire;
    assert_eq!(other.says("coffee"), ["What?"], "`everything_else` takes any press");
    let mut other = typing([Context::new("main").keyword("hi", "Hello!")]);
    other.state.titles = chat.state.titles;
    assert_eq!(other.event(written("coffee")).verdict, Verdict::Unknown);
}

#[test]
fn row_53_yes_no_and_cancel_can_be_typed_in_the_persons_language() {
    let main = || {
        let delete = |reply: Reply| {
            reply.confirm(
                "Delete it?",
                Button::postback("Delete", "delete"),
                Button::postback("Keep", "keep"),
            )
        };
        let main = Context::new("main").postback("delete", "Gone.").postback("keep", "Still there.");
        main.keyword("delete it", delete).everything_else("What?")
    };
    let answers = |locale: &str, text: &str| {
        let mut chat = Chat { locale: Some(locale.to_owned()), ..Chat::with([main()]) };
        assert_eq!(chat.says("delete it"), ["Delete it?"]);
        let heard = chat.says(text).remove(0);
        assert!(heard == "What?" || chat.says("yes") == ["What?"], "it was answered");
        heard
    };
    for text in ["yes", "YES", "ok", "Delete", "delte"] {
        assert_eq!(answers("en", text), "Gone.", "{text}");
    }
    for text in ["no", "cancel", "keep"] {
        assert_eq!(answers("en", text), "Still there.", "{text}");
    }
    for (text, heard) in [("sí", "Gone."), ("si", "Gone."), ("Cancelar", "Still there."), ("yes", "What?")] {
        assert_eq!(answers("es-AR", text), heard, "{text}");
    }
    assert_eq!(answers("en", "perhaps"), "What?");
}

#[derive(Session, Default, Serialize, Deserialize)]
struct Known(bool);

#[test]
fn a_memorised_title_is_the_press_it_was() {
    let latte = |mut known: Session<Known>| match std::mem::replace(&mut known.0, true) {
        false => ("Who are you?", change_to("login").memorize()),
        true => ("A latte.", keep()),
    };
    let main = Context::new("main")
        .postback("latte", latte)
        .everything_else(|reply: Reply| reply.button("What?", [Button::postback("A latte", "latte").once()]));
    let mut chat = typing([main, Context::new("login").any_text(leave().replay())]);
    chat.says("hello");
    assert_eq!(chat.says("a late"), ["Who are you?"]);
    chat.state.titles = crate::state::Titles::default();
    assert_eq!(chat.says("Ana"), ["A latte."]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_press_is_never_silent_however_it_is_made(
        steps in vec((0..7_u8, "coff?e?e|[gG]reen tea|which|order|stop|[a-z]{0,5}"), 1..16),
    ) {
        let main = drinks()
            .keyword("order", |reply: Reply| reply.quick_reply("Order?", [
                Button::postback("Coffee", "coffee").once(),
                Button::postback("Coffe", payload("nobody", json!({"a": "x".repeat(70)}))),
                Button::postback("Tea", "/gone"),
            ]))
            .keyword("paint", ask("color"))
            .answer("color", |a| a.ask(|reply: Reply| reply.button("Color?", [Button::postback("Red", "red")]))
                .postback("red", pass())
                .any_text(leave()));
        let main = main.sub_context(Context::new("gone").postback("quiet", pass()));
        let mut chat = typing([main]);
        for (kind, text) in steps {
            let event = match (kind, chat.buttons.len()) {
                (0..3, _) => written(&text),
                (3, _) => written("paint"),
                (4, count) if count > 0 => written(&chat.buttons[text.len() % count].0.clone()),
                (5, count) if count > 0 => event(EventKind::Postback(chat.buttons[text.len() % count].1.clone())),
                _ => event(EventKind::Postback(format!("main/{text}"))),
            };
            let pressed = event.payload().is_some();
            let Ok((heard, _)) = chat.try_event(event.clone()) else { continue };
            if pressed {
                prop_assert_ne!(heard.verdict, Verdict::Unmatched);
            }
            if pressed || heard.verdict.is_stale() {
                prop_assert!(!heard.texts.is_empty(), "{:?}", event.kind);
            }
        }
    }
}
