//! Nothing lost, nothing twice, nothing out of order.

use serde_json::json;

use crate::{
    Api, Bot, Person,
    api::Trouble,
    person::{On, PLATFORMS},
};

const QUESTION: &str = "Is it clear to you how postbacks work?";
const SERVER_ERROR: u16 = 500;

fn broken() -> Trouble {
    Trouble::Status(
        SERVER_ERROR,
        json!({"ok": false, "error_code": 500, "description": "Internal Server Error"}),
    )
}

#[test]
fn a_webhook_that_comes_again_has_no_second_effect() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        let press = ana.press("get_started");
        for _ in 0..3 {
            assert_eq!(ana.post(&press).status, 200);
        }
        ana.hears(&["Hello!", QUESTION]);
        // What is said next is the only thing heard next: the repetitions said nothing.
        ana.says("profile").hears(&["Shall we?"]);
        assert_eq!(ana.post(&press).status, 200);
        ana.presses_payload("profile/sign_up").hears(&["You are in the profile context now."]);
    }
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    let bot = bot.kill_and_restart();
    let ana = Person::new(On::WhatsApp, 1001, &bot, &api);
    let before = api.calls().len();
    assert_eq!(
        ana.post(&ana.press("get_started")).status,
        200,
        "the very first message of that person once more"
    );
    bot.wait_for_count("SELECT count(*) FROM inbox", 0);
    assert_eq!(api.calls().len(), before);
}

#[test]
fn what_was_acknowledged_is_answered_once_after_a_kill() {
    let api = Api::start();
    let mut bot = Bot::start(&api);
    api.set_down(true);
    for on in PLATFORMS {
        Person::new(on, 1001, &bot, &api).presses_payload("get_started");
    }
    bot = bot.kill_and_restart();
    api.set_down(false);
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        ana.hears(&["Hello!", QUESTION]);
        bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    }
    bot = bot.kill_and_restart();
    let messages = |calls: Vec<crate::api::Call>| {
        calls.iter().filter(|call| !call.path.ends_with("/answerCallbackQuery")).count()
    };
    assert_eq!(bot.count("SELECT count(*) FROM outbox"), 0);
    assert_eq!(messages(api.calls()), 6);
}

#[test]
fn a_server_that_fails_is_tried_again_in_order() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        api.make_trouble([broken(), broken()]);
        let ana = Person::new(on, 1001, &bot, &api);
        ana.presses_payload("get_started");
        ana.presses_payload("yes");
        ana.hears(&[
            "Hello!",
            QUESTION,
            "Awesome!",
            "We've put a lot of effort into writing this documentation 💪",
        ]);
    }
}

#[test]
fn a_connection_that_breaks_is_tried_again_in_order() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        api.make_trouble([Trouble::Reset]);
        let ana = Person::new(on, 1001, &bot, &api);
        ana.presses_payload("get_started");
        ana.hears(&["Hello!", QUESTION]);
    }
    assert!(bot.log().contains("a message may have been sent"), "a possible repetition is logged");
}

#[test]
fn a_platform_that_asks_to_wait_is_not_asked_before() {
    let api = Api::start();
    let bot = Bot::start(&api);
    api.make_trouble([Trouble::RetryAfter(1)]);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    ana.presses_payload("get_started").hears(&["Hello!", QUESTION]);
    let sent: Vec<_> = api.calls().into_iter().filter(|call| call.path.ends_with("/sendMessage")).collect();
    assert_eq!((sent[0].taken, sent[1].taken), (false, true));
    assert!(
        sent[1].at - sent[0].at >= std::time::Duration::from_millis(990),
        "{:?}",
        sent[1].at - sent[0].at
    );
}

