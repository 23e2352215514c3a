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

#[test]
fn a_tree_with_faults_tells_them_all() {
    let answer = |a: crate::Answer| a.ask("?").any_text(leave());
    let main = Context::new("main")
        .answer("silent", |a| a.any_text("x"))
        .answer("twice", |a| answer(a).ask("again?"))
        .answer("twice", answer)
        .answer("E-mail", answer)
        .answer("shop", answer)
        .sub_context(Context::new("deep").deep().on_enter("x").alias("no way").alias("a/b").deep())
        .sub_context(Context::new("other").alias("deep").alias("/shop"))
        .sub_context(Context::new("basket").alias("shop2"));
    let faults = ProgramBuilder::new()
        .context(main)
        .context(Context::new("shop"))
        .context(Context::new("shop2"))
        .landing("gone")
        .build();
    let told: Vec<_> = faults.unwrap_err().iter().map(ToString::to_string).collect();
    for fault in [
        "answer `main/silent` has no question; give it one with `.ask(…)`",
        "context `main/twice` has an `ask` block already",
        "there is another context `main/twice`, at ",
        "an answer's name is made of a-z, 0-9 and `_`; `E-mail` is not",
        "`shop` would mean both `main/shop` and the context `shop`, at ",
        "`shop2` would mean both `main/basket` and the context `shop2`, at ",
        "`on_enter` belongs to one context and cannot be deep",
        "`deep()` makes the next block deep, and no block follows",
        "begins with `/`; `no way` is not",
        "begins with `/`; `a/b` is not",
        "the alias `main/deep` is the name of a context, at ",
        "the alias `shop` is the name of a context, at ",
        "there is no context `gone`; the contexts are: `main`, `main/basket`, `main/deep`, `main/other`, `shop`, `shop2`",
    ] {
        assert!(told.iter().any(|told| told.contains(fault)), "{fault}\n{told:#?}");
    }
    assert_eq!(told.len(), 13, "{told:#?}");
    assert!(told.iter().all(|told| told.contains("faults.rs:")), "{told:#?}");
}

#[test]
fn a_question_that_nothing_answers_is_a_warning() {
    let form = |context: Context| {
        let context = context.keyword("ask", ask("why"));
        context.answer("why", |a| a.ask("Why?").everything_else("Why?"))
    };
    let chat =
        Chat::with([form(Context::new("main")), form(Context::new("exit").deep().keyword("stop", leave()))]);
    let told: Vec<_> = chat.program.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("answer `main/why` takes no answer"), "{told:?}");
}

/// What is wrong with an app whose contexts are these.
fn told(contexts: impl IntoIterator<Item = Context>) -> Vec<String> {
    let builder = contexts.into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    builder.build().err().into_iter().flat_map(|faults| faults.0).map(|fault| fault.to_string()).collect()
}

#[test]
fn a_block_that_only_leads_somewhere_is_checked_before_anything_runs() {
    let main = || {
        Context::new("main")
            .keyword("a", change_to("gone"))
            .keyword("b", ("Wait.", ask("/shop")))
            .any_text(delegate_to("./faq"))
            .answer("name", |a| a.ask("Who?").any_text(change_to("../name")))
    };
    let told = told([main(), Context::new("shop"), Context::new("faq")]);
    for (number, fault) in [
        "`gone` leads nowhere from context `main`",
        "`/shop` is not an answer and asks nothing; use `change_to(\"/shop\")`",
        "`./faq` leads nowhere from context `main`; did you mean `../faq`?",
        "`../name` is an answer; use `ask(\"../name\")`",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(told.get(number).is_some_and(|told| told.contains(fault)), "{fault}\n{told:#?}");
    }
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(told.iter().all(|told| told.contains("faults.rs:")), "{told:#?}");
}

#[test]
fn a_block_that_is_never_asked_is_a_fault() {
    for everything in ["", ".*", "^.*", "[a-z]*", "(?s).*"] {
        let told = told([Context::new("main")
            .regex("^a", "before it")
            .regex(everything, "it")
            .regex("b$", "never")
            .keyword("c", "never")
            .any_text("never")
            .everything_else("no text")]);
        assert_eq!(told.len(), 3, "{everything}: {told:#?}");
        assert!(told[0].contains("this `regex` block is never asked: the `regex` block at "), "{told:#?}");
    }
    let told = told([Context::new("main")
        .regex("hi", "Hi!")
        .regex("hi", || "never")
        .regex("hi there", "never, but")]);
    assert_eq!(told.len(), 1, "only what is certain: {told:#?}");
}

#[test]
fn what_may_be_asked_after_all_is_no_fault() {
    let blocks = |context: Context| context.any_text("text").keyword("word", "word");
    for context in [
        blocks(Context::new("main").regex(".*", pass())),
        blocks(Context::new("main").regex(".*", ("So so.", pass()))),
        blocks(Context::new("main").regex(".*", || "a function may pass")),
        blocks(Context::new("main").regex(".*", delegate_to("main").ignore_everything_else())),
        blocks(Context::new("main").regex("^$", "empty")),
        blocks(Context::new("main").regex(r"\b", "a word")),
        Context::new("main").regex(".*", "here").deep().keyword("stop", "serves what stands inside"),
    ] {
        assert_eq!(told([context]), [""; 0]);
    }
}

#[test]
fn what_answers_errors_and_stale_presses_is_declared_once() {
    let app = ProgramBuilder::new().context(Context::new("main"));
    let faults = app.on_error("a").on_error("b").on_stale("a").on_stale("b").build().unwrap_err();
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert!(told[0].contains("the app has an `on_error` block already, at "), "{told:?}");
    assert!(told[1].contains("the app has an `on_stale` block already, at "), "{told:?}");
}

#[test]
fn an_answer_that_never_ends_and_a_text_that_is_empty_are_warnings() {
    let form = |end: fn(crate::Answer) -> crate::Answer| {
        let chat =
            Chat::with([Context::new("main").any_text(ask("name")).answer("name", |a| end(a.ask("Who?")))]);
        chat.program.warnings().iter().map(|fault| fault.text.clone()).collect::<Vec<_>>()
    };
    let endless = form(|a| a.any_text("Thank you."));
    assert_eq!(endless.len(), 1);
    assert!(endless[0].contains("answer `main/name` never ends"), "{endless:?}");
    assert_eq!(form(|a| a.any_text(("Thank you.", leave()))), [""; 0]);
    assert_eq!(form(|a| a.any_text(|| "a function may go anywhere")), [""; 0]);
    let empty = form(|a| a.any_text(" ").keyword("stop", leave()));
    assert_eq!(empty, ["this `any_text` block says an empty text, so nothing is sent"]);
}
