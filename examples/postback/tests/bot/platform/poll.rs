//! `telegram poll`: a bot without a webhook.

use std::process::{Child, Command, Stdio};

use serde_json::json;

use super::{Knowing, run};
use crate::process::{SECRETS, configured};

struct Polling(Child);

impl Drop for Polling {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn updates_are_asked_for_answered_and_confirmed() {
    let known = Knowing::default();
    let message = json!({"message_id": 5, "date": 1_790_000_000, "text": "hello",
        "chat": {"id": 42, "type": "private", "first_name": "Ana"}, "from": {"id": 42, "is_bot": false, "first_name": "Ana"}});
    known.set("updates", json!([{"update_id": 70, "message": message}]));
    let api = known.start();
    let folder = tempfile::tempdir().unwrap();
    let mut command: Command = configured(folder.path(), api.addr);
    let log = folder.path().join("log");
    command
        .env_remove("TERTULIA_TELEGRAM__WEBHOOK_SECRET")
        .env("RUST_LOG", "trace")
        .args(["telegram", "poll"]);
    command.stdout(Stdio::null()).stderr(std::fs::File::create(&log).unwrap());
    let mut polling = Polling(command.spawn().unwrap());
    let answer = api.wait("an answer", |calls| {
        calls.iter().find(|call| call.path.ends_with("/sendMessage")).map(|call| call.body.clone())
    });
    assert_eq!((&answer["chat_id"], &answer["text"]), (&json!(42), &json!("Press the button to begin.")));
    api.wait("the confirmation", |calls| calls.iter().find(|call| call.body["offset"] == 71).map(drop));
    let asked = api.calls().into_iter().find(|call| call.path.ends_with("/getUpdates")).unwrap();
    assert_eq!((&asked.body["offset"], &asked.body["allowed_updates"][0]), (&json!(null), &json!("message")));
    let pid = polling.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(polling.0.wait().unwrap().success(), "it ends well");
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("asking for updates"), "{log}");
    for secret in SECRETS {
        assert!(!log.contains(secret), "{secret} was logged: {log}");
    }
}

#[test]
fn nothing_is_asked_for_while_there_is_a_webhook() {
    let known = Knowing::default();
    known.set("url", json!("https://bot.example.org/webhook_telegram"));
    let api = known.start();
    let said = run(&api, &["telegram", "poll"]);
    assert!(said.code == 1 && said.text.contains("telegram webhook off"), "{}", said.text);
    assert!(api.calls().iter().all(|call| !call.path.ends_with("/getUpdates")));
}