#[test]
fn who_blocked_the_bot_is_left_alone() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let blocked = |on| match on {
        On::Telegram => {
            let text = "Forbidden: bot was blocked by the user";
            Trouble::Status(403, json!({"ok": false, "error_code": 403, "description": text}))
        }
        On::Messenger => Trouble::Status(
            400,
            json!({"error": {"message": "This person isn't available right now.",
            "type": "OAuthException", "code": 551, "error_subcode": 1_545_041, "fbtrace_id": "x"}}),
        ),
        On::WhatsApp => Trouble::Status(
            400,
            json!({"error": {"message": "(#131026) Message undeliverable",
            "type": "OAuthException", "code": 131_026, "fbtrace_id": "x"}}),
        ),
    };
    for (at, on) in (1_i64..).zip(PLATFORMS) {
        api.make_trouble([blocked(on)]);
        let ana = Person::new(on, 1001, &bot, &api);
        ana.presses_payload("get_started");
        bot.wait_for_count("SELECT count(*) FROM users WHERE reachable = 0", 1);
        bot.wait_for_count("SELECT count(*) FROM outbox", 0);
        assert_eq!(bot.count("SELECT count(*) FROM dead"), 2 * at, "both messages are set aside");
        // Who writes again can be reached again, and is not sent what was set aside.
        ana.presses_payload("no").hears(&["No problem, continue reading and you will got it..."]);
        assert_eq!(bot.count("SELECT count(*) FROM users WHERE reachable = 0"), 0);
    }
}

#[test]
fn the_presses_of_one_person_are_handled_in_order() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    let expected: Vec<String> = (0..30).map(|number| format!("Nobody answers step {number} yet.")).collect();
    for number in 0..30 {
        ana.presses_payload(&format!("any/step {number}"));
    }
    ana.hears(&expected.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn what_goes_on_is_counted() {
    let api = Api::start();
    let bot = Bot::start(&api);
    api.make_trouble([Trouble::Reset]);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    let press = ana.press("get_started");
    assert_eq!((ana.post(&press).status, ana.post(&press).status), (200, 200));
    assert_eq!(bot.telegram(b"not json").status, 200);
    assert_eq!(bot.post("/webhook_telegram", &[], &press).status, 401);
    ana.hears(&["Hello!", QUESTION]);
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    let metrics = bot.metrics();
    for line in [
        r#"tertulia_events_total{platform="telegram",outcome="stored"} 1"#,
        r#"tertulia_events_total{platform="telegram",outcome="duplicate"} 1"#,
        r#"tertulia_events_total{platform="telegram",outcome="unread"} 1"#,
        r#"tertulia_webhooks_total{platform="telegram",answer="stored"} 3"#,
        r#"tertulia_webhooks_total{platform="telegram",answer="unauthorized"} 1"#,
        r#"tertulia_turns_total{outcome="handled"} 1"#,
        r#"tertulia_calls_total{platform="telegram",outcome="sent"} 2"#,
        r#"tertulia_calls_total{platform="telegram",outcome="maybe_sent"} 1"#,
        r#"tertulia_possible_duplicates_total{platform="telegram"} 1"#,
        "tertulia_inbox_depth 0",
        "tertulia_outbox_depth 0",
        "tertulia_dead 1",
        "tertulia_turn_seconds_count 1",
    ] {
        assert!(metrics.lines().any(|has| has == line), "{line} is missing in\n{metrics}");
    }
}

#[test]
fn a_bot_that_is_told_to_stop_ends_what_it_began() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for on in PLATFORMS {
        Person::new(on, 1001, &bot, &api).presses_payload("get_started");
    }
    let bot = bot.stop();
    assert!(bot.log().contains("stopped"));
    let bot = bot.kill_and_restart();
    for on in PLATFORMS {
        Person::new(on, 1001, &bot, &api).hears(&["Hello!", QUESTION]);
    }
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    let taken = api.calls().into_iter().filter(|call| !call.path.ends_with("/answerCallbackQuery")).count();
    assert_eq!(taken, 6, "nothing was sent twice");
}

#[test]
fn a_receipt_tells_that_a_message_was_sent() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let ana = Person::new(On::WhatsApp, 1001, &bot, &api);
    api.make_trouble([Trouble::Reset]);
    ana.presses_payload("get_started");
    let reference = api.wait("the first message", |calls| {
        calls.iter().find_map(|call| Some(call.body.get("biz_opaque_callback_data")?.as_str()?.to_owned()))
    });
    assert_eq!(ana.post(&ana.status("wamid.lost", "sent", &reference)).status, 200);
    // The question follows at once, and the greeting is not said again.
    ana.hears(&[QUESTION]);
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
    assert_eq!(bot.count("SELECT count(*) FROM sent WHERE platform_id = 'wamid.lost'"), 1);
    for status in ["read", "delivered", "sent"] {
        assert_eq!(ana.post(&ana.status("wamid.lost", status, &reference)).status, 200);
    }
    assert_eq!(bot.count("SELECT status FROM sent WHERE platform_id = 'wamid.lost'"), 4, "read is read");
}
