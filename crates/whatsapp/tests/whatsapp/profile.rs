//! What people see of a business before they write to it.

use serde_json::Value;
use tertulia_core::{
    Adapter as _, Call, Context,
    profile::{Business, MenuItem, Profile, Property},
    program::ProgramBuilder,
};

use crate::{NUMBER, whatsapp, wire};

fn properties(profile: Profile) -> Result<Vec<Property>, Vec<String>> {
    let main = Context::new("main").any_postback("Hello!");
    let program = ProgramBuilder::new().context(main).profile(profile).build().unwrap();
    whatsapp().profile(program.profile())
}

fn whole() -> Profile {
    let business = Business {
        address: Some("1 Main Street".into()),
        description: Some("We fly you anywhere.".into()),
        email: Some("hello@example.com".into()),
        websites: vec!["https://example.com".into()],
        vertical: Some("TRAVEL".into()),
    };
    Profile::new()
        .ice_breakers([MenuItem::postback("What does it cost?", "prices")])
        .ice_breakers_in("es", [MenuItem::postback("¿Cuánto cuesta?", "prices")])
        .commands([("help", "What I can do")])
        .about("Flights")
        .business(business)
        .greeting("nobody sees it here")
}

#[test]
fn everything_is_written_as_the_cloud_api_has_it() {
    let properties = properties(whole()).unwrap();
    let told = |call: &Call| format!("{} {}", call.endpoint, call.body.get());
    let lines: Vec<_> = properties
        .iter()
        .flat_map(|property| [&property.write, &property.read.call, &property.delete.call].map(told))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let body = |call: &Call| -> Value { serde_json::from_str(call.body.get()).unwrap() };
    // The validator does not know business profiles.
    let known = properties.iter().filter(|property| property.name == "conversational_automation");
    let calls = known.flat_map(|property| [&property.write, &property.delete.call]);
    wire::judge(calls.map(|call| (call.endpoint.clone(), body(call))));
}

#[test]
fn a_number_itself_is_asked_without_an_edge() {
    let properties = properties(whole()).unwrap();
    let request = whatsapp().request(NUMBER, &properties[0].read.call).unwrap();
    let url = secrecy::ExposeSecret::expose_secret(&request.url);
    assert!(url.ends_with(&format!("/{NUMBER}?fields=conversational_automation")), "{url}");
}

#[test]
fn what_is_over_a_limit_is_told_at_once() {
    let question = |number: usize| MenuItem::postback(format!("{number}{}", "x".repeat(80)), "answer");
    let business = Business { websites: vec!["https://example.com".into(); 3], ..Business::default() };
    let profile = Profile::new()
        .ice_breakers((0..4).map(question))
        .commands([("/help", "What I can do")])
        .about("x".repeat(140))
        .business(business);
    let faults = properties(profile).unwrap_err();
    assert_eq!(faults.len(), 8, "{faults:#?}");
}
