//! Buttons with terms: for whom, until when, how often, in which version.

use std::time::Duration;

use super::*;

fn poll(reply: Reply) -> Reply {
    reply.button(
        "Shall we?",
        [
            Button::postback("Mine", "vote").for_user(),
            Button::postback("Quick", "vote").expires_in(Duration::from_secs(60)),
            Button::postback("Once", "vote").once(),
            Button::postback("Faulty once", "fail").once(),
            Button::postback("Once, for anyone", payload("vote", json!({"for": "a"})).once().for_anyone()),
        ],
    )
}

fn chat() -> Chat {
    let fail = || -> Result<()> { Err(Error::terminal("no")) };
    let mut chat = Chat::with([Context::new("main")
        .keyword("poll", poll)
        .postback("vote", "Thank you.")
        .postback("fail", fail)]);
    chat.says("poll");
    chat
}

#[test]
fn a_button_for_one_person_is_foreign_to_others() {
    let mut chat = chat();
    assert!(chat.wire("Mine").starts_with('#'), "the row says whose it is");
    chat.person.id = 8;
    assert_eq!(chat.press("Mine").verdict, Verdict::Foreign);
    chat.person.id = 7;
    chat.chat = 2;
    assert_eq!(chat.press("Mine"), handled(&["Thank you."]), "wherever that person is");
}

#[test]
fn a_button_expires_at_its_time() {
    let mut chat = chat();
    let made = chat.now;
    chat.now = made + Duration::from_secs(59);
    assert_eq!(chat.press("Quick"), handled(&["Thank you."]));
    chat.now = made + Duration::from_secs(60);
    assert_eq!(chat.press("Quick").verdict, Verdict::Expired);
    assert_eq!(chat.press("Once"), handled(&["Thank you."]));
}

#[test]
fn a_button_counts_once() {
    let mut chat = chat();
    assert_eq!(chat.press("Once"), handled(&["Thank you."]));
    let again = chat.press("Once");
    assert_eq!(again.verdict, Verdict::AlreadyUsed);
    assert_eq!(again.texts.len(), 1, "the person is told");
    chat.chat = 2;
    assert_eq!(chat.press("Once").verdict, Verdict::Foreign, "who was not meant learns nothing else");
    assert_eq!(chat.press("Once, for anyone"), handled(&["Thank you."]));
}

#[test]
fn a_press_that_failed_does_not_count() {
    let mut chat = chat();
    for _ in 0..2 {
        let press = event(EventKind::Postback(chat.wire("Faulty once")));
        assert!(chat.try_event(press).is_err());
    }
    assert!(chat.stored.iter().all(|stored| !stored.used));
}

mod old {
    use super::*;

    #[derive(Payload, Serialize, Deserialize)]
    pub(super) struct Order {
        pub(super) pieces: u32,
    }
}

mod new {
    use super::*;

    #[derive(Payload, Serialize, Deserialize)]
    #[payload(version = 2)]
    pub(super) struct Order {
        pub(super) grams: u32,
    }
}

#[test]
fn a_button_of_another_version_is_outdated() {
    let offer = |reply: Reply| {
        reply.button(
            "?",
            [Button::new("Old", old::Order { pieces: 1 }), Button::new("New", new::Order { grams: 100 })],
        )
    };
    let mut chat = Chat::with([Context::new("main")
        .keyword("offer", offer)
        .on(|order: new::Order| format!("{} g", order.grams))]);
    chat.says("offer");
    assert!(chat.wire("New").starts_with("/order@2:{"), "{}", chat.wire("New"));
    assert_eq!(chat.press("New"), handled(&["100 g"]));
    assert_eq!(chat.press("Old").verdict, Verdict::Outdated);
}
