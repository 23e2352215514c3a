//! What a hostile, broken or confused sender gets.

use serde_json::json;

use crate::{
    Api, Bot, Person,
    client::{request, signature},
    person::{BEGINNING, On, PLATFORMS},
    process::{MESSENGER_SECRET, PAGE, SECRETS, TELEGRAM_SECRET, VERIFY_TOKEN, WHATSAPP_SECRET},
};

const STORED: &str = "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) \
    + (SELECT count(*) FROM dedupe) + (SELECT count(*) FROM users) + (SELECT count(*) FROM dead)";

const ROUTES: [&str; 3] = ["/webhook_telegram", "/webhook_messenger", "/webhook_whatsapp"];

#[test]
fn who_does_not_sign_is_refused_and_leaves_nothing_behind() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for (on, route) in PLATFORMS.into_iter().zip(ROUTES) {
        let press = Person::new(on, 1001, &bot, &api).press("get_started");
        let good = [signature(MESSENGER_SECRET, &press), signature(WHATSAPP_SECRET, &press)];
        let mut refused: Vec<Vec<(&str, String)>> = vec![vec![]];
        match on {
            On::Telegram => {
                for secret in ["", "wrong", &TELEGRAM_SECRET[1..], &TELEGRAM_SECRET.to_uppercase()] {
                    refused.push(vec![("x-telegram-bot-api-secret-token", secret.to_owned())]);
                }
                let doubled = ("x-telegram-bot-api-secret-token", TELEGRAM_SECRET.to_owned());
                refused.push(vec![doubled.clone(), doubled]);
            }
            _ => {
                let good = &good[usize::from(on == On::WhatsApp)];
                let other = signature("another app's secret", &press);
                for wrong in [
                    "",
                    "sha256=",
                    &good[..good.len() - 2],
                    &good[7..],
                    &other,
                    &good.replace("sha256", "sha1"),
                ] {
                    refused.push(vec![("x-hub-signature-256", wrong.to_owned())]);
                }
                refused.push(vec![("x-hub-signature", good.clone())]);
                refused
                    .push(vec![("x-hub-signature-256", good.clone()), ("x-hub-signature-256", good.clone())]);
            }
        }
        for headers in &refused {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            for body in [&press[..], b"not json", b""] {
                assert_eq!(bot.post(route, &headers, body).status, 401, "{route} {headers:?}");
            }
        }
        let mut changed = press.clone();
        *changed.last_mut().unwrap() = b' ';
        if on != On::Telegram {
            let good = &good[usize::from(on == On::WhatsApp)];
            assert_eq!(bot.post(route, &[("x-hub-signature-256", good)], &changed).status, 401);
        }
    }
    assert_eq!((bot.count(STORED), api.calls().len()), (0, 0));
}

#[test]
fn what_is_signed_but_cannot_be_read_is_kept_aside() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let unknown_page = json!({"object": "page", "entry": [{"id": "1", "messaging": [
        {"sender": {"id": "7"}, "recipient": {"id": "1"}, "timestamp": 1, "message": {"mid": "m", "text": "hi"}}]}]});
    let unknown_number = json!({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [
        {"field": "messages", "value": {"metadata": {"phone_number_id": "1"}, "messages": [
            {"from": "7", "id": "w", "timestamp": "1", "type": "text", "text": {"body": "hi"}}]}}]}]});
    let mut expected = 0;
    for body in ["not json", "", "[]", "7", "{", "{}", "null", &deep, "\u{0}", r#"{"object": 7}"#] {
        for answer in
            [bot.telegram(body.as_bytes()), bot.messenger(body.as_bytes()), bot.whatsapp(body.as_bytes())]
        {
            assert_eq!(answer.status, 200, "{body:.20}");
            expected += 1;
        }
    }
    assert_eq!(bot.messenger(unknown_page.to_string().as_bytes()).status, 200);
    assert_eq!(bot.whatsapp(unknown_number.to_string().as_bytes()).status, 200);
    assert_eq!(bot.count("SELECT count(*) FROM dead"), expected + 2);
    assert_eq!(bot.count("SELECT count(*) FROM users"), 0);
    assert_eq!(api.calls().len(), 0);
    Person::new(On::Telegram, 1001, &bot, &api)
        .presses_payload("no")
        .hears(&["No problem, continue reading and you will got it..."]);
}

