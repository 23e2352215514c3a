//! What outlives a new version of the bot, and what is kept for later.

use super::*;
use crate::{replay, return_to_saved, state::Frame};

#[test]
fn a_context_that_was_renamed_keeps_its_conversations_and_buttons() {
    let old = |name: &'static str, inner: &'static str| {
        Context::new(name).keyword("ask", ask(format!("{inner}/email"))).sub_context(
            Context::new(inner).postback("save", "Saved.").any_text("settings").answer("email", |a| {
                a.ask(|reply: Reply| reply.button("Email?", [Button::postback("None", "none")]))
                    .postback("none", leave())
            }),
        )
    };
    let main = || Context::new("main").keyword("go", change_to("account"));
    let mut chat = Chat::with([main(), old("account", "options")]);
    chat.says("go");
    chat.says("ask");
    assert_eq!(chat.places(), ["account", "account/options/email"]);

    let new = Context::new("profile").alias("account").sub_context(
        Context::new("settings")
            .alias("options")
            .alias("/choices")
            .postback("save", "Saved.")
            .any_text("settings")
            .answer("mail", |a| {
                a.alias("email").ask("Mail?").postback("none", ("No mail.", leave())).any_text("mail")
            }),
    );
    chat.program = Chat::with([main(), new]).program;
    assert_eq!(chat.says("x"), ["mail"]);
    assert_eq!(chat.places(), ["profile", "profile/settings/mail"], "it goes by its new name now");
    assert_eq!(chat.press("None"), handled(&["No mail."]));
    for wire in ["account/options/save", "profile/options/save", "account/settings/save", "choices/save"] {
        assert_eq!(chat.payload(wire), handled(&["Saved."]), "{wire}");
    }
}

/// In the reference an unknown context was no method of a text, and the press ended in silence.
#[test]
fn row_34_what_no_longer_exists_gives_way() {
    let contexts = || {
        [
            Context::new("main").any_text("main").keyword("go", change_to("news")),
            Context::new("news").any_text("We have moved."),
        ]
    };
    let gone = || vec![Frame { context: "gone".into(), params: json!(1) }];
    let mut chat = Chat::with(contexts());
    chat.state.stack = gone();
    assert_eq!(chat.says("x"), ["main"]);
    assert_eq!(chat.places(), [""; 0]);
    let heard = chat.payload("gone/yes");
    assert_eq!(
        (heard.texts.len(), heard.verdict),
        (1, Verdict::Unknown),
        "who presses an old button is told"
    );

    let builder = contexts().into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    let mut chat = Chat::of(builder.landing("/news"));
    chat.state.stack = gone();
    assert_eq!(chat.says("x"), ["We have moved."]);
    assert_eq!(chat.places(), ["news"]);
    chat.state.stack = vec![gone().remove(0), Frame { context: "news".into(), params: Value::Null }];
    assert_eq!(chat.says("x"), ["We have moved."]);
}

#[test]
fn a_saved_context_is_returned_to_with_its_questions_and_parameters() {
    let mut chat = Chat::with([
        Context::new("main").keyword("go", change_to("shop").with(json!(4))).on_enter("main"),
        Context::new("shop")
            .keyword("ask", ask("size"))
            .deep()
            .keyword("settings", change_to("/settings").save_context())
            .any_text(|Given(seats): Given<u8>| seats.to_string())
            .answer("size", |a| a.ask("Size?").keyword("l", leave())),
        Context::new("settings").keyword("done", ("Done.", return_to_saved())),
    ]);
    chat.says("go");
    chat.says("ask");
    chat.says("settings");
    assert_eq!(chat.places(), ["settings"]);
    assert_eq!(chat.says("done"), ["Done.", "Size?"]);
    chat.says("l");
    assert_eq!(chat.says("x"), ["4"]);
    chat.says("settings");
    chat.says("done");
    chat.state.stack = vec![Frame { context: "settings".into(), params: Value::Null }];
    assert_eq!(chat.says("done"), ["Done.", "main"], "nothing is saved any more");
    assert_eq!(chat.places(), [""; 0]);
}

