//! `whatsapp subscribe`, prompts, commands, templates.

use serde_json::{Value, json};

use super::{Knowing, changes, knowing::BUSINESS, run, run_with};
use crate::api::Trouble;

#[test]
fn a_business_account_is_found_and_subscribed() {
    let known = Knowing::default();
    let api = known.start();
    let said = run(&api, &["whatsapp", "subscribe", "on"]);
    assert!(
        said.code == 0 && said.text.contains("https://bot.example.org/webhook_whatsapp"),
        "{}",
        said.text
    );
    assert_ne!(known.get(&format!("/v26.0/{BUSINESS}/subscribed_apps")), Value::Null);
    assert!(run(&api, &["whatsapp", "subscribe", "on"]).text.contains("nothing to do"));
    assert_eq!(run(&api, &["whatsapp", "subscribe", "off"]).code, 0);
    assert_eq!(changes(&api), ["POST subscribed_apps", "DELETE subscribed_apps"]);
}

#[test]
fn prompts_and_commands_leave_each_other_alone() {
    let known = Knowing::default();
    known.set(
        "conversational_automation",
        json!({"id": "1", "enable_welcome_message": true, "prompts": ["Old?"]}),
    );
    let api = known.start();
    assert_eq!(run(&api, &["whatsapp", "commands", "on"]).code, 0);
    let told = known.get("conversational_automation");
    assert_eq!((&told["prompts"], &told["enable_welcome_message"]), (&json!(["Old?"]), &json!(true)));
    assert_eq!(told["commands"][0]["command_name"], "start");
    assert_eq!(told["id"], Value::Null, "that is the platform's own");
    assert_eq!(run(&api, &["whatsapp", "prompts", "on"]).code, 0);
    let told = known.get("conversational_automation");
    assert_eq!(
        (&told["prompts"], told["commands"].as_array().unwrap().len()),
        (&json!(["What is a postback?"]), 1)
    );
    assert!(run(&api, &["whatsapp", "prompts", "on"]).text.contains("nothing to do"));
    assert_eq!(run(&api, &["whatsapp", "prompts", "off"]).code, 0);
    let told = known.get("conversational_automation");
    assert_eq!((&told["prompts"], told["commands"].as_array().unwrap().len()), (&json!([]), 1));
    assert!(run(&api, &["whatsapp", "prompts", "off"]).text.contains("nothing to do"));
    assert_eq!(changes(&api).len(), 3);
}

#[test]
fn templates_are_listed_for_the_configured_business_account() {
    let api = Knowing::default().start();
    let said = run_with(&api, &["whatsapp", "templates", "list"], |command| {
        command.env("TERTULIA_WHATSAPP__BUSINESS_ACCOUNT_ID", "42")
    });
    assert!(said.code == 0 && said.text.contains("receipt (en)"), "{}", said.text);
    assert!(said.text.contains("utility, approved"), "{}", said.text);
    assert!(
        api.calls().iter().all(|call| call.path == "/v26.0/42/message_templates"),
        "nothing is looked for"
    );
}

#[test]
fn a_missing_permission_is_told_with_what_to_do() {
    let api = Knowing::default().start();
    let error =
        json!({"error": {"message": "(#200) You do not have the necessary permissions", "code": 200}});
    api.make_trouble([Trouble::Status(403, error)]);
    let said = run(&api, &["whatsapp", "templates", "list"]);
    assert!(said.code == 1 && said.text.contains("whatsapp_business_management"), "{}", said.text);
    let undeclared = run(&api, &["whatsapp", "profile", "off"]);
    assert!(undeclared.code == 1 && undeclared.text.contains("business("), "{}", undeclared.text);
}
