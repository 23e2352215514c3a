//! Where a conversation goes.

use super::*;

fn contexts() -> [Context; 3] {
    [
        Context::new("main")
            .keyword("profile", |reply: Reply| {
                reply.button("Shall we?", [Button::postback("Sign up", "profile/sign_up")])
            })
            .keyword("go", ("This way.", change_to("profile")))
            .keyword("lost", || change_to("nowhere"))
            .postback("yes", "yes of main")
            .everything_else("main"),
        Context::new("profile")
            .postback("sign_up", "Signed up.")
            .keyword("shop", change_to("/shop").with(json!({"seats": 4})))
            .keyword("back", leave())
            .everything_else("profile"),
        Context::new("shop")
            .keyword("seats", |Given(table): Given<Value>| table["seats"].to_string())
            .any_postback(|payload: RawPayload| format!("shop got {payload} by {}", payload.route()))
            .keyword("back", leave())
            .everything_else("shop"),
    ]
}

#[test]
fn a_conversation_stays_where_it_went() {
    let mut chat = Chat::with(contexts());
    assert_eq!(chat.says("x"), ["main"]);
    assert_eq!(chat.says("go"), ["This way."]);
    assert_eq!(chat.says("x"), ["profile"]);
    assert_eq!(chat.says("shop"), [""; 0]);
    assert_eq!(chat.says("seats"), ["4"]);
    assert_eq!(chat.says("back"), [""; 0]);
    assert_eq!((chat.says("x"), chat.state.stack.len()), (vec!["main".to_owned()], 0));
}

#[test]
fn a_button_leads_to_the_context_it_names_and_does_not_move_the_conversation() {
    let mut chat = Chat::with(contexts());
    chat.says("profile");
    assert_eq!(chat.wire("Sign up"), "profile/sign_up");
    assert_eq!(chat.press("Sign up"), handled(&["Signed up."]));
    assert_eq!(chat.says("x"), ["main"]);
}

#[test]
fn an_old_button_still_leads_to_the_context_that_made_it() {
    let main = Context::new("main")
        .keyword("ask", |reply: Reply| {
            reply.quick_reply("Is it clear?", [Button::postback("Of course!", "yes")])
        })
        .postback("yes", "Awesome!")
        .keyword("go", change_to("other"));
    let mut chat =
        Chat::with([main, Context::new("other").postback("yes", "not this").everything_else("other")]);
    chat.says("ask");
    assert_eq!(chat.wire("Of course!"), "/yes");
    chat.says("go");
    assert_eq!(chat.says("x"), ["other"]);
    assert_eq!(chat.press("Of course!"), handled(&["Awesome!"]));
    assert_eq!(chat.payload("main/yes"), handled(&["Awesome!"]));
    assert_eq!(chat.payload("other/yes"), handled(&["not this"]));
}

#[test]
fn a_name_from_outside_is_looked_up_here_then_in_the_default_context() {
    let mut chat = Chat::with(contexts());
    chat.says("go");
    assert_eq!(chat.payload("sign_up"), handled(&["Signed up."]));
    assert_eq!(chat.payload("yes"), handled(&["yes of main"]));
    assert_eq!(chat.payload("nothing"), handled(&["profile"]));
    chat.says("shop");
    assert_eq!(
        chat.payload("yes"),
        handled(&["yes of main"]),
        "a postback of the default goes before any_postback"
    );
    assert_eq!(chat.payload("nothing"), handled(&["shop got nothing by nothing"]));
    assert_eq!(chat.payload("shop/nothing"), handled(&["shop got nothing by shop/nothing"]));
}

#[test]
fn a_route_that_leads_nowhere_fails_the_turn_with_the_line() {
    let mut chat = Chat::with(contexts());
    let error = chat.try_event(written("lost")).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Terminal);
    let text = error.to_string();
    assert!(
        text.contains("moving.rs:") && text.contains("`nowhere` leads nowhere from context `main`"),
        "{text}"
    );
}

#[test]
fn a_context_that_is_gone_gives_way_to_the_default() {
    let mut chat = Chat::with(contexts());
    chat.state.stack.push(crate::state::Frame { context: "renamed".into(), params: Value::Null });
    assert_eq!(chat.says("x"), ["main"]);
}

#[test]
fn a_command_may_have_a_context_of_its_own() {
    let builder = contexts().into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    let mut chat = Chat::of(builder.route_command("shop", "shop"));
    assert_eq!(chat.says("/shop"), ["shop"]);
    assert_eq!(chat.says("x"), ["main"]);
}
