//! Other blocks interrupt a form, or end it.

use super::*;

/// A form in a context with deep blocks, asked from the shop.
fn with_deep() -> Chat {
    let profile = Context::new("profile")
        .deep()
        .keyword("why", "Because.")
        .deep()
        .keyword("enough", ("Another time.", leave()))
        .deep()
        .keyword("ask me", ask("/profile/other"))
        .postback("menu", "The menu of profile.")
        .form("sign_up", welcome)
        .answer("other", |a| a.ask("Other?").any_text(("Thanks.", leave())));
    let mut chat = in_shop([profile]);
    chat.says("sign up");
    chat.says("ana@example.com");
    chat
}

#[test]
fn the_question_is_put_again_after_an_interruption() {
    let mut chat = with_deep();
    assert_eq!(chat.says("/help"), ["Here is help.", "How old are you?"]);
    assert_eq!(chat.says("why"), ["Because.", "How old are you?"]);
    assert_eq!(chat.says("33"), ["Which colour?"]);
}

#[test]
fn leave_in_a_deep_block_leaves_the_whole_form() {
    let mut chat = with_deep();
    assert_eq!(chat.says("enough"), ["Another time."]);
    assert_eq!(chat.places(), ["shop"]);
}

#[test]
fn a_routed_press_abandons_the_form() {
    for wire in ["/menu", "profile/menu"] {
        let mut chat = with_deep();
        assert_eq!(chat.payload(wire).texts.len(), 1, "{wire}");
        assert_eq!(chat.places(), ["shop"], "{wire}");
        assert_eq!(chat.says("33"), ["shop"]);
    }
}

#[test]
fn a_question_that_is_asked_meanwhile_returns_to_the_form() {
    let mut chat = with_deep();
    assert_eq!(chat.says("ask me"), ["Other?"]);
    assert_eq!(chat.says("well"), ["Thanks.", "How old are you?"]);
    chat.says("33");
    assert_eq!(chat.says("red"), ["Welcome, ana@example.com, Some(33), Red!"]);
}

#[test]
fn a_form_that_is_asked_within_another_returns_to_it() {
    #[derive(Form)]
    struct Address {
        street: String,
    }
    let profile =
        Context::new("profile").deep().keyword("address", ask("/place/address")).form("sign_up", welcome);
    let place = Context::new("place").form("address", |done: Address| done.street);
    let mut chat = in_shop([profile, place]);
    chat.says("sign up");
    assert_eq!(chat.says("address"), ["Street?"]);
    assert_eq!(chat.says("Main 1"), ["Main 1", "What is your e-mail?"]);
    chat.says("address");
    assert_eq!(chat.says("cancel"), ["All right, cancelled.", "What is your e-mail?"]);
    assert_eq!(chat.places(), ["shop", "profile/sign_up", "profile/sign_up/email"]);
}

#[test]
fn a_form_that_is_asked_again_begins_again() {
    let profile =
        Context::new("profile").deep().keyword("again", ask("/profile/sign_up")).form("sign_up", welcome);
    let mut chat = in_shop([profile]);
    chat.says("sign up");
    chat.says("ana@example.com");
    assert_eq!(chat.says("again"), ["What is your e-mail?"]);
    assert_eq!(chat.places(), ["shop", "profile/sign_up", "profile/sign_up/email"]);
}

#[test]
fn a_form_that_is_abandoned_for_another_lets_the_outer_one_go_on() {
    let profile = profile().deep().keyword("other", ask("/other/form"));
    let other = Context::new("other").form("form", |_: SignUp| "Other.");
    let mut chat = in_shop([profile, other]);
    chat.says("sign up");
    chat.says("ana@example.com");
    chat.says("33");
    let red = chat.wire("Red");
    assert_eq!(chat.says("other"), ["What is your e-mail?"]);
    assert_eq!(chat.payload(&red), handled(&["Welcome, ana@example.com, Some(33), Red!"]));
    assert_eq!(chat.places(), ["shop"]);
}
