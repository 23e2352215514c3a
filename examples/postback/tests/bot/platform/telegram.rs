//! `telegram webhook`, `telegram commands`.

use serde_json::{Value, json};

use super::{Knowing, changes, run, run_with};
use crate::{
    api::{Call, Trouble},
    process::{TELEGRAM_SECRET, TELEGRAM_TOKEN, command},
    specs,
};

#[test]
fn a_webhook_is_told_with_the_configured_secret_and_what_the_blocks_need() {
    let known = Knowing::default();
    let api = known.start();
    let said = run(&api, &["telegram", "webhook", "on", "--dry-run"]);
    assert_eq!((said.code, changes(&api).len()), (0, 0), "{}", said.text);
    assert!(said.text.contains("+ https://bot.example.org/webhook_telegram"), "{}", said.text);
    assert!(said.text.contains("nothing was told"), "{}", said.text);
    let said = run(&api, &["telegram", "webhook", "on"]);
    assert_eq!(said.code, 0, "{}", said.text);
    assert_eq!(changes(&api), ["POST setWebhook"]);
    assert_eq!(known.get("url"), "https://bot.example.org/webhook_telegram");
    assert_eq!(known.get("allowed_updates"), json!(["message", "callback_query"]));
    assert_eq!(known.get("secret_token"), TELEGRAM_SECRET);
    let again = run(&api, &["telegram", "webhook", "on"]).text;
    assert!(!again.contains("+ https://") && !again.contains("allowed_updates"), "only the secret: {again}");
    let calls = api.calls();
    assert!(calls.iter().any(|call| call.path == format!("/bot{TELEGRAM_TOKEN}/setWebhook")));
    specs::check(calls.iter().map(Call::sent));
}

#[test]
fn a_secret_is_made_and_shown_once_if_none_is_configured() {
    let known = Knowing::default();
    let api = known.start();
    let without = |command: &mut std::process::Command| {
        command.env_remove("TERTULIA_TELEGRAM__WEBHOOK_SECRET");
        command.args(["telegram", "webhook", "on"]).output().unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let mut command = crate::process::configured(folder.path(), api.addr);
    let output = without(command.env("TERTULIA_HTTP__PUBLIC_URL", "https://bot.example.org"));
    let said = String::from_utf8(output.stdout).unwrap();
    let (_, made) = said.split_once("TERTULIA_TELEGRAM__WEBHOOK_SECRET=").expect("it is told what to set");
    let made = made.lines().next().unwrap();
    assert_eq!(made.len(), 43, "{said}");
    assert_eq!(known.get("secret_token"), made);
}

#[test]
fn a_webhook_is_shown_and_removed() {
    let known = Knowing::default();
    known.set("url", json!("https://old.example.org/x"));
    let api = known.start();
    let said = run(&api, &["telegram", "webhook", "info", "--json"]);
    let shown: Value = serde_json::from_str(&said.text).unwrap();
    assert_eq!(shown[0]["known"]["url"], "https://old.example.org/x");
    let said = run(&api, &["telegram", "webhook", "off", "--json"]);
    let told: Value = serde_json::from_str(&said.text).unwrap();
    assert_eq!(
        (&told[0]["told"], &told[0]["changes"][0]["found"]),
        (&json!(true), &shown[0]["known"]["url"])
    );
    assert_eq!(known.get("url"), Value::Null);
    let again = run(&api, &["telegram", "webhook", "off"]);
    assert!(again.code == 0 && again.text.contains("nothing to do"), "{}", again.text);
    assert_eq!(changes(&api), ["POST deleteWebhook"]);
}

#[test]
fn commands_are_told_once_shown_and_deleted() {
    let known = Knowing::default();
    let api = known.start();
    assert_eq!(run(&api, &["telegram", "commands", "set"]).code, 0);
    assert_eq!(known.get("commands"), json!([{"command": "start", "description": "Starts again"}]));
    let again = run(&api, &["telegram", "commands", "set"]);
    assert!(again.text.contains("nothing to do"), "{}", again.text);
    assert_eq!(changes(&api), ["POST setMyCommands"]);
    assert!(run(&api, &["telegram", "commands", "show"]).text.contains("Starts again"));
    known.set("commandsall_group_chats", json!([{"command": "old", "description": "Left"}]));
    assert_eq!(run(&api, &["telegram", "commands", "delete"]).code, 0);
    assert_eq!((known.get("commands"), known.get("commandsall_group_chats")), (Value::Null, Value::Null));
    specs::check(api.calls().iter().map(Call::sent));
}

#[test]
fn what_goes_wrong_is_one_sentence_with_what_to_do() {
    let api = Knowing::default().start();
    let trouble = |status, said: &str| {
        let body = json!({"ok": false, "error_code": status, "description": said});
        api.make_trouble([Trouble::Status(status, body)]);
        run(&api, &["telegram", "webhook", "on"])
    };
    let said = trouble(401, "Unauthorized");
    assert_eq!(said.code, 1);
    assert!(said.text.contains("@BotFather") && said.text.contains("`telegram.token`"), "{}", said.text);
    let echoed = trouble(400, &format!("no path /bot{TELEGRAM_TOKEN}/x here"));
    assert!(echoed.code == 1 && echoed.text.contains("[secret]"), "{}", echoed.text);
    let said = run_with(&api, &["telegram", "webhook", "on"], |command| {
        command.env("TERTULIA_TELEGRAM__API_URL", "http://127.0.0.1:1")
    });
    assert_eq!(said.code, 1);
    assert!(
        said.text.contains("was not reached") && said.text.contains("`telegram.api_url`"),
        "{}",
        said.text
    );
    assert_eq!(said.text.trim().lines().count(), 1, "{}", said.text);
    let said = run_with(&api, &["telegram", "webhook", "on"], |command| {
        command.env_remove("TERTULIA_HTTP__PUBLIC_URL")
    });
    assert!(said.code == 1 && said.text.contains("`http.public_url`"), "{}", said.text);
    let said = run(&api, &["telegram", "webhook", "on", "--account", "5"]);
    assert!(said.code == 1 && said.text.contains("there is 123456789"), "{}", said.text);
    assert_eq!(run(&api, &["telegram", "webhook", "maybe"]).code, 2);
}

#[test]
fn a_platform_that_is_not_configured_says_what_to_set() {
    let folder = tempfile::tempdir().unwrap();
    for (platform, arguments, key) in [
        ("telegram", &["webhook", "info"][..], "TERTULIA_TELEGRAM__TOKEN"),
        ("telegram", &["poll"], "TERTULIA_TELEGRAM__TOKEN"),
        ("messenger", &["menu", "on"], "TERTULIA_MESSENGER__PAGE_TOKEN"),
        ("whatsapp", &["templates", "list"], "TERTULIA_WHATSAPP__ACCESS_TOKEN"),
    ] {
        let output = command(folder.path()).arg(platform).args(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(key), "{said}");
    }
}
