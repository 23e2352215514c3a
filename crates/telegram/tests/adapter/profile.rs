//! What people see of a bot before they write to it.

use tertulia_core::{
    Adapter as _, Call, Context,
    profile::{Commands, Profile, Property, Scope},
    program::ProgramBuilder,
};

use crate::{specs, support::telegram};

fn properties(profile: Profile) -> Result<Vec<Property>, Vec<String>> {
    let main = Context::new("main").any_postback("Hello!");
    let program = ProgramBuilder::new().context(main).profile(profile).build().unwrap();
    telegram().profile(program.profile())
}

#[test]
fn everything_is_written_read_and_taken_back_as_the_bot_api_has_it() {
    let profile = Profile::new()
        .commands([("help", "What I can do")])
        .commands(Commands::new([("help", "Ayuda")]).in_locale("es"))
        .commands(Commands::new([("ban", "Sends somebody away")]).for_scope(Scope::Administrators))
        .name("Tertulia")
        .greeting("Hello!")
        .greeting_in("es-ES", "¡Hola!")
        .greeting_in("es-MX", "¡Qué tal!")
        .about("A bot")
        .menu_app("Shop", "https://example.com");
    let properties = properties(profile).unwrap();
    let lines: Vec<_> = properties
        .iter()
        .flat_map(|property| [&property.write, &property.read.call, &property.delete.call])
        .map(|call| format!("{} {}", call.endpoint, call.body.get()))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let calls: Vec<Call> = properties
        .into_iter()
        .flat_map(|property| [property.write, property.read.call, property.delete.call])
        .collect();
    specs::judge(&calls);
}

#[test]
fn what_is_over_a_limit_is_told_at_once() {
    let profile = Profile::new()
        .commands([("Help", "What I can do"), ("help", "")])
        .commands([("again", "Another list for all")])
        .name("x".repeat(65))
        .about("x".repeat(121))
        .greeting_in("spanish", "¡Hola!")
        .menu_app("Shop", "http://example.com");
    let faults = properties(profile).unwrap_err();
    assert_eq!(faults.len(), 7, "{faults:#?}");
}
