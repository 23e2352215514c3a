//! What people see of a page's bot before they write to it.

use serde_json::Value;
use tertulia_core::{
    Adapter as _, Context,
    profile::{MenuItem, Profile, Property},
    program::ProgramBuilder,
};

use crate::{messenger, validator};

fn properties(profile: Profile) -> Result<Vec<Property>, Vec<String>> {
    let main = Context::new("main").any_postback("Hello!");
    let program = ProgramBuilder::new().context(main).profile(profile).build().unwrap();
    messenger().profile(program.profile())
}

fn whole() -> Profile {
    let menu = || [MenuItem::postback("Help", "help"), MenuItem::url("Our page", "https://example.com")];
    Profile::new()
        .get_started("get_started")
        .greeting("Hello!")
        .greeting_in("es", "¡Hola!")
        .menu(menu())
        .menu_in("es-ES", menu())
        .ice_breakers([MenuItem::postback("What does it cost?", "prices")])
        .commands([("help", "What I can do")])
        .domains(["https://example.com"])
        .name("nobody sees it here")
}

#[test]
fn everything_is_written_as_the_profile_api_has_it() {
    let properties = properties(whole()).unwrap();
    let bodies: Vec<Value> =
        properties.iter().map(|property| serde_json::from_str(property.write.body.get()).unwrap()).collect();
    insta::assert_snapshot!(format!("{:#}", Value::from(bodies.clone())));
    // The validator wants to see the button to begin beside the menu, which is written after it.
    let mut together = serde_json::Map::new();
    for body in &bodies {
        together.extend(body.as_object().unwrap().clone());
    }
    validator::judge([&tertulia_core::Call::new("messenger_profile", &together)]);
    let apart = properties.iter().filter(|property| property.name != "persistent_menu");
    validator::judge(apart.map(|property| &property.write));
}

#[test]
fn each_is_read_and_taken_back_by_its_name() {
    let properties = properties(whole()).unwrap();
    let names: Vec<_> = properties.iter().map(|property| &*property.name).collect();
    let all =
        ["get_started", "greeting", "ice_breakers", "persistent_menu", "commands", "whitelisted_domains"];
    assert_eq!(names, all, "the menu comes after the button that it needs");
    for property in &properties {
        assert_eq!(property.read.call.endpoint, format!("messenger_profile?fields={}", property.name));
        assert_eq!(property.delete.call.body.get(), format!(r#"{{"fields":["{}"]}}"#, property.name));
        let answer = serde_json::json!({"data": [{(&property.name): property.wanted}]});
        assert!(property.is_there(&answer) && !property.is_there(&serde_json::json!({"data": []})));
    }
}

#[test]
fn what_is_over_a_limit_is_told_at_once() {
    let breaker = |number: usize| MenuItem::postback(format!("Question {number}"), "answer");
    let profile = Profile::new()
        .greeting("x".repeat(161))
        .greeting("again")
        .menu_in("es", [MenuItem::postback("x".repeat(31), "help")])
        .ice_breakers((0..5).map(breaker))
        .domains(["http://example.com"]);
    let faults = properties(profile).unwrap_err();
    assert_eq!(faults.len(), 7, "{faults:#?}");
    assert!(faults.contains(&"a menu on Messenger needs `get_started`, too".to_owned()), "{faults:#?}");
}