#[test]
fn one_broken_element_does_not_hide_the_others() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let item = |id: &str, payload: &str| {
        json!({"sender": {"id": id}, "recipient": {"id": PAGE}, "timestamp": *BEGINNING * 1000,
            "postback": {"mid": format!("m-{id}"), "payload": payload}})
    };
    let body = json!({"object": "page", "entry": [
        "not an entry",
        {"id": PAGE, "messaging": [item("1001", "no"), {"sender": 7}, 7, null, item("1002", "no")]},
        {"id": PAGE},
        {"id": PAGE, "messaging": [item("1003", "no")]},
    ]});
    assert_eq!(bot.messenger(body.to_string().as_bytes()).status, 200);
    for id in [1001, 1002, 1003] {
        Person::new(On::Messenger, id, &bot, &api)
            .hears(&["No problem, continue reading and you will got it..."]);
    }
    assert!(bot.count("SELECT count(*) FROM dead") >= 1);
}

#[test]
fn too_much_and_the_wrong_way_round() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let big = vec![b' '; 5 << 20];
    for route in ROUTES {
        assert_eq!(bot.post(route, &[], &big).status, 413, "{route}");
        for method in ["PUT", "DELETE", "PATCH"] {
            assert_eq!(request(bot.addr, method, route, &[], b"").status, 405, "{method} {route}");
        }
    }
    assert_eq!(request(bot.addr, "GET", "/webhook_telegram", &[], b"").status, 405);
    assert_eq!(request(bot.addr, "GET", "/nowhere", &[], b"").status, 404);
    assert_eq!(request(bot.addr, "GET", "/healthz", &[], b"").status, 200);
    assert_eq!(request(bot.addr, "GET", "/readyz", &[], b"").status, 200);
    assert_eq!(bot.count(STORED), 0);
}

#[test]
fn meta_s_question_is_answered_to_who_knows_the_token() {
    let api = Api::start();
    let bot = Bot::start(&api);
    for route in &ROUTES[1..] {
        let ask = |query: &str| request(bot.addr, "GET", &format!("{route}?{query}"), &[], b"");
        let right =
            ask(&format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1158201444"));
        assert_eq!((right.status, right.body.as_str()), (200, "1158201444"));
        for wrong in [
            "",
            "hub.mode=subscribe&hub.challenge=1",
            "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
            &format!("hub.mode=other&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1"),
            &format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}"),
        ] {
            assert_eq!(ask(wrong).status, 403, "{wrong}");
        }
    }
}

#[test]
fn nothing_that_comes_in_ends_the_bot_and_no_secret_comes_out() {
    let api = Api::start();
    let bot = Bot::start(&api);
    api.make_trouble([
        crate::api::Trouble::Reset,
        crate::api::Trouble::Status(
            401,
            json!({"ok": false, "error_code": 401, "description": "Unauthorized"}),
        ),
    ]);
    for on in PLATFORMS {
        let ana = Person::new(on, 1001, &bot, &api);
        let press = ana.press("get_started");
        // Every prefix of a webhook, and the webhook with every 7th byte changed.
        for cut in (0..press.len()).step_by(11) {
            assert_eq!(ana.post(&press[..cut]).status, 200);
        }
        for at in (0..press.len()).step_by(7) {
            let mut changed = press.clone();
            changed[at] ^= 0x15;
            assert_eq!(ana.post(&changed).status, 200);
        }
    }
    let _ =
        request(bot.addr, "GET", &format!("/webhook_messenger?hub.verify_token={VERIFY_TOKEN}"), &[], b"");
    bot.wait_for_count("SELECT count(*) FROM inbox", 0);
    let log = bot.log();
    assert!(log.contains("a webhook could not be read"), "the log was looked at");
    for secret in SECRETS {
        assert!(!log.contains(secret), "the log holds {secret}");
    }
    assert!(!log.contains("panicked"), "{log}");
}
