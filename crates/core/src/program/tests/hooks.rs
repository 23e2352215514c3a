//! What runs when the conversation comes and goes, and around every turn.

use super::*;

fn noisy(name: &'static str) -> Context {
    Context::new(name)
        .on_enter(format!("enter {name}"))
        .on_exit(format!("exit {name}"))
        .regex("^go (.+)", |found: crate::Captures| change_to(found[1].to_owned()))
        .regex("^ask (.+)", |found: crate::Captures| ask(found[1].to_owned()))
        .keyword("leave", leave())
}

fn contexts() -> [Context; 3] {
    [
        noisy("main"),
        noisy("shop")
            .sub_context(noisy("fruit"))
            .answer("size", |a| {
                a.ask("Size?")
                    .on_enter("enter size")
                    .on_exit("exit size")
                    .keyword("next", ask("../color"))
                    .keyword("l", leave())
            })
            .answer("color", |a| a.ask("Colour?").on_exit("exit color").keyword("home", change_to("/main"))),
        noisy("bar"),
    ]
}

#[test]
fn a_conversation_exits_and_enters() {
    let mut chat = Chat::with(contexts());
    assert_eq!(chat.says("go shop"), ["exit main", "enter shop"]);
    assert_eq!(chat.says("go shop"), [""; 0], "it is there already");
    assert_eq!(chat.says("go fruit"), ["exit shop", "enter fruit"]);
    assert_eq!(chat.says("leave"), ["exit fruit", "enter main"]);
    assert_eq!(chat.says("leave"), [""; 0]);
}

#[test]
fn a_question_does_not_leave_the_context_it_is_asked_in() {
    let mut chat = Chat::with(contexts());
    chat.says("go shop");
    assert_eq!(chat.says("ask size"), ["enter size", "Size?"]);
    assert_eq!(chat.says("l"), ["exit size"]);
    chat.says("ask size");
    assert_eq!(chat.says("next"), ["exit size", "Colour?"]);
    assert_eq!(chat.says("home"), ["exit color", "exit shop", "enter main"]);
}

#[test]
fn entering_may_lead_on() {
    let mut chat = Chat::with([
        Context::new("main").keyword("go", change_to("form").with(json!("Ana"))),
        Context::new("form")
            .on_enter(|Given(name): Given<String>| (format!("Welcome, {name}."), ask("age")))
            .answer("age", |a| a.ask("Your age?").any_text(leave())),
    ]);
    assert_eq!(chat.says("go"), ["Welcome, Ana.", "Your age?"]);
    assert_eq!(chat.places(), ["form", "form/age"]);
}

#[test]
fn exiting_cannot_lead_elsewhere() {
    let mut chat = Chat::with([
        Context::new("main").on_exit(change_to("main")).keyword("go", change_to("bar")),
        Context::new("bar"),
    ]);
    let told = chat.fails("go");
    assert!(told.contains("hooks.rs:") && told.contains("`on_exit` cannot move the conversation"), "{told}");
}

#[test]
fn a_press_out_of_a_form_exits_its_answers() {
    let mut chat = Chat::with(contexts().map(|context| context.postback("menu", "menu")));
    chat.says("go shop");
    chat.says("ask size");
    assert_eq!(chat.payload("bar/menu").texts, ["menu", "exit size"]);
}

#[test]
fn the_app_stands_around_every_turn() {
    let builder = contexts().into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    let builder = builder
        .before_blocks(|event: Event| match event.text() {
            Some("closed") => ("we are closed", halt()),
            Some("home") => ("home", change_to("bar")),
            _ => ("before", pass()),
        })
        .after_blocks("after");
    let mut chat = Chat::of(builder);
    assert_eq!(chat.says("go shop"), ["before", "exit main", "enter shop", "after"]);
    assert_eq!(chat.says("closed"), ["we are closed", "after"]);
    assert_eq!(chat.says("home"), ["home", "exit shop", "enter bar", "after"]);
    assert_eq!(chat.says("nobody"), ["before", "after"]);
    assert_eq!(chat.payload("gone/x").texts.len(), 1, "a stale press reaches no block");
}

#[test]
fn before_exit_keeps_the_conversation_where_it_is() {
    #[derive(Session, Default, Serialize, Deserialize)]
    struct Locked(bool);
    let lock = |context: Context| {
        context
            .keyword("lock", |mut locked: Session<Locked>| locked.0 = true)
            .keyword("unlock", |mut locked: Session<Locked>| locked.0 = false)
            .postback("menu", "menu")
    };
    let builder = contexts().map(lock).into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    let mut chat =
        Chat::of(builder.before_exit(
            |locked: Session<Locked>| if locked.0 { ("Stay!", halt()) } else { ("Bye.", pass()) },
        ));
    assert_eq!(chat.says("go shop"), ["Bye.", "exit main", "enter shop"]);
    chat.says("lock");
    assert_eq!(chat.says("go bar"), ["Stay!"]);
    assert_eq!(chat.says("leave"), ["Stay!"]);
    assert_eq!(chat.says("ask size"), ["enter size", "Size?"], "a question leaves nothing");
    assert_eq!(chat.says("next"), ["exit size", "Colour?"], "nor does the next one");
    assert_eq!(chat.says("home"), ["Stay!"]);
    assert_eq!(chat.payload("bar/menu").texts, ["menu", "Stay!", "Colour?"], "the button works all the same");
    assert_eq!(chat.places(), ["shop", "shop/color"]);
}
