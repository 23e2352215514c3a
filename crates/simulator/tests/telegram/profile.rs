//! What people see of the bot before they write.

use tertulia_core::{
    Context,
    profile::{Commands, Profile, Scope},
    program::ProgramBuilder,
};
use tertulia_runtime::{apply_profile, remove_profile};
use tertulia_simulator::{Credentials, view::Does};

use crate::machine::{Machine, adapter};

#[tokio::test(start_paused = true)]
async fn it_is_told_once_shown_and_taken_back() {
    let profile = Profile::new()
        .commands([("help", "What I can do"), ("stop", "Ends it")])
        .commands(Commands::new([("vote", "Votes")]).for_scope(Scope::Groups))
        .commands(Commands::new([("help", "Ayuda")]).in_locale("es"))
        .name("Roma")
        .greeting("Trips to Rome.")
        .about("Trips")
        .menu_app("Shop", "https://example.com/shop");
    let main = || Context::new("main").command(["help", "vote"], "I help.").everything_else("What?");
    let program = ProgramBuilder::new().context(main()).profile(profile).build().unwrap();
    let ana = Machine::new(main()).await;
    let account = Credentials::default().telegram_token.split(':').next().unwrap();
    let adapter = adapter();
    let apply = || apply_profile(&ana.simulator, &*adapter, account, program.profile());
    assert_eq!(apply().await.unwrap().len(), 7);
    assert_eq!(apply().await.unwrap(), [""; 0], "it is there");

    let chat = ana.chat();
    assert_eq!(chat.title, "Roma");
    let commands: Vec<_> = chat.composer.commands.iter().map(|choice| choice.title.as_str()).collect();
    assert_eq!(commands, ["/help", "/stop"]);
    assert_eq!(chat.composer.greeting.as_deref(), Some("Trips to Rome."));
    assert_eq!(chat.composer.menu[0].does, Does::Open { url: "https://example.com/shop".to_owned() });
    ana.presses("/help").await;
    assert_eq!(ana.seen(), ["> /help", "< I help."]);

    let ana = ana.in_group();
    ana.says("Hello").await;
    ana.presses("/vote").await;
    assert_eq!(ana.seen()[2..], ["> /vote@tertulia_bot", "< I help."]);
    remove_profile(&ana.simulator, &*adapter, account, program.profile()).await.unwrap();
    assert!(ana.chat().composer.commands.is_empty() && ana.chat().composer.menu.is_empty());
    ana.ends().await;
}
