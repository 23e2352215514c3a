//! Where an event goes that does not belong to the current context.

use super::*;

fn linked(value: &str) -> Event {
    let mut linked = event(EventKind::Referral);
    linked.deep_link = Some(value.into());
    linked
}

fn said(name: &'static str) -> impl Fn(DeepLink) -> String + Clone + Send + Sync {
    move |link: DeepLink| format!("{name}: {}", link.0)
}

fn contexts() -> [Context; 4] {
    [
        Context::new("main").deep_link(said("main")).command("start", "start").any_text("main"),
        Context::new("profile")
            .deep_link(said("profile"))
            .any_text("profile")
            .sub_context(Context::new("sign_up").deep_link(said("sign_up")).any_text("sign_up"))
            .sub_context(Context::new("quiet").any_text("quiet")),
        Context::new("profile_old").deep_link(said("old")),
        Context::new("silent").keyword("x", "y"),
    ]
}

#[test]
fn a_deep_link_leads_to_the_longest_name_it_begins_with() {
    let mut chat = Chat::with(contexts());
    for (value, heard) in [
        ("profile", "profile: profile"),
        ("profile_sign_up", "sign_up: profile_sign_up"),
        ("Profile_Sign_Up_now", "sign_up: Profile_Sign_Up_now"),
        ("profile_sign", "profile: profile_sign"),
        ("profile_old_7", "old: profile_old_7"),
        ("profile_oldest", "profile: profile_oldest"),
        ("profiles", "main: profiles"),
        ("profile_quiet", "profile: profile_quiet"),
        ("silent_x", "main: silent_x"),
        ("_", "main: _"),
        ("", "main:"),
        ("é_profile", "main: é_profile"),
    ] {
        assert_eq!(chat.event(linked(value)).texts, [heard], "{value}");
        assert_eq!(chat.places(), [""; 0], "a routed event does not move the conversation");
    }
}

#[test]
fn a_payload_goes_before_a_deep_link_and_that_before_a_configured_command() {
    let shop = Context::new("shop").postback("buy", "bought").command("start", "shop").any_text("shop");
    let builder = contexts().into_iter().fold(ProgramBuilder::new(), ProgramBuilder::context);
    let mut chat = Chat::of(builder.context(shop).route_command("start", "shop"));
    let with_link = |mut event: Event| {
        event.deep_link = Some("profile".into());
        event
    };
    assert_eq!(chat.event(with_link(event(EventKind::Postback("shop/buy".into())))).texts, ["bought"]);
    assert_eq!(chat.event(with_link(written("/start"))).texts, ["profile: profile"]);
    assert_eq!(chat.says("/start"), ["shop"]);
}
