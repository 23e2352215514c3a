//! Earlier answers are corrected.

use super::*;

#[derive(Debug, Form)]
#[form(confirm = "All right?")]
#[expect(dead_code, reason = "shown by Debug")]
struct Order {
    #[form(ask = "What?", label = "Your order")]
    what: Color,
    #[form(ask = "How many?")]
    count: u8,
    gift: Option<bool>,
}

fn at_confirmation() -> Chat {
    let mut chat = asks_for::<Order>();
    chat.says("red");
    chat.says("3");
    assert_eq!(chat.says("skip"), [SHOWN]);
    chat
}

const SHOWN: &str = "Your order: Red\nCount: 3\nGift: –\n\nAll right?";

#[test]
fn an_old_button_of_the_form_corrects_its_field() {
    let mut chat = asks_for::<Order>();
    chat.press("Red");
    assert_eq!(chat.press("Deep blue"), handled(&["How many?"]), "and the question at hand is put again");
    chat.says("3");
    assert_eq!(chat.says("yes"), ["Your order: Deep blue\nCount: 3\nGift: Yes\n\nAll right?"]);
    assert_eq!(chat.press("Red").texts, ["Your order: Red\nCount: 3\nGift: Yes\n\nAll right?"]);
    assert_eq!(chat.says("yes"), ["Order { what: Red, count: 3, gift: Some(true) }"]);
}

#[test]
fn everything_is_confirmed_by_button_or_word() {
    let done = ["Order { what: Red, count: 3, gift: None }"];
    for word in ["yes", "sí", "ok"] {
        assert_eq!(at_confirmation().says(word), done);
    }
    let mut chat = at_confirmation();
    assert_eq!(chat.press("Yes"), handled(&done));
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn a_field_is_corrected_at_the_end() {
    let mut chat = at_confirmation();
    assert_eq!(chat.press("Change"), handled(&["What is to be changed?"]));
    assert_eq!(chat.press("Count"), handled(&["How many?"]));
    assert_eq!(chat.says("many").len(), 2);
    assert_eq!(chat.says("4"), ["Your order: Red\nCount: 4\nGift: –\n\nAll right?"]);
    assert_eq!(chat.says("no"), ["What is to be changed?"]);
    assert_eq!(chat.says("your order"), ["What?"], "its name may be typed");
    assert_eq!(chat.says("blue"), ["Your order: Deep blue\nCount: 4\nGift: –\n\nAll right?"]);
    assert_eq!(chat.says("back"), ["Gift?"]);
    assert_eq!(chat.says("hm").len(), 2);
    chat.says("no");
    assert_eq!(chat.says("yes"), ["Order { what: Blue, count: 4, gift: Some(false) }"]);
}

#[test]
fn what_is_neither_shows_everything_again() {
    let mut chat = at_confirmation();
    assert_eq!(chat.says("hm"), [SHOWN]);
    assert_eq!(chat.event(event(EventKind::OtherMessage("poll".into()))).texts, [SHOWN]);
    assert_eq!(chat.press("Cancel"), handled(&["All right, cancelled."]));
    assert_eq!(chat.places(), [""; 0]);
}

#[test]
fn buttons_of_a_form_that_is_over_say_so() {
    let mut chat = at_confirmation();
    chat.says("cancel");
    for title in ["Red", "Yes", "Skip"] {
        assert_eq!(chat.press(title), handled(&["That form is closed."]), "{title}");
    }
    chat.says("begin");
    assert_eq!(chat.press("Yes"), handled(&["What?"]), "there is nothing to confirm yet");
}

#[test]
fn a_button_whose_choice_is_gone_asks_again() {
    let mut chat = asks_for::<Order>();
    assert_eq!(
        chat.payload("main/form/what/green").texts,
        ["Sorry, that is no answer to my question.", "What?"]
    );
}
