//! `messenger subscribe`, and what people see of a page.

use serde_json::{Value, json};

use super::{Knowing, changes, run};
use crate::{
    api::Trouble,
    process::{PAGE, PAGE_TOKEN},
};

#[test]
fn a_page_is_subscribed_to_what_the_blocks_need() {
    let known = Knowing::default();
    let api = known.start();
    let said = run(&api, &["messenger", "subscribe", "on"]);
    assert!(
        said.code == 0 && said.text.contains("https://bot.example.org/webhook_messenger"),
        "{}",
        said.text
    );
    let app = &known.get(&format!("/v26.0/{PAGE}/subscribed_apps"))[0];
    assert!(app["subscribed_fields"].as_array().unwrap().contains(&json!("messaging_postbacks")), "{app}");
    assert!(run(&api, &["messenger", "subscribe", "on"]).text.contains("nothing to do"));
    assert_eq!(run(&api, &["messenger", "subscribe", "off"]).code, 0);
    assert!(run(&api, &["messenger", "subscribe", "off"]).text.contains("nothing to do"));
    assert_eq!(changes(&api), ["POST subscribed_apps", "DELETE subscribed_apps"]);
    let token = format!("Bearer {PAGE_TOKEN}");
    assert!(
        api.calls().iter().all(|call| call.authorization.as_deref() == Some(&token)),
        "in the header alone"
    );
}

#[test]
fn a_menu_brings_what_it_needs_and_leaves_alone() {
    let known = Knowing::default();
    let api = known.start();
    let said = run(&api, &["messenger", "menu", "on"]);
    assert_eq!(said.code, 0, "{}", said.text);
    assert_eq!(known.get("get_started"), json!({"payload": "/get_started"}));
    assert_eq!(known.get("persistent_menu")[0]["call_to_actions"][0]["title"], "Start again");
    assert!(run(&api, &["messenger", "menu", "on"]).text.contains("nothing to do"));
    assert_eq!(run(&api, &["messenger", "menu", "off"]).code, 0);
    assert_eq!(known.get("persistent_menu"), Value::Null);
    assert_ne!(known.get("get_started"), Value::Null, "a greeting may still need it");
    assert_eq!(changes(&api).len(), 3);
}

#[test]
fn what_an_earlier_version_left_is_taken_back() {
    let known = Knowing::default();
    known.set("whitelisted_domains", json!(["https://old.example.org"]));
    let api = known.start();
    let undeclared = run(&api, &["messenger", "domains", "on"]);
    assert!(undeclared.code == 1 && undeclared.text.contains(".domains("), "{}", undeclared.text);
    let dry = run(&api, &["messenger", "domains", "off", "--dry-run"]);
    assert!(dry.text.contains("- https://old.example.org"), "{}", dry.text);
    assert_ne!(known.get("whitelisted_domains"), Value::Null);
    assert_eq!(run(&api, &["messenger", "domains", "off"]).code, 0);
    assert_eq!(known.get("whitelisted_domains"), Value::Null);
}

#[test]
fn every_part_of_the_profile_is_told_and_shown() {
    let known = Knowing::default();
    let api = known.start();
    for part in ["get_started", "greeting", "ice_breakers", "commands"] {
        let said = run(&api, &["messenger", part, "on"]);
        assert_eq!(said.code, 0, "{part}: {}", said.text);
        assert_ne!(known.get(part), Value::Null, "{part}");
    }
    let shown = run(&api, &["messenger", "show"]).text;
    assert!(shown.contains("greeting") && shown.contains("What is a postback?"), "{shown}");
}

#[test]
fn an_expired_token_is_told_with_what_to_do() {
    let api = Knowing::default().start();
    let error =
        json!({"error": {"message": "Error validating access token: Session has expired.", "code": 190}});
    api.make_trouble([Trouble::Status(400, error)]);
    let said = run(&api, &["messenger", "greeting", "on"]);
    assert!(said.code == 1 && said.text.contains("`messenger.page_token`"), "{}", said.text);
}