fn gate() -> [Context; 2] {
    [
        Context::new("main")
            .regex("^flights to (.+)", |found: crate::Captures, name: Session<Name>| match name.0.as_str() {
                "" => (format!("First: {}", &found[0]), ask("gate/name").memorize()),
                name => (format!("Flights to {} for {name}.", &found[1]), crate::Flow::default()),
            })
            .postback("book", |Params(p): Params<Value>, name: Session<Name>| match name.0.as_str() {
                "" => ("First:".to_owned(), ask("gate/name").memorize()),
                name => (format!("Booked {} for {name}.", p["seat"]), crate::Flow::default()),
            })
            .keyword("offer", |reply: Reply| {
                reply.button(
                    "?",
                    [
                        Button::postback("Short", payload("book", json!({"seat": 1}))),
                        Button::postback("Long", payload("book", json!({"seat": "x".repeat(80)}))),
                    ],
                )
            })
            .keyword("again", replay()),
        Context::new("gate").answer("name", |a| {
            a.ask("Who are you?")
                .any_text(|Text(text): Text, mut name: Session<Name>| {
                    name.0 = text;
                    leave()
                })
                .keyword("ana", |mut name: Session<Name>| {
                    name.0 = "Ana".into();
                    ("Thank you.", leave().replay())
                })
        }),
    ]
}

#[derive(Session, Default, Serialize, Deserialize)]
struct Name(String);

#[test]
fn what_is_saved_stays_saved_while_the_conversation_may_not_leave() {
    let builder = ProgramBuilder::new()
        .context(Context::new("main").keyword("go", change_to("shop")))
        .context(Context::new("shop").keyword("settings", change_to("/settings").save_context()))
        .context(Context::new("settings").keyword(["done", "really done"], return_to_saved()));
    let mut chat = Chat::of(builder.before_exit(|event: Event| match event.text() {
        Some("done") => halt(),
        _ => pass(),
    }));
    for text in ["go", "settings", "done"] {
        chat.says(text);
    }
    assert_eq!(chat.places(), ["settings"]);
    chat.says("really done");
    assert_eq!((chat.places(), &chat.state.saved), (vec!["shop"], &None));
}

#[test]
fn a_memorised_text_is_handled_later() {
    let mut chat = Chat::with(gate());
    assert_eq!(chat.says("flights to Rome"), ["First: flights to Rome", "Who are you?"]);
    assert_eq!(chat.says("Bob"), [""; 0]);
    assert_eq!(chat.says("again"), ["Flights to Rome for Bob."]);
    assert_eq!(chat.says("again"), [""; 0], "once");
}

#[test]
fn a_memorised_press_is_handled_later_whatever_its_form() {
    for title in ["Short", "Long"] {
        let mut chat = Chat::with(gate());
        chat.says("offer");
        assert_eq!(chat.wire(title).starts_with('#'), title == "Long");
        assert_eq!(chat.press(title).texts, ["First:", "Who are you?"]);
        chat.says("Bob");
        let heard = chat.says("again");
        assert!(heard.len() == 1 && heard[0].ends_with("for Bob."), "{heard:?}");
    }
}

#[test]
fn a_memory_survives_the_store() {
    let mut chat = Chat::with(gate());
    chat.says("flights to Rome");
    chat.state = serde_json::from_str(&serde_json::to_string(&chat.state).unwrap()).unwrap();
    chat.says("Bob");
    assert_eq!(chat.says("again"), ["Flights to Rome for Bob."]);
}

#[test]
fn a_move_may_come_before_the_replay() {
    let mut chat = Chat::with(gate());
    chat.says("flights to Rome");
    assert_eq!(chat.says("ana"), ["Thank you.", "Flights to Rome for Ana."]);
    assert_eq!(chat.places(), [""; 0]);
}
