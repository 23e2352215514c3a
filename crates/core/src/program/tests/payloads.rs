//! What buttons carry, and what becomes of presses.

use super::*;

#[derive(Payload, Serialize, Deserialize)]
struct Understood {
    response: Answer,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Yes,
    No,
}

#[derive(Payload, Serialize, Deserialize)]
enum Shop {
    Browse,
    #[payload(name = "purchase")]
    Buy {
        sku: String,
        #[serde(rename = "n", default)]
        quantity: u32,
    },
    Return(Receipt),
}

#[derive(Serialize, Deserialize)]
struct Receipt {
    number: u32,
}

#[derive(Payload, Serialize, Deserialize)]
#[payload(name = "refund", sealed)]
struct Refund {
    cents: u32,
}

#[derive(Payload, Serialize, Deserialize)]
struct Help;

fn understood(press: Understood) -> &'static str {
    match press.response {
        Answer::Yes => "Awesome!",
        Answer::No => "No problem.",
    }
}

fn shop(choice: Shop) -> String {
    match choice {
        Shop::Browse => "browsing".into(),
        Shop::Buy { sku, quantity } => format!("{quantity} × {sku}"),
        Shop::Return(receipt) => format!("returned {}", receipt.number),
    }
}

fn offer(reply: Reply) -> Reply {
    reply.button(
        "?",
        [
            Button::new("Yes", Understood { response: Answer::Yes }),
            Button::new("No", Understood { response: Answer::No }),
            Button::new("Browse", Shop::Browse),
            Button::new("Buy", Shop::Buy { sku: "apple".into(), quantity: 2 }),
            Button::new("Buy a lot", Shop::Buy { sku: "a".repeat(200), quantity: 9 }),
            Button::new("Return", Shop::Return(Receipt { number: 5 })),
            Button::new("Refund", Refund { cents: 100 }),
            Button::new("Help", Help),
            Button::postback("Untyped", payload("understood", json!({"response": "yes"}))),
            Button::postback("For anyone", payload("understood", json!({"response": "no"})).for_anyone()),
        ],
    )
}

fn main_context() -> Context {
    Context::new("main")
        .keyword("offer", offer)
        .on(understood)
        .on(shop)
        .on(|refund: Refund| format!("{} back", refund.cents))
        .on(|_: Help| "helped")
}

