//! Which block takes an event.

use super::*;

#[test]
fn the_kind_decides_and_not_the_order_of_declaration() {
    let mut chat = Chat::with([Context::new("main")
        .everything_else("everything else")
        .any_text("any text")
        .keyword("hi", "keyword")
        .regex("^hi|found", "regex")
        .command("hi", "command")
        .any_postback("any postback")
        .postback("hi", "postback")
        .deep_link("deep link")]);
    assert_eq!(chat.says("hi"), ["regex"]);
    assert_eq!(chat.says("/hi"), ["command"]);
    assert_eq!(chat.says("what"), ["any text"]);
    assert_eq!(chat.payload("hi"), handled(&["postback"]));
    assert_eq!(chat.payload("ho"), handled(&["any postback"]));
    assert_eq!(chat.event(event(EventKind::OtherMessage("photo".into()))), handled(&["everything else"]));
    for kind in [EventKind::Postback("hi".into()), EventKind::Referral, written("/hi").kind] {
        let mut linked = event(kind);
        linked.deep_link = Some("ref".into());
        assert_eq!(chat.event(linked), handled(&["deep link"]));
    }
}

#[test]
fn a_block_that_passes_leaves_the_event_to_the_next() {
    let mut chat = Chat::with([Context::new("main")
        .regex("o", ("first", pass()))
        .regex("x", "not this one")
        .regex("u", ("second", pass()))
        .keyword("you", ("third", pass()))
        .any_text(("fourth", pass()))
        .everything_else("last")]);
    assert_eq!(chat.says("you"), ["first", "second", "third", "fourth", "last"]);
}

#[test]
fn hooks_stand_around_unless_something_halts_or_moves() {
    let around = |context: Context| context.before_anything("before").after_all("after");
    let mut chat = Chat::with([
        around(Context::new("main"))
            .keyword("plain", "plain")
            .keyword("halt", ("halted", halt()))
            .keyword("go", change_to("guarded")),
        Context::new("guarded")
            .before_anything(|text: Option<Text>| match text {
                Some(Text(text)) if text == "secret" => pass(),
                Some(_) => halt(),
                None => leave(),
            })
            .any_text("let in")
            .after_all("after"),
    ]);
    assert_eq!(chat.says("plain"), ["before", "plain", "after"]);
    assert_eq!(chat.says("halt"), ["before", "halted"]);
    assert_eq!(chat.says("unknown"), ["before", "after"]);
    assert_eq!(chat.says("go"), ["before", "after"]);
    assert_eq!(chat.says("secret"), ["let in", "after"]);
    assert_eq!(chat.says("other"), [""; 0]);
    assert_eq!(chat.event(event(EventKind::OtherMessage("photo".into()))).texts, [""; 0]);
    assert_eq!(chat.says("plain"), ["before", "plain", "after"]);
}

#[test]
fn row_28_a_regex_sees_the_text_as_written_and_gives_every_match() {
    let mut chat = Chat::with([Context::new("main").regex("hello", "lower").regex("HELLO", "upper")]);
    assert_eq!((chat.says("well, hello"), chat.says("HELLO")), (vec!["lower".into()], vec!["upper".into()]));
    let mut chat = Chat::with([Context::new("main").regex(r"\S+@\S+", |found: crate::Captures| {
        found.matches().iter().map(|address| address[0].to_owned()).collect::<Vec<_>>().join(" and ")
    })]);
    assert_eq!(chat.says("bob@example.com, Ana@Example.ORG"), ["bob@example.com, and Ana@Example.ORG"]);
    let mut chat = Chat::with([Context::new("main")
        .regex(r"([\w.]+)@([\w.]+)", |found: crate::Captures| {
            format!("{} of {}", &found[1], found.matches().len())
        })]);
    assert_eq!(chat.says("Bob@Example.com ana@example.org"), ["Bob of 2"]);
}

