//! What people see before they write, and what begins a conversation.

use tertulia_core::{
    Context, DeepLink, Platform, RawPayload, Text,
    profile::{Business, MenuItem, Profile},
    program::ProgramBuilder,
};
use tertulia_runtime::{apply_profile, remove_profile};
use tertulia_simulator::{Act, Credentials, Direction};

use crate::machine::{BOTH, Machine};

async fn machine() -> Machine {
    let context = Context::new("main")
        .deep_link(|DeepLink(link): DeepLink| format!("led by {link}"))
        .any_postback(|payload: RawPayload| format!("pressed {payload}"))
        .any_text(|Text(text): Text| format!("said {text}"));
    let business = Business {
        websites: vec!["https://example.com/".to_owned()],
        email: Some("bot@example.com".to_owned()),
        ..Business::default()
    };
    let profile = Profile::new()
        .get_started("get_started")
        .greeting("Hello, {{user_first_name}}!")
        .greeting_in("es", "¡Hola!")
        .menu([MenuItem::postback("Help", "help"), MenuItem::url("Our page", "https://example.com")])
        .commands([("help", "What I can do")])
        .ice_breakers([MenuItem::postback("What does it cost?", "prices")])
        .about("A bot")
        .business(business);
    let program = ProgramBuilder::new().context(context).profile(profile).build().unwrap();
    Machine::of(program).await
}

async fn apply(machine: &Machine) -> Vec<Vec<String>> {
    let known = Credentials::default();
    let mut told = Vec::new();
    for (platform, account) in BOTH.into_iter().zip([known.page_id, known.phone_number_id]) {
        let adapter = machine.adapter(platform);
        told.push(apply_profile(&machine.simulator, adapter, account, &machine.profile).await.unwrap());
    }
    told
}

#[tokio::test(start_paused = true)]
async fn a_profile_is_told_once_and_seen() {
    let machine = machine().await;
    let told = apply(&machine).await;
    assert_eq!(told[0], ["get_started", "greeting", "ice_breakers", "persistent_menu", "commands"]);
    assert_eq!(told[1], ["conversational_automation", "whatsapp_business_profile"]);
    assert_eq!(apply(&machine).await, [Vec::<String>::new(), Vec::new()]);

    let composer = machine.chat(Platform::MESSENGER).composer;
    assert_eq!(composer.greeting.as_deref(), Some("Hello, Ana!"));
    assert_eq!(composer.ice_breakers[0].title, "What does it cost?");
    assert!(composer.start.is_none(), "questions go before the button");
    assert_eq!((composer.menu.len(), composer.commands[0].title.as_str()), (2, "/help"));
    let composer = machine.chat(Platform::WHATSAPP).composer;
    assert_eq!((composer.ice_breakers.len(), composer.commands.len(), composer.menu.len()), (1, 1, 0));

    for (platform, answer) in
        [(Platform::MESSENGER, "pressed prices"), (Platform::WHATSAPP, "said What does it cost?")]
    {
        machine.press(platform, "What does it cost?").await;
        assert_eq!(machine.said(platform), [answer]);
        assert!(machine.chat(platform).composer.ice_breakers.is_empty(), "they are for new chats");
        machine.press(platform, "/help").await;
        assert_eq!(machine.said(platform).last().unwrap(), "said /help");
    }
    machine.press(Platform::MESSENGER, "Help").await;
    assert_eq!(machine.said(Platform::MESSENGER).last().unwrap(), "pressed help");
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn a_profile_is_taken_back() {
    let machine = machine().await;
    apply(&machine).await;
    let known = Credentials::default();
    for (platform, account) in BOTH.into_iter().zip([known.page_id, known.phone_number_id]) {
        remove_profile(&machine.simulator, machine.adapter(platform), account, &machine.profile)
            .await
            .unwrap();
        let composer = machine.chat(platform).composer;
        assert!(composer.menu.is_empty() && composer.greeting.is_none() && composer.ice_breakers.is_empty());
    }
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn a_link_leads_to_the_bot() {
    let machine = machine().await;
    apply(&machine).await;
    let start = |link: Option<&str>| Act::Start { link: link.map(str::to_owned) };
    for platform in BOTH {
        machine.act(platform, start(Some("spring-sale"))).await;
        machine.act(platform, start(Some("autumn"))).await;
        assert_eq!(machine.said(platform), ["led by spring-sale", "led by autumn"], "{platform}");
    }
    machine.act(Platform::MESSENGER, start(None)).await;
    assert_eq!(machine.said(Platform::MESSENGER).last().unwrap(), "pressed get_started");
    machine.act(Platform::WHATSAPP, start(None)).await;
    assert_eq!(machine.said(Platform::WHATSAPP).last().unwrap(), "pressed get_started");
    assert!(machine.simulator.act(Platform::MESSENGER, "ana", None, &start(Some("a b"))).is_err());
    assert!(!machine.exchanges(Platform::MESSENGER, Direction::Webhook).is_empty());
    machine.is_sound().await;
}
