//! What operators do: look at what waits, put it right, tell and erase what is kept, find out what is wrong.

use serde_json::{Value, json};

use crate::{
    Api, Bot, Person,
    api::Trouble,
    person::On,
    platform::Knowing,
    process::{PAGE, configured},
};

#[test]
fn a_call_that_was_refused_is_looked_at_and_made_again() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let ana = Person::new(On::Telegram, 1001, &bot, &api);
    let refusal = json!({"ok": false, "error_code": 400, "description": "Bad Request: not today"});
    api.make_trouble([Trouble::Status(400, refusal)]);
    ana.says("hello");
    bot.wait_for_count("SELECT count(*) FROM dead", 1);
    let (code, said) = bot.run(&["queue"]);
    assert!(code == 0 && said.contains("dead     1, the oldest for"), "{said}");
    let (_, said) = bot.run(&["queue", "list", "dead"]);
    assert!(said.starts_with("dead:1 ") && said.contains("not today"), "{said}");
    let (_, said) = bot.run(&["queue", "show", "dead:1", "--json"]);
    let shown: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&shown[0]["endpoint"], &shown[0]["body"]["chat_id"]), (&json!("sendMessage"), &json!(1001)));
    assert_eq!(bot.run(&["queue", "retry", "dead:1", "--dry-run"]).0, 0);
    let (code, said) = bot.run(&["queue", "retry", "dead:1"]);
    assert!(code == 0 && said.contains("is done again, as outbox:"), "{said}");
    let (code, said) = bot.run(&["queue", "drop", "dead:1"]);
    assert!(code == 1 && said.contains("there is no dead:1"), "{said}");
    assert_eq!(bot.run(&["queue", "drop", "dead:one"]).0, 2);
    api.wait("the call that is made again", |calls| {
        let sent = calls.iter().filter(|call| call.taken && call.path.ends_with("/sendMessage"));
        sent.clone().next().map(|call| call.body["text"].clone())
    });
    bot.wait_for_count("SELECT count(*) FROM outbox", 0);
}

#[test]
fn what_is_kept_of_a_person_is_told_and_erased() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let (ana, bea) =
        (Person::new(On::WhatsApp, 1234, &bot, &api), Person::new(On::WhatsApp, 5678, &bot, &api));
    ana.says("hello").hears(&["Press the button to begin."]);
    bea.says("hello").hears(&["Press the button to begin."]);
    let id = ana.id.to_string();
    let (code, said) = bot.run(&["user", "show", "whatsapp", &format!("+{id}")]);
    assert!(code == 0 && said.contains("conversations   1") && said.contains(&id), "{said}");
    let (_, said) = bot.run(&["user", "export", "whatsapp", &id]);
    let exported: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(exported[0]["aliases"][0]["value"], id);
    let (code, said) = bot.run(&["user", "forget", "whatsapp", &id, "--dry-run"]);
    assert!(code == 0 && bot.count("SELECT count(*) FROM users") == 2, "{said}");
    let (code, said) = bot.run(&["user", "forget", "whatsapp", &id]);
    assert!(code == 0 && said.contains("is forgotten") && said.contains("1 conversations"), "{said}");
    assert_eq!(bot.count("SELECT count(*) FROM users"), 1);
    let (code, said) = bot.run(&["user", "show", "whatsapp", &id]);
    assert!(code == 1 && said.contains("nothing is kept"), "{said}");
    let bea = bea.id.to_string();
    let bot = bot.stop();
    let (code, said) = bot.run(&["user", "forget", "whatsapp", &bea]);
    assert!(code == 0 && bot.count("SELECT count(*) FROM users") == 0, "without a bot, in the file: {said}");
}

