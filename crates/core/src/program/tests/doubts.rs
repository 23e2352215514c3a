//! What is allowed, but hardly meant; and what is known to be said.

use super::*;
use crate::{Flow, Form, FormChoice, Message, Question, plan::QuickReplies, t};

fn program(contexts: impl IntoIterator<Item = Context>) -> Program {
    let builder = contexts.into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    builder.build().unwrap_or_else(|faults| panic!("{faults}"))
}

fn doubts(contexts: impl IntoIterator<Item = Context>) -> Vec<String> {
    program(contexts).warnings().into_iter().map(|fault| fault.text).collect()
}

fn faults(contexts: impl IntoIterator<Item = Context>) -> Vec<String> {
    let builder = contexts.into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    builder.build().err().into_iter().flat_map(|faults| faults.0).map(|fault| fault.to_string()).collect()
}

/// A question with buttons, as a value.
fn menu<const N: usize>(buttons: [Button; N]) -> Message {
    Message::Buttons(Question { text: "What will it be?".into(), buttons: buttons.into() })
}

#[test]
fn questions_that_lead_round_in_circles_have_no_end() {
    let form = |last: Flow| {
        Context::new("main")
            .keyword("go", ask("one"))
            .answer("one", |a| a.ask("One?").any_text(ask("../two")))
            .answer("two", |a| a.ask("Two?").any_text(ask("../three")))
            .answer("three", |a| a.ask("Three?").any_text(last))
    };
    let told = doubts([form(ask("../one"))]);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].contains("answer `main/one` never ends: it only asks `main/two`"), "{told:#?}");
    assert_eq!(doubts([form(leave())]), [""; 0], "one way out is enough");
    assert_eq!(doubts([form(ask("../one")).deep().keyword("stop", leave())]), [""; 0]);
}

#[test]
fn an_answer_that_nobody_asks_is_told_if_that_is_certain() {
    let contexts = |main: Context| {
        let inner = |a: crate::Answer| a.ask("Why?").any_text(ask("/faq/because"));
        let faq = Context::new("faq").answer("why", inner);
        [main, faq.answer("because", |a| a.ask("Because?").any_text(leave()))]
    };
    let told = doubts(contexts(Context::new("main").any_text("main")));
    let never = |name: &str| format!("`faq/{name}` is never asked: no block ends with `ask(…)` of it");
    assert_eq!(told, [never("why"), never("because")], "what is asked from there is not asked either");
    assert_eq!(doubts(contexts(Context::new("main").any_text(ask("/faq/why")))), [""; 0]);
    assert_eq!(doubts(contexts(Context::new("main").any_text(|| ask("/faq/why")))), [""; 0]);
    let unsure = Context::new("main").any_text(|| "a function may ask anything");
    assert_eq!(doubts(contexts(unsure)), [""; 0]);
}

#[derive(Form)]
struct SignUp {
    #[form(ask = "Which colour?")]
    color: Color,
}

#[derive(Debug, FormChoice)]
enum Color {
    #[form(title = "A colour with a name longer than any button")]
    Long,
    Red,
}

fn sign_up() -> Context {
    Context::new("profile").form("sign_up", |done: SignUp| format!("{:?}", done.color))
}

#[test]
fn a_form_that_nobody_asks_for_is_told_once() {
    let told = doubts([Context::new("main").any_text("main"), sign_up()]);
    assert_eq!(told, ["`profile/sign_up` is never asked: no block ends with `ask(…)` of it"]);
    assert_eq!(doubts([Context::new("main").any_text(ask("/profile/sign_up")), sign_up()]), [""; 0]);
}

#[test]
fn a_deep_block_serves_somebody() {
    let told = doubts([Context::new("main").deep().keyword("stop", leave())]);
    assert_eq!(told, ["`deep()` does nothing here: nothing stands inside `main`"]);
}

#[derive(Payload, Serialize, Deserialize)]
struct Buy {
    sku: String,
}

#[test]
fn a_known_button_that_no_block_answers_is_told() {
    let apple = || Buy { sku: "apple".into() };
    let main = || {
        Context::new("main")
            .keyword("menu", menu([Button::new("Apple", apple()), Button::postback("Shop", "shop/open")]))
            .keyword("again", menu([Button::postback("Menu", "menu")]))
            .postback("menu", "The menu.")
    };
    let told = doubts([main(), Context::new("shop").keyword("open", "It is open.")]);
    assert_eq!(
        told,
        [
            "a button says `buy`, and no block of context `main` answers it",
            "a button says `shop/open`, and no block of context `shop` answers it",
        ]
    );
    let shop = Context::new("shop").on(|order: Buy| order.sku).everything_else("Open.");
    assert_eq!(doubts([main(), shop]), [""; 0], "the type leads to where its block is");
}