#[test]
fn names_match_whatever_their_case() {
    let mut chat = Chat::with([Context::new("main")
        .postback(["Sí", "yep"], "yes")
        .keyword(["Olá", "hi there"], "hello")
        .command("Start", "begun")]);
    assert_eq!(chat.payload("sÍ"), handled(&["yes"]));
    assert_eq!(chat.payload("YEP"), handled(&["yes"]));
    assert_eq!(chat.says("  OLÁ\n"), ["hello"]);
    assert_eq!(chat.says("/START now"), ["begun"]);
}

/// Understands that seven are ordered.
struct Orders;

impl crate::Nlu for Orders {
    fn understand<'a>(&'a self, _: &'a crate::Utterance) -> crate::nlu::Understood<'a> {
        let mut meaning = crate::Understanding::default();
        meaning.intents.push(crate::Intent::new("order", 1.0));
        meaning.entities.push(crate::Entity::new("number", "7", 6..7));
        Box::pin(std::future::ready(Ok(meaning)))
    }
}

/// `location` goes before texts, meanings before numbers and any text: as the documentation ranks them.
#[test]
fn row_32_blocks_are_asked_in_the_documented_order() {
    type Add = fn(Context) -> Context;
    let kinds: [(&str, Add); 9] = [
        ("before_anything", |context| context.before_anything("before_anything")),
        ("regex", |context| context.regex("or", ("regex", pass()))),
        ("keyword", |context| context.keyword("order 7", ("keyword", pass()))),
        ("intent", |context| context.intent("order", ("intent", pass()))),
        ("any_intent", |context| context.any_intent(("any_intent", pass()))),
        ("entity", |context| context.entity("number", ("entity", pass()))),
        ("any_number", |context| context.any_number(("any_number", pass()))),
        ("any_text", |context| context.any_text(("any_text", pass()))),
        ("everything_else", |context| context.everything_else(("everything_else", pass()))),
    ];
    let backwards = kinds.iter().rev().fold(Context::new("main"), |context, (_, add)| add(context));
    let mut chat = Chat::of(ProgramBuilder::new().context(backwards).nlu(Arc::new(Orders)));
    assert_eq!(chat.says("order 7"), kinds.map(|(name, _)| name));

    let main = Context::new("main")
        .command("start", ("command", pass()))
        .deep_link(("deep_link", pass()))
        .any_attachment(("any_attachment", pass()))
        .location(("location", pass()))
        .postback("start", "postback");
    let mut chat = Chat::with([main]);
    let mut linked = written("/start spring");
    linked.deep_link = Some("spring".into());
    assert_eq!(chat.event(linked).texts, ["deep_link", "command"]);
    let place = crate::Attachment::Location(crate::Location::new(40.4, -3.7).unwrap());
    let sent = crate::Attachments::new([place]).unwrap();
    assert_eq!(chat.event(event(EventKind::Attachments(sent))).texts, ["location", "any_attachment"]);
}

#[test]
fn row_33_a_name_with_marks_is_one_name() {
    for name in ["view-cart", "view__cart", "view.cart", "a b", "sí, claro"] {
        let main = Context::new("main").postback(name, |Params(given): Params<Value>| {
            given["at"].as_str().unwrap_or("no parameters").to_owned()
        });
        let shown = move |reply: Reply| {
            let at = payload(name, json!({ "at": "12:30 - 13/30__" }));
            reply.button("?", [Button::postback("Plain", name), Button::postback("At", at)])
        };
        let mut chat = Chat::with([main.everything_else(shown)]);
        chat.says("show");
        assert_eq!(chat.press("Plain"), handled(&["no parameters"]), "{name}");
        assert_eq!(chat.press("At"), handled(&["12:30 - 13/30__"]), "{name}");
        assert_eq!(chat.payload(name), handled(&["no parameters"]), "from a menu: {name}");
    }
    let mut chat = Chat::with([Context::new("main")
        .postback("view-cart", "the cart")
        .any_postback(|payload: RawPayload| format!("got {payload}"))]);
    assert_eq!(chat.payload("view-cart"), handled(&["the cart"]));
    assert_eq!(chat.payload("view__cart"), handled(&["got view__cart"]));
    assert_eq!(chat.payload("12:30"), handled(&["got 12:30"]));
}