#[test]
fn a_typed_button_finds_its_block() {
    let mut chat = Chat::with([main_context()]);
    chat.platform = Platform::TELEGRAM;
    chat.says("offer");
    for (title, said) in [
        ("Yes", "Awesome!"),
        ("No", "No problem."),
        ("Browse", "browsing"),
        ("Buy", "2 × apple"),
        ("Return", "returned 5"),
        ("Refund", "100 back"),
        ("Help", "helped"),
        ("Untyped", "Awesome!"),
    ] {
        assert_eq!(chat.press(title), handled(&[said]), "{title}");
    }
    assert_eq!(chat.wire("Browse"), "/browse");
    assert!(chat.wire("Buy").starts_with(r#"/purchase:{"n":2,"sku":"apple"}~c"#), "{}", chat.wire("Buy"));
}

#[test]
fn what_does_not_fit_the_button_is_kept_in_the_store() {
    let mut chat = Chat::with([main_context()]);
    chat.says("offer");
    assert_eq!(chat.wire("Buy a lot").len(), 23);
    assert_eq!(chat.press("Buy a lot"), handled(&[&format!("9 × {}", "a".repeat(200))]));
    chat.stored.clear();
    assert_eq!(chat.press("Buy a lot").verdict, Verdict::Expired);
}

#[test]
fn a_button_made_elsewhere_leads_to_the_only_block_of_its_type() {
    let mut chat = Chat::with([Context::new("main").keyword("offer", offer), {
        let mut shop = main_context();
        shop.declared.name = "shop".into();
        shop
    }]);
    chat.says("offer");
    assert_eq!(chat.wire("Browse"), "shop/browse");
    assert_eq!(chat.press("Yes"), handled(&["Awesome!"]));
}

#[test]
fn a_button_whose_type_has_two_blocks_elsewhere_fails_the_turn() {
    let mut chat = Chat::with([
        Context::new("main").keyword("offer", |reply: Reply| reply.button("?", [Button::new("Help", Help)])),
        Context::new("a")
            .on(|_: Help| "a")
            .keyword("offer", |reply: Reply| reply.button("?", [Button::new("Help", Help)])),
        Context::new("b").on(|_: Help| "b"),
    ]);
    let error = chat.try_event(written("offer")).unwrap_err().to_string();
    assert!(error.contains("`help` has a block in `a` and `b`") && error.contains("payloads.rs:"), "{error}");
    chat.state.stack.push(crate::state::Frame { context: "a".into(), params: Value::Null });
    chat.says("offer");
    assert_eq!(chat.press("Help"), handled(&["a"]), "the own context goes first");
}

#[test]
fn a_sealed_payload_is_good_in_its_chat_only() {
    let mut chat = Chat::with([main_context()]);
    chat.says("offer");
    let buttons = ["Buy", "Buy a lot", "For anyone"].map(|title| chat.wire(title));
    chat.chat = 2;
    let verdicts = buttons.each_ref().map(|wire| chat.payload(wire).verdict);
    assert_eq!(verdicts, [Verdict::Tampered, Verdict::Foreign, Verdict::Handled]);
    let changed = buttons[0].replace("\"n\":2", "\"n\":1");
    chat.chat = 1;
    let heard = chat.payload(&changed);
    assert_eq!((heard.texts.len(), heard.verdict), (1, Verdict::Tampered), "the person is told");
}

#[test]
fn unsealed_parameters_are_taken_where_menus_are_written_by_hand() {
    let mut chat = Chat::with([main_context()]);
    let wire = r#"understood:{"response":"yes"}"#;
    assert_eq!(chat.payload(wire), handled(&["Awesome!"]));
    assert_eq!(chat.payload(r#"refund:{"cents":1}"#).verdict, Verdict::Tampered, "but not for a sealed type");
    chat.platform = Platform::TELEGRAM;
    assert_eq!(chat.payload(wire).verdict, Verdict::Tampered);
    assert_eq!(chat.payload("browse"), handled(&["browsing"]), "a name alone needs no seal");
}

#[test]
fn no_press_ends_in_silence() {
    let mut chat = Chat::with([
        Context::new("main").postback("quiet", pass()).any_postback(pass()),
        Context::new("shop").postback("buy", "bought"),
    ]);
    for wire in ["gone/yes", "shop/unknown", "#no-token", "/quiet", "nobody", "x:{", "/", "", "a/b/c"] {
        let heard = chat.payload(wire);
        assert!(heard.verdict.is_stale() && heard.texts.len() == 1, "{wire}: {heard:?}");
    }
}

#[test]
fn in_a_group_a_stale_press_is_told_to_who_pressed_only() {
    let mut chat = Chat::with([Context::new("main").keyword("x", "y")]);
    let mut press = event(EventKind::Postback("gone/yes".into()));
    press.press_id = Some("1".into());
    let mut snapshot = chat.snapshot(press.clone());
    snapshot.destination.chat.group = Some("-100".into());
    let outcome = block_on(chat.program.turn(snapshot, &chat.tools())).unwrap();
    assert_eq!((outcome.calls.len(), outcome.notice.is_some()), (0, true));
    let (heard, outcome) = chat.try_event(press).unwrap();
    assert_eq!((heard.texts.len(), outcome.notice.is_some()), (1, true));
}

#[test]
fn a_stale_press_is_answered_in_the_language_of_the_person() {
    let mut chat = Chat::with([Context::new("main").keyword("x", "y")]);
    let mut snapshot = chat.snapshot(event(EventKind::Postback("gone/yes".into())));
    snapshot.user.profile.locale = Some("es-MX".into());
    let outcome = block_on(chat.program.turn(snapshot, &chat.tools())).unwrap();
    assert!(outcome.calls[0].call.body.get().contains("Este botón ya no funciona."));
}

#[test]
fn code_in_a_route_is_looked_up_and_nothing_else() {
    let mut chat = Chat::with([main_context()]);
    for wire in
        ["`touch /tmp/x`/y", "$(id)/y", "../../etc/passwd", "main'); DROP TABLE users;--/x", "Kernel.exit/x"]
    {
        assert_eq!(chat.payload(wire).verdict, Verdict::Unknown, "{wire}");
    }
}
