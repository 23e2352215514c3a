//! Blocks that serve what stands inside their context.

use super::*;

#[derive(Payload, Serialize, Deserialize)]
struct Stop {
    why: String,
}

fn chat(outer: Context) -> Chat {
    let inner =
        Context::new("inner").keyword("own", "own").sub_context(Context::new("core").keyword("nothing", ()));
    let mut chat = Chat::with([
        Context::new("main")
            .keyword("in", change_to("outer/inner"))
            .keyword("core", change_to("outer/inner/core").with(json!(7))),
        outer.sub_context(inner),
    ]);
    chat.says("in");
    chat
}

/// In the reference a deep regular expression was looked up under the wrong key and never fired.
#[test]
fn row_29_every_kind_of_block_can_be_deep() {
    let mut chat = chat(
        Context::new("outer")
            .deep()
            .deep_link(|link: DeepLink| format!("link {}", link.0))
            .deep()
            .postback(["a", "b"], "postback")
            .deep()
            .on(|stop: Stop| stop.why)
            .deep()
            .any_postback("any postback")
            .deep()
            .command("help", "command")
            .deep()
            .regex("^x+$", |found: crate::Captures| format!("regex {}", &found[0]))
            .deep()
            .regex("y", "second regex")
            .deep()
            .keyword(["stop", "enough"], "keyword")
            .deep()
            .any_text("any text")
            .deep()
            .everything_else("everything else")
            .keyword("shallow", "never"),
    );
    for place in ["inner", "core"] {
        if place == "core" {
            chat.state.stack[0].context = "outer/inner/core".into();
        }
        assert_eq!(chat.says("xxx"), ["regex xxx"], "{place}");
        assert_eq!(chat.says("y"), ["second regex"]);
        assert_eq!(chat.says("/help"), ["command"]);
        assert_eq!(chat.says("Enough "), ["keyword"]);
        assert_eq!(chat.says("shallow"), ["any text"]);
        assert_eq!(chat.payload("B").texts, ["postback"]);
        assert_eq!(chat.payload("outer/inner/core/a").texts, ["postback"]);
        assert_eq!(chat.payload(r#"stop:{"why":"bored"}"#).texts, ["bored"]);
        assert_eq!(chat.payload("c").texts, ["any postback"]);
        assert_eq!(chat.event(event(EventKind::OtherMessage("photo".into()))).texts, ["everything else"]);
        let mut linked = event(EventKind::Referral);
        linked.deep_link = Some("x".into());
        assert_eq!(chat.event(linked).texts, ["link x"]);
    }
}

#[test]
fn the_nearer_block_goes_first_within_a_kind_and_the_kind_before_that() {
    let outer = Context::new("outer")
        .deep()
        .regex("o", ("outer regex", pass()))
        .deep()
        .keyword("own", ("outer keyword", pass()))
        .deep()
        .any_text("outer text");
    let mut chat = chat(outer);
    assert_eq!(chat.says("own"), ["outer regex", "own"]);
    let outer = Context::new("outer").deep().any_text("outer").sub_context(
        Context::new("middle")
            .deep()
            .any_text(("middle", pass()))
            .sub_context(Context::new("core").any_text(("core", pass()))),
    );
    let mut chat = Chat::with([Context::new("main").keyword("go", change_to("outer/middle/core")), outer]);
    chat.says("go");
    assert_eq!(chat.says("x"), ["core", "middle", "outer"]);
}

/// In the reference the third parameter of a deep block was left out.
#[test]
fn row_30_a_deep_block_gets_all_that_it_takes() {
    #[derive(Deserialize, Serialize)]
    struct Trip {
        from: String,
        to: String,
        on: String,
        seats: u32,
        class: u8,
    }
    let trip = || Trip { from: "Rome".into(), to: "Lima".into(), on: "friday".into(), seats: 4, class: 2 };
    let tell = |Given(t): Given<Trip>| format!("{} {} {} {} {}", t.from, t.to, t.on, t.seats, t.class);
    let trips = Context::new("trips")
        .deep()
        .keyword("tell", tell)
        .deep()
        .regex(r"(\w+) (\w+) (\w+) (\w+)", |f: crate::Captures, Given(t): Given<Trip>| {
            format!("{} {} {} {} {}", &f[1], &f[2], &f[3], &f[4], t.seats)
        })
        .sub_context(Context::new("seats"))
        .answer("sure", |a| a.ask("Sure?").keyword("yes", leave()));
    let main = Context::new("main")
        .keyword("in", move || change_to("trips/seats").with(trip()))
        .keyword("around", move || change_to("trips").with(trip()))
        .keyword("ask", move || ask("trips/sure").with(trip()));
    let mut chat = Chat::with([main, trips]);
    chat.says("in");
    assert_eq!(chat.says("tell"), ["Rome Lima friday 4 2"]);
    assert_eq!(chat.says("a b c d"), ["a b c d 4"]);
    chat.state.stack.clear();
    chat.says("ask");
    assert_eq!(chat.says("tell"), ["Rome Lima friday 4 2", "Sure?"]);
}

#[test]
fn before_anything_and_after_all_can_be_deep() {
    let mut chat = chat(
        Context::new("outer")
            .deep()
            .before_anything("before outer")
            .deep()
            .after_all("after outer")
            .before_anything("not deep"),
    );
    assert_eq!(chat.says("own"), ["before outer", "own", "after outer"]);
}

#[test]
fn a_button_of_a_deep_block_leads_to_its_context() {
    let outer = Context::new("outer")
        .deep()
        .keyword("more", |reply: Reply| {
            reply.button(
                "More?",
                [Button::postback("Yes", "yes"), Button::new("No", Stop { why: "tired".into() })],
            )
        })
        .postback("yes", "Yes of outer.")
        .deep()
        .on(|stop: Stop| format!("Stopped, {}.", stop.why));
    let mut chat = chat(outer);
    chat.says("more");
    assert_eq!(chat.wire("Yes"), "outer/yes");
    assert_eq!(chat.press("Yes"), handled(&["Yes of outer."]));
    assert_eq!(chat.press("No"), handled(&["Stopped, tired."]));
}

#[test]
fn routes_in_a_deep_block_begin_at_its_context() {
    let outer = Context::new("outer")
        .deep()
        .keyword("beside", change_to("./inner/core"))
        .deep()
        .keyword("back", leave());
    let mut chat = chat(outer);
    chat.says("beside");
    assert_eq!(chat.places(), ["outer/inner/core"]);
    chat.says("back");
    assert_eq!(chat.places(), [""; 0]);
}