#[test]
fn a_known_message_that_cannot_be_said_is_a_fault() {
    let shop = || Context::new("shop").on(|order: Buy| order.sku);
    let mall = Context::new("mall").on(|order: Buy| order.sku);
    let apple = Button::new("Apple", Buy { sku: "apple".into() });
    let main = Context::new("main")
        .keyword("a", menu([Button::postback("Shop", "shp/open")]))
        .keyword("b", menu([]))
        .keyword("c", menu([apple]));
    let told = faults([main, shop(), mall]);
    for (number, fault) in [
        "the payload `shp/open` leads to a context `shp` that does not exist",
        "there are no buttons to press",
        "the payload `buy` has a block in `shop` and `mall`; name the context",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(told.get(number).is_some_and(|told| told.contains(fault)), "{fault}\n{told:#?}");
    }
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told.iter().all(|told| told.matches("doubts.rs:").count() == 1), "{told:#?}");
    let text = faults([Context::new("main").keyword("a", (t!("gone"), leave()))]);
    assert_eq!(text.len(), 1, "a text that is missing is told once: {text:#?}");
}

#[test]
fn a_route_to_where_no_block_takes_it_is_told() {
    let bot = || {
        ProgramBuilder::new()
            .context(Context::new("main"))
            .context(Context::new("shop").keyword("apple", "Here.").reaction("Thanks."))
    };
    let told = |builder: ProgramBuilder| {
        let program = builder.build().unwrap();
        program.warnings().into_iter().map(|fault| fault.text).collect::<Vec<_>>()
    };
    let dead = bot().route_command("buy", "shop").route_inline_query("shop").route_comment("main");
    assert_eq!(
        told(dead),
        [
            "`/buy` is routed to context `shop`, where no block takes it (`routes.commands.buy`)",
            "`comment` is routed to context `main`, where no block takes it (`routes.comment`)",
            "`inline_query` is routed to context `shop`, where no block takes it (`routes.inline_query`)",
        ]
    );
    let alive = bot().context(
        Context::new("news").command("buy", "Bought.").sub_context(Context::new("old").regex("x$", "maybe")),
    );
    let alive = alive.route_command("buy", "news").route_command("sell", "news/old");
    assert_eq!(told(alive), [""; 0]);
}

/// A platform whose buttons are short and few.
static NARROW: Capabilities = {
    let mut narrow = Capabilities::new(Platform::new("narrow"), Unit::CodePoints, 4096);
    narrow.buttons.count = 2;
    narrow.buttons.title = 10;
    narrow.quick_replies = Some(QuickReplies { count: 13, title: 10, payload: 64 });
    narrow
};

fn over(program: &Program) -> Vec<String> {
    let found = program.over_limits(&NARROW);
    assert!(found.iter().all(|fault| fault.at.is_some_and(|at| at.file().ends_with("doubts.rs"))));
    found.into_iter().map(|fault| fault.text).collect()
}

#[test]
fn what_is_known_and_over_a_limit_is_told() {
    let button = |title: &str| Button::postback(title, "menu");
    let fits = menu([button("0123456789"), button("short")]);
    let long = menu([button("0123456789a")]);
    let many = menu(["a", "b", "c"].map(button));
    let main = |message: Message| program([Context::new("main").postback("menu", message)]);
    assert_eq!(over(&main(fits)), [""; 0]);
    assert_eq!(over(&main(long)), ["on narrow: `0123456789a` is too long here: cut"]);
    let divided = "on narrow: 3 buttons do not fit below one message here: shown as 2 messages";
    assert_eq!(over(&main(many)), [divided]);
}

#[test]
fn choices_of_forms_are_known_too() {
    let main = Context::new("main").any_text(ask("/profile/sign_up"));
    let told = over(&program([main, sign_up()]));
    assert_eq!(
        told,
        ["on narrow: `A colour with a name longer than any button` is too long here: cut"],
        "once"
    );
}

#[test]
fn what_is_over_a_limit_in_one_language_is_told() {
    let message =
        Message::Buttons(Question { text: "?".into(), buttons: vec![Button::postback(t!("buy-it"), "buy")] });
    let builder = ProgramBuilder::new()
        .context(Context::new("main").postback("buy", message))
        .locale("en", "buy-it = Buy")
        .locale("es", "buy-it = Comprarlo ahora mismo");
    assert_eq!(over(&builder.build().unwrap()), ["on narrow: `Comprarlo ahora mismo` is too long here: cut"]);
}

#[test]
fn what_belongs_to_the_app_is_listed() {
    let builder = ProgramBuilder::new()
        .context(Context::new("main").any_text("main"))
        .context(Context::new("shop").command("buy", "Bought."))
        .before_exit(pass())
        .before_blocks(pass())
        .on_error("Sorry.")
        .landing("shop")
        .route_command("buy", "shop");
    let program = builder.build().unwrap();
    let kinds: Vec<_> = program.app_blocks().map(|block| block.kind).collect();
    assert_eq!(kinds, ["before_blocks", "before_exit", "on_error"]);
    let routes = program.routes();
    assert_eq!((routes.default, routes.landing), ("main", Some("shop")));
    assert_eq!(routes.commands, BTreeMap::from([("buy", "shop")]));
}