#[test]
fn a_database_is_made_before_the_bot_starts() {
    let api = Api::start();
    let folder = tempfile::tempdir().unwrap();
    let migrate = || {
        let output = configured(folder.path(), api.addr).arg("migrate").output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = migrate();
    assert!(code == Some(0) && said.contains("is made"), "{said}");
    assert!(migrate().1.contains("already"));
}

#[test]
fn a_bot_is_asked_how_it_is_and_what_it_does() {
    let api = Api::start();
    let bot = Bot::start(&api);
    let folder = tempfile::tempdir().unwrap();
    let addr = bot.addr.to_string();
    let health = || {
        let mut command = configured(folder.path(), api.addr);
        let output = command.env("TERTULIA_HTTP__ADDR", &addr).arg("health").output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(health(), (Some(0), "ready: web, work, send\n".to_owned()));
    let _stopped = bot.stop();
    assert_eq!(health(), (Some(1), String::new()));
}

#[test]
fn a_file_belongs_to_a_process_that_does_everything() {
    let api = Api::start();
    let folder = tempfile::tempdir().unwrap();
    let serve = |roles: &str| {
        let output = configured(folder.path(), api.addr).args(["serve", "--only", roles]).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = serve("web,work");
    assert!(code == Some(1) && said.contains("`--only`") && said.contains("postgres://"), "{said}");
    let (code, said) = serve("everything");
    assert!(code == Some(2) && said.contains("web, work, send"), "{said}");
}

#[test]
fn a_doctor_tells_what_is_wrong_and_what_to_do() {
    let known = Knowing::default();
    let api = known.start();
    let bot = Bot::start(&api);
    let folder = tempfile::tempdir().unwrap();
    let examine = |arguments: &[&str], public_url: &str| {
        let mut command = configured(folder.path(), api.addr);
        let output = command.env("TERTULIA_HTTP__PUBLIC_URL", public_url).args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, said) = examine(&["doctor"], &format!("http://{}", bot.addr));
    assert_eq!(code, 1, "{said}");
    for told in [
        "well     http.public_url: ",
        "warning  telegram 123456789, webhook: none is registered",
        "`telegram webhook on`",
        "the page's events are sent to no app",
        "`whatsapp subscribe on`",
        "clock, by telegram: it goes right",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let url = format!("http://{}", bot.addr);
    for command in
        [["telegram", "webhook", "on"], ["messenger", "subscribe", "on"], ["whatsapp", "subscribe", "on"]]
    {
        let (code, said) = examine(&command, &url);
        assert_eq!(code, 0, "{said}");
    }
    let (code, said) = examine(&["doctor", "--json"], &url);
    let found: Value = serde_json::from_str(&said).unwrap();
    let wrong =
        |level: &str| found.as_array().unwrap().iter().filter(|found| found["level"] == level).count();
    assert_eq!((code, wrong("fault"), wrong("warning")), (0, 0, 0), "{said}");
    known.set(
        &format!("/v26.0/{PAGE}/subscribed_apps"),
        json!([{"id": "1", "subscribed_fields": ["messages"]}]),
    );
    let (code, said) = examine(&["doctor"], "http://127.0.0.1:1");
    assert!(code == 1 && said.contains("not all of messages, messaging_postbacks"), "{said}");
    assert!(said.contains("http://127.0.0.1:1 is not reached"), "{said}");
}

#[test]
fn a_doctor_asks_whether_anybody_is_there_to_be_told_of_errors() {
    let api = Knowing::default().start();
    let folder = tempfile::tempdir().unwrap();
    let examine = |url: &str| {
        let mut command = configured(folder.path(), api.addr);
        let output = command.env("TERTULIA_REPORTS__URL", url).arg("doctor").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let said = examine(&format!("http://{}/hook", api.addr));
    assert!(said.contains("well     reports.url: "), "{said}");
    assert!(api.calls().iter().all(|call| call.path != "/hook" || call.method == "GET"), "nothing is told");
    let said = examine("http://127.0.0.1:1/hook");
    assert!(said.contains("fault    reports.url: it is not reached"), "{said}");
    assert!(!said.contains("/hook"), "{said}");
}

#[test]
fn a_doctor_sees_a_token_that_is_no_longer_good() {
    let api = Knowing::default().start();
    let folder = tempfile::tempdir().unwrap();
    let unauthorized = json!({"ok": false, "error_code": 401, "description": "Unauthorized"});
    api.make_trouble([Trouble::Status(401, unauthorized)]);
    let mut command = configured(folder.path(), api.addr);
    command.env_remove("TERTULIA_TELEGRAM__WEBHOOK_SECRET");
    let said = String::from_utf8(command.arg("doctor").output().unwrap().stdout).unwrap();
    assert!(said.contains("@BotFather"), "{said}");
    assert!(said.contains("TERTULIA_TELEGRAM__WEBHOOK_SECRET"), "what serving lacks is told: {said}");
}
