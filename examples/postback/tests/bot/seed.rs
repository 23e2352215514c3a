//! What the page promises, on all three platforms.

use serde_json::json;

use crate::{
    Api, Bot, Person,
    api::{Call, Trouble},
    person::{On, PLATFORMS},
    specs,
};

const QUESTION: &str = "Is it clear to you how postbacks work?";
const EFFORT: &str = "We've put a lot of effort into writing this documentation 💪";
const NO_PROBLEM: &str = "No problem, continue reading and you will got it...";
const BUTTONS: [&str; 2] = ["Of course!", "Not really 🤷🏻‍♂️"];

#[test]
fn the_three_programs_answer_on_every_platform() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        for (id, start) in [(1001, "get_started"), (1002, "params/get_started"), (1003, "any/get_started")] {
            let ana = Person::new(on, id, &bot, &api);
            ana.presses_payload(start).hears(&["Hello!", QUESTION]);
            assert_eq!(ana.buttons(), BUTTONS, "{start} on {on:?}");
            ana.presses("Of course!").hears(&["Awesome!", EFFORT]);
            ana.presses(BUTTONS[1]).hears(&[NO_PROBLEM]);
        }
    }
    specs::check(api.calls().iter().map(Call::sent));
}

#[test]
fn whoever_writes_anything_is_offered_to_begin() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        ana.says("good morning").hears(&["Press the button to begin."]);
        ana.presses("Get started").hears(&["Hello!", QUESTION]);
        ana.says("/start").hears(&["Hello!", QUESTION]);
        ana.says("/Start@postback_bot now").hears(match on {
            On::Telegram => &["Hello!", QUESTION][..],
            _ => &["Press the button to begin."],
        });
    }
    specs::check(api.calls().iter().map(Call::sent));
}

#[test]
fn a_payload_can_lead_to_another_context_and_an_old_button_back() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        ana.presses_payload("get_started").hears(&["Hello!", QUESTION]);
        ana.says("profile").hears(&["Shall we?"]);
        ana.presses("Sign up").hears(&["You are in the profile context now."]);
        ana.presses("Of course!").hears(&["Awesome!", EFFORT]);
        ana.presses_payload("profile/sign_up").hears(&["You are in the profile context now."]);
    }
}

#[test]
fn quick_replies_vanish_on_telegram_when_one_is_pressed_or_something_is_typed() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for (id, answer) in [(1001, "press"), (1002, "type")] {
        let ana = Person::new(On::Telegram, id, &bot, &api);
        ana.presses_payload("get_started").hears(&["Hello!", QUESTION]);
        let question = ana.newest_message();
        match answer {
            "press" => ana.presses("Of course!").hears(&["Awesome!", EFFORT]),
            _ => ana.says("I am not sure").hears(&["Press the button to begin."]),
        };
        assert_eq!(ana.messages_without_buttons(), [question], "after a {answer}");
        ana.says("well").hears(&["Press the button to begin."]);
        assert_eq!(ana.messages_without_buttons(), [question], "once");
    }
    specs::check(api.calls().iter().map(Call::sent));
}

#[test]
fn quick_replies_vanish_after_a_restart_and_nobody_minds_if_they_cannot() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    ana.presses_payload("get_started").hears(&["Hello!", QUESTION]);
    let question = ana.newest_message();
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    let bot = bot.kill_and_restart();
    let refusal =
        json!({"ok": false, "error_code": 400, "description": "Bad Request: message can't be edited"});
    api.make_trouble([Trouble::Status(400, refusal)]);
    let ana = Person::new(On::Telegram, 1001, &bot, &api).having_heard(2);
    ana.presses("Of course!").hears(&["Awesome!", EFFORT]);
    assert_eq!(ana.messages_without_buttons(), [question]);
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    bot.wait_for_count("SELECT count(*) FROM dead", 0);
}

#[test]
fn a_button_still_works_after_a_restart() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    ana.presses_payload("params/get_started").hears(&["Hello!", QUESTION]);
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    let bot = bot.kill_and_restart();
    let ana = Person::new(On::Telegram, 1001, &bot, &api).having_heard(2);
    ana.presses("Of course!").hears(&["Awesome!", EFFORT]);
}

#[test]
fn a_press_on_telegram_is_answered_at_once() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    let begun = std::time::Instant::now();
    ana.presses_payload("get_started").hears(&["Hello!", QUESTION]);
    let answered = api.wait("the answer to the press", |calls| {
        calls.iter().find(|call| call.path.ends_with("/answerCallbackQuery")).cloned()
    });
    assert_eq!(answered.body["callback_query_id"], "1001-1");
    assert!(answered.at - begun < std::time::Duration::from_secs(5), "it waits for nothing");
    ana.presses_payload("gone/yes").hears(&["This button no longer works."]);
    api.wait("the notice", |calls| {
        let answers = calls.iter().filter(|call| call.path.ends_with("/answerCallbackQuery"));
        answers.into_iter().any(|call| call.body["text"] == "This button no longer works.").then_some(())
    });
    specs::check(api.calls().iter().map(Call::sent));
}

#[test]
fn credentials_stand_where_the_platform_wants_them() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        Person::new(on, 1001, &bot, &api).presses_payload("no").hears(&[NO_PROBLEM]);
    }
    let has = |path: &str, authorization: Option<&str>| {
        api.calls().iter().any(|call| call.path == path && call.authorization.as_deref() == authorization)
    };
    use crate::process::{NUMBER, PAGE, PAGE_TOKEN, TELEGRAM_TOKEN, WHATSAPP_TOKEN};
    assert!(has(&format!("/bot{TELEGRAM_TOKEN}/sendMessage"), None));
    assert!(has(&format!("/v26.0/{PAGE}/messages"), Some(&format!("Bearer {PAGE_TOKEN}"))));
    assert!(has(&format!("/v26.0/{NUMBER}/messages"), Some(&format!("Bearer {WHATSAPP_TOKEN}"))));
}