#[test]
fn a_block_whose_argument_the_event_does_not_give_steps_aside() {
    #[derive(Deserialize)]
    struct Order {
        sku: u32,
    }
    let mut chat = Chat::with([Context::new("main")
        .postback("buy", |Params(order): Params<Order>| format!("sold {}", order.sku))
        .any_postback("what was that?")]);
    assert_eq!(chat.payload(r#"buy:{"sku":7}"#), handled(&["sold 7"]));
    assert_eq!(chat.payload(r#"buy:{"sku":"seven"}"#), handled(&["what was that?"]));
    assert_eq!(chat.payload("buy"), handled(&["what was that?"]));
}

#[test]
fn in_a_group_only_what_is_said_to_the_bot_falls_to_the_wide_blocks() {
    let mut chat = Chat::with([Context::new("main")
        .keyword("hi", "hello")
        .any_text("any text")
        .everything_else("else")]);
    let mut overheard = written("what a day");
    overheard.addressed = false;
    assert_eq!(chat.event(overheard).texts, [""; 0]);
    let mut overheard = written("hi");
    overheard.addressed = false;
    assert_eq!(chat.event(overheard), handled(&["hello"]));
    assert_eq!(chat.says("what a day"), ["any text"]);
}

#[test]
fn a_block_gets_what_it_names() {
    struct Greeting(&'static str);
    #[derive(crate::FromTurn)]
    struct Who {
        user: User,
        text: Option<Text>,
    }
    let main = Context::new("main")
        .command("who", |who: Who, Text(argument): Text| {
            format!("{} {} {argument}", who.user.id(), who.text.is_some())
        })
        .deep_link(|DeepLink(value): DeepLink| value)
        .any_text(async |greeting: Data<Greeting>, Text(text): Text, platform: Platform| {
            format!("{} {text} {platform}", greeting.0)
        });
    let mut chat = Chat::of(ProgramBuilder::new().context(main).data(Greeting("Hey")));
    assert_eq!(chat.says("you"), ["Hey you messenger"]);
    assert_eq!(chat.says("/who  am I"), ["7 true am I"]);
}

#[test]
fn the_whole_turn_is_there_for_who_wants_it() {
    let name = String::from("captured");
    let mut chat = Chat::with([Context::new("main").any_text(crate::turn(async move |t| {
        t.reply().text(format!("{name}: {} in {}", t.event().text().unwrap_or_default(), t.locale()));
        halt()
    }))]);
    assert_eq!(chat.says("x"), ["captured: x in en"]);
}

#[test]
fn a_regex_takes_time_for_the_text_alone() {
    // The classic that costs a backtracking engine 2^n steps; row 10 of what the reference got wrong.
    let mut chat =
        Chat::with([Context::new("main").regex("^(a+)+$", "all a").everything_else("something else")]);
    assert_eq!(chat.says(&format!("{}!", "a".repeat(100_000))), ["something else"]);
}

#[test]
fn start_does_what_the_button_of_new_chats_does() {
    let main = || Context::new("main").postback("get_started", "Welcome!").everything_else("Sorry?");
    let mut chat = Chat::with([main()]);
    assert_eq!(chat.says("/start"), ["Welcome!"]);
    assert_eq!(chat.says("start"), ["Sorry?"]);
    // A block of its own goes first, and so does what a link carries.
    assert_eq!(Chat::with([main().command("start", "Hi!")]).says("/start"), ["Hi!"]);
    let mut linked = written("/start promo");
    linked.deep_link = Some("promo".into());
    assert_eq!(Chat::with([main().deep_link("A link!")]).event(linked), handled(&["A link!"]));
    // From wherever the conversation is.
    let shop = Context::new("shop").any_text("In the basket.");
    let mut chat = Chat::with([main().keyword("shop", change_to("shop")), shop]);
    chat.says("shop");
    assert_eq!(chat.says("/start"), ["Welcome!"]);
    assert_eq!(Chat::with([Context::new("main").everything_else("Sorry?")]).says("/start"), ["Sorry?"]);
}
