//! What is found when the app is built.

use super::*;

#[derive(Session, Default, Serialize, Deserialize)]
struct Clicks(u32);

#[derive(Session, Default, Serialize, Deserialize)]
#[session(name = "clicks")]
struct OtherClicks(u32);

struct Db;

fn lookup(_: Data<Db>) -> &'static str {
    "found"
}

#[test]
fn every_fault_is_told_at_once_with_its_line() {
    let main = Context::new("main")
        .postback("yes", "a")
        .postback(["no", "YES"], "b")
        .postback("shop/buy", "c")
        .keyword("hi", "a")
        .keyword(" Hi ", "b")
        .keyword("", "c")
        .command("see this", "a")
        .regex("(", "a")
        .any_text("a")
        .any_text("b")
        .postback([""; 0], "never")
        .keyword("find", lookup)
        .keyword("twice", |_: Session<Clicks>, _: Session<Clicks>| ())
        .keyword("other", |_: Session<OtherClicks>| ());
    let faults = ProgramBuilder::new()
        .context(main)
        .context(Context::new("Shop"))
        .context(Context::new("main"))
        .default_context("home")
        .route_command("shop", "shop")
        .build()
        .unwrap_err();
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    for (number, fault) in [
        "has a `postback` block for `YES` already, at ",
        "'/' is not allowed in `shop/buy`",
        "has a `keyword` block for ` Hi ` already",
        "a keyword cannot be empty",
        "a command is made of a-z, 0-9 and `_`; `see this` is not",
        "this is no regular expression",
        "has an `any_text` block already",
        "names nothing and can never match",
        "a context's name is made of a-z, 0-9 and `_`; `Shop` is not",
        "there is another context `main`",
        "::lookup` of context `main` takes `Data<",
        "`Session<tertulia_core::program::tests::faults::Clicks>` twice",
        "is stored as `clicks` like `tertulia_core::program::tests::faults::Clicks`",
        "there is no context `home`; the contexts are: `main`. Conversations begin there",
        "there is no context `shop`; the contexts are: `main` (`routes.commands.shop`)",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(told.get(number).is_some_and(|told| told.contains(fault)), "{number}: {fault}\n{told:#?}");
    }
    assert_eq!(told.len(), 15, "{told:#?}");
    let with_line = told.iter().filter(|told| told.contains("faults.rs:")).count();
    assert_eq!(with_line, 13, "only what is configured has no line");
}

#[test]
fn data_that_was_given_is_found() {
    let main = || Context::new("main").keyword("find", lookup);
    assert!(ProgramBuilder::new().context(main()).build().is_err());
    let mut chat = Chat::of(ProgramBuilder::new().context(main()).data(Db));
    assert_eq!(chat.says("find"), ["found"]);
}

#[test]
fn a_program_can_be_listed() {
    let chat = Chat::with([Context::new("main")
        .everything_else("x")
        .postback(["yes", "yep"], "y")
        .regex("a+", "z")]);
    let contexts: Vec<_> = chat.program.contexts().collect();
    let blocks: Vec<_> = contexts[0].blocks.iter().map(|b| (b.kind, b.pattern.as_str())).collect();
    assert_eq!(contexts[0].path, "main");
    assert_eq!(blocks, [("postback", "yes, yep"), ("regex", "a+"), ("everything_else", "")]);
}
