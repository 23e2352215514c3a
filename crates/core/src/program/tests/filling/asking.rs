//! A form asks field by field, and is over.

use super::*;

#[test]
fn a_form_asks_field_by_field_and_returns_to_where_it_was_asked() {
    let mut chat = asked();
    assert_eq!(chat.places(), ["shop", "profile/sign_up", "profile/sign_up/email"]);
    assert_eq!(chat.says("it is ana@example.com."), ["How old are you?"]);
    assert_eq!(chat.says("I am 33"), ["Which colour?"]);
    assert_eq!(chat.places(), ["shop", "profile/sign_up", "profile/sign_up/color"]);
    assert_eq!(chat.press("Red"), handled(&["Welcome, ana@example.com, Some(33), Red!"]));
    assert_eq!(chat.places(), ["shop"]);
    assert_eq!(chat.says("hello"), ["shop"]);
}

#[test]
fn what_is_no_answer_is_asked_for_again() {
    let mut chat = asked();
    assert_eq!(chat.says("none of your business"), ["That is no e-mail."], "in the author's words");
    chat.says("ana@example.com");
    let wrong = ["From 18 to 120, please.", "How old are you?"];
    assert_eq!(chat.says("17"), wrong, "in ours, with the question");
    assert_eq!(chat.says("300"), ["From 0 to 255, please.", "How old are you?"]);
    assert_eq!(chat.says("old"), ["Please give one number.", "How old are you?"]);
    assert_eq!(chat.event(event(EventKind::OtherMessage("poll".into()))).texts.len(), 2);
    assert_eq!(chat.says("18"), ["Which colour?"]);
    assert_eq!(chat.says("green"), ["Please choose one of these.", "Which colour?"]);
}

#[test]
fn an_optional_question_is_skipped_by_button_or_word() {
    for skip in ["next", "Skip!", "SALTAR"] {
        let mut chat = asked();
        chat.says("ana@example.com");
        assert_eq!(chat.says(skip), ["Which colour?"], "{skip}");
        assert_eq!(chat.says("red"), ["Welcome, ana@example.com, None, Red!"]);
    }
    let mut chat = asked();
    assert_eq!(chat.says("next"), ["That is no e-mail."], "this one is not optional");
    chat.says("ana@example.com");
    assert_eq!(chat.press("Skip"), handled(&["Which colour?"]));
}

#[test]
fn the_person_goes_back() {
    let mut chat = asked();
    assert_eq!(chat.says("back"), ["What is your e-mail?"], "there is nothing before it");
    chat.says("bob@example.com");
    assert_eq!(chat.says("atrás"), ["What is your e-mail?"]);
    assert_eq!(chat.says("ana@example.com"), ["How old are you?"]);
    chat.says("next");
    assert_eq!(chat.says("back"), ["How old are you?"]);
    assert_eq!(chat.says("back"), ["What is your e-mail?"]);
    assert_eq!(chat.says("eve@example.com"), ["Which colour?"], "the age was skipped already");
    assert_eq!(chat.says("navy"), ["Welcome, eve@example.com, None, Blue!"]);
}

#[test]
fn the_person_cancels() {
    for word in ["cancel", "Stop.", "cancelar"] {
        let mut chat = asked();
        chat.says("ana@example.com");
        assert_eq!(chat.says(word), ["All right, cancelled."]);
        assert_eq!(chat.places(), ["shop"]);
        assert_eq!(chat.says("sign up"), ["What is your e-mail?"], "nothing is left of it");
    }
}

#[test]
fn a_form_has_words_and_a_limit_of_its_own() {
    #[derive(Debug, Form)]
    #[form(cancel = ["enough", "basta"], skip = "pass", cancelled = "As you like.", tries = 2, given_up = "Forget it.")]
    #[expect(dead_code, reason = "shown by Debug")]
    struct Short {
        #[form(ask = "How many?")]
        count: u8,
        note: Option<String>,
    }
    let mut chat = asks_for::<Short>();
    assert_eq!(chat.says("basta"), ["As you like."]);
    chat.says("begin");
    assert_eq!(chat.says("stop").len(), 2, "it is no word for that any more");
    assert_eq!(chat.says("many"), ["Forget it."]);
    assert_eq!(chat.places(), [""; 0]);
    chat.says("begin");
    chat.says("many");
    assert_eq!(chat.says("7"), ["Note?"], "what has no question is asked for by its name");
    assert_eq!(chat.says("skip"), ["Short { count: 7, note: Some(\"skip\") }"]);
}

#[test]
fn all_that_a_form_says_by_itself_is_said_in_the_persons_language() {
    let mut chat = asked();
    chat.locale = Some("es".into());
    chat.says("ana@example.com");
    assert_eq!(chat.says("17"), ["De 18 a 120, por favor.", "How old are you?"]);
    assert!(chat.buttons.iter().any(|(title, _)| title == "Omitir"));
    assert_eq!(chat.says("parar"), ["De acuerdo, cancelado."]);
}

#[test]
fn the_block_of_a_form_speaks_for_the_context_around_it() {
    let profile = Context::new("profile")
        .form("sign_up", |_: SignUp, reply: Reply| {
            reply.button("Welcome!", [Button::postback("More", "more")]);
            change_to("./settings")
        })
        .postback("more", "More.")
        .sub_context(Context::new("settings").any_text("settings"));
    let mut chat = in_shop([profile]);
    chat.says("sign up");
    chat.says("ana@example.com");
    chat.says("next");
    assert_eq!(chat.says("red"), ["Welcome!"]);
    assert_eq!(chat.places(), ["profile/settings"]);
    assert_eq!(chat.press("More"), handled(&["More."]));
}

#[test]
fn a_form_may_ask_the_next_one_and_leave_twice_does_no_harm() {
    let profile = Context::new("profile")
        .form("sign_up", |_: SignUp| ("One.", ask("address")))
        .form("address", |done: Address| (done.street, leave()));
    #[derive(Form)]
    struct Address {
        street: String,
    }
    let mut chat = in_shop([profile]);
    chat.says("sign up");
    chat.says("ana@example.com");
    chat.says("next");
    assert_eq!(chat.says("red"), ["One.", "Street?"]);
    assert_eq!(chat.says("Main 1"), ["Main 1"]);
    assert_eq!(chat.places(), ["shop"]);
}
