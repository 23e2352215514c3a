//! What blocks say, and what they cannot say.

use super::*;

#[test]
fn a_block_may_end_with_what_it_says() {
    let mut chat = Chat::with([Context::new("main")
        .keyword("value", "a value")
        .keyword("string", || String::from("a string"))
        .keyword("reply", |reply: Reply| reply.text("one").text("two"))
        .keyword("both", |reply: Reply| {
            reply.text("first");
            ("then", halt())
        })
        .keyword("async", async |reply: Reply| {
            reply.text("later");
        })
        .keyword("block", |reply: Reply| async move { Ok::<_, Error>(reply.text("async block")) })
        .keyword("result", async || -> Result<&'static str> { Ok("fine") })
        .keyword("nothing", ())]);
    for (word, said) in [
        ("value", &["a value"][..]),
        ("string", &["a string"]),
        ("reply", &["one", "two"]),
        ("both", &["first", "then"]),
        ("async", &["later"]),
        ("block", &["async block"]),
        ("result", &["fine"]),
        ("nothing", &[]),
    ] {
        assert_eq!(chat.says(word), said, "{word}");
    }
}

#[test]
fn what_cannot_be_said_fails_the_turn_as_a_whole_with_every_line() {
    let mut chat =
        Chat::with([Context::new("main").keyword("x", |reply: Reply, mut clicks: Session<Clicks>| {
            clicks.0 += 1;
            reply
                .text(" ")
                .button("?", [])
                .quick_reply("?", [Button::postback(" ", "x")])
                .list(List::new("?", "Open"));
            reply.button("?", [Button::postback("ok", "a~b")]);
            reply.button("?", [Button::postback("ok", payload("x", [1]))]);
            reply.button("?", [Button::postback("ok", "gone/x")]);
            reply.list(List::new("?", " ").section("", [Row::postback("ok", "x")]));
            reply.refuse("no such template");
        })]);
    let error = chat.try_event(written("x")).unwrap_err();
    let text = error.to_string();
    for fault in [
        "a text is empty",
        "no such template",
        "there are no buttons to press",
        "a button has no title",
        "the list has no rows",
        "'~' is not allowed in `a~b`",
        "must be a JSON object, not `[1]`",
        "leads to a context `gone` that does not exist",
        "the button that opens the list has no title",
    ] {
        assert!(text.contains(fault), "{fault} is missing in:\n{text}");
    }
    assert_eq!(text.lines().count(), 9);
    assert!(text.lines().all(|line| line.contains("saying.rs:")), "{text}");
    assert_eq!((error.kind(), chat.state.sessions.len()), (crate::ErrorKind::Terminal, 0));
}

#[derive(Session, Default, Serialize, Deserialize)]
struct Clicks(u32);

#[test]
fn an_error_is_tried_again_unless_it_is_final() {
    use crate::ResultExt as _;
    let mut chat = Chat::with([Context::new("main")
        .keyword("io", async || -> Result { Err(std::io::Error::other("disk"))? })
        .keyword("final", || -> Result { "x".parse::<u32>().map(drop).terminal() })
        .keyword("plain", |reply: Reply| -> Result {
            reply.text("not said");
            Err(Error::terminal("no such order"))
        })
        .keyword("later", || Err::<(), _>(Error::retry_after(Duration::from_secs(60), "busy")))]);
    let mut kind = |word| chat.try_event(written(word)).unwrap_err().kind();
    assert_eq!(kind("io"), crate::ErrorKind::Retry);
    assert_eq!(kind("final"), crate::ErrorKind::Terminal);
    assert_eq!(kind("plain"), crate::ErrorKind::Terminal);
    assert_eq!(kind("later"), crate::ErrorKind::RetryAfter(Duration::from_secs(60)));
}

#[test]
fn a_reply_kept_after_its_turn_is_not_heard() {
    let kept: Arc<Mutex<Option<Reply>>> = Arc::default();
    let keep = Arc::clone(&kept);
    let mut chat = Chat::with([Context::new("main").any_text(move |reply: Reply| {
        *keep.lock().unwrap() = Some(reply.clone());
        reply.text("in time")
    })]);
    assert_eq!(chat.says("x"), ["in time"]);
    let late = kept.lock().unwrap().take().unwrap();
    assert_eq!(late.text("too late").heard(true), 0);
}

#[test]
fn a_pause_without_a_sign_of_typing_is_still_a_pause() {
    let mut chat = Chat::with([Context::new("main")
        .any_text(|reply: Reply| reply.text("one").typing(Duration::from_secs(2)).text("two"))]);
    let (_, outcome) = chat.try_event(written("x")).unwrap();
    let waits: Vec<_> = outcome.calls.iter().map(|call| call.wait.as_secs()).collect();
    assert_eq!(waits, [0, 2]);
}

#[test]
fn a_template_is_said_in_the_persons_language_by_the_context_that_speaks() {
    use crate::{context, template::TemplateFile};

    let file = |name: &str, text: &str| TemplateFile {
        name: name.into(),
        file: name.into(),
        text: text.into(),
        at: None,
    };
    let main = Context::new("main").any_text(|reply: Reply, text: Text| {
        reply.text("first").template("menu", context! { said => text.0 }).text("last")
    });
    let shop = Context::new("shop").keyword("gone", |reply: Reply| reply.template("menu", context! {}));
    let menu = "
- text: { t: hello, name: \"{{ said }}\" }
- button: { text: \"?\", buttons: [{ title: Go, payload: go }] }
";
    let builder = ProgramBuilder::new()
        .locale("en", "hello = Hello { $name }!")
        .locale("es", "hello = ¡Hola, { $name }!")
        .template(file("main/menu.yml", menu));
    let mut chat = Chat::of(builder.context(main).context(shop));
    chat.locale = Some("es".into());
    assert_eq!(chat.says("ana"), ["first", "¡Hola, ana!", "?", "last"]);
    assert_eq!(chat.buttons, [("Go".to_owned(), "/go".to_owned())]);
}

#[test]
fn the_payloads_of_a_profile_are_whole_and_those_that_lead_nowhere_are_told() {
    use crate::profile::{MenuItem, Profile};

    let bot = |profile: Profile| {
        let main = Context::new("main").postback("help", "Help!");
        let shop = Context::new("shop").postback("buy", "Bought.");
        ProgramBuilder::new().context(main).context(shop).profile(profile).build()
    };
    let buy = payload("shop/buy", serde_json::json!({"sku": 7}));
    let items = [
        MenuItem::postback("Help", "help"),
        MenuItem::postback("Buy", buy),
        MenuItem::url("Page", "https://example.com"),
    ];
    let program = bot(Profile::new().get_started("help").menu(items)).unwrap();
    assert_eq!(program.profile().get_started.as_deref(), Some("/help"));
    let carried = program.profile().menu[0].what.iter().map(|item| match item {
        MenuItem::Postback { payload, .. } => &**payload,
        _ => "",
    });
    assert_eq!(carried.collect::<Vec<_>>(), ["/help", "shop/buy:{\"sku\":7}", ""]);
    let dead = [
        MenuItem::postback("a", "gone"),
        MenuItem::postback("b", "nowhere/help"),
        MenuItem::postback("c", ""),
    ];
    let faults = bot(Profile::new().get_started("shop/help").menu(dead)).unwrap_err().to_string();
    assert_eq!(faults.lines().count(), 4, "{faults}");
    assert!(
        faults.contains("in the profile: no block of context `shop` answers to the payload `shop/help`"),
        "{faults}"
    );
}
