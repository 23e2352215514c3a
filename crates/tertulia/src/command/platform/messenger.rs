//! `messenger`: the subscription and the profile of a page.

use clap::{Args, Subcommand};
use http::Method;
use serde_json::{Value, json};
use tertulia_core::{Call, Platform, profile::Profile};

use crate::{App, Exit, config::Config};

use super::{
    Account, Bench, Failure, Options, Report, Switch,
    profile::{self, COMMANDS, ICE_BREAKERS, Subject},
    report::Change,
};

#[derive(Args, Debug)]
pub(in crate::command) struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Has the page's events sent to the app, as far as the blocks need them
    Subscribe {
        /// Whether to tell the platform, or to take it back
        switch: Switch,
    },
    /// The menu that is always there
    Menu {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// What a new person presses to begin
    #[command(name = "get_started", alias = "get-started")]
    GetStarted {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// The text of an empty chat
    Greeting {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// Questions to begin with
    #[command(name = "ice_breakers", alias = "ice-breakers")]
    IceBreakers {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// Commands that are offered while one types
    Commands {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// The pages that may open inside the chat
    Domains {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// Shows what the page knows
    Show,
}

const fn subject(
    declared_by: &'static str,
    part: fn(&Profile<String>) -> Profile<String>,
    is_meant: fn(&str) -> bool,
) -> Subject {
    Subject { declared_by, part, is_meant, takes_all: true }
}

const EVERYTHING: Subject = subject("menu(…)", Clone::clone, |_| true);

const MENU: Subject = subject(
    "get_started(…).menu(…)",
    |profile| {
        let mut part = Profile::default();
        part.get_started.clone_from(&profile.get_started); // which a menu needs
        part.menu.clone_from(&profile.menu);
        part
    },
    |name| name == "persistent_menu",
);

const GET_STARTED: Subject = subject(
    "get_started(…)",
    |profile| {
        let mut part = Profile::default();
        part.get_started.clone_from(&profile.get_started);
        part
    },
    |_| true,
);

const GREETING: Subject = subject(
    "greeting(…)",
    |profile| {
        let mut part = Profile::default();
        part.greeting.clone_from(&profile.greeting);
        part
    },
    |_| true,
);

const DOMAINS: Subject = subject(
    "domains([\"https://example.com\"])",
    |profile| {
        let mut part = Profile::default();
        part.domains.clone_from(&profile.domains);
        part
    },
    |_| true,
);

pub(in crate::command) fn run(app: App, config: Config, arguments: Arguments) -> Exit {
    let Arguments { options, command } = arguments;
    super::run(app, config, Platform::MESSENGER, options, async |bench, report| {
        let (subject, switch) = match command {
            Command::Subscribe { switch } => return subscribe(bench, report, switch).await,
            Command::Show => return profile::show(bench, report, &EVERYTHING).await,
            Command::Menu { switch } => (MENU, switch),
            Command::GetStarted { switch } => (GET_STARTED, switch),
            Command::Greeting { switch } => (GREETING, switch),
            Command::IceBreakers { switch } => (ICE_BREAKERS, switch),
            Command::Commands { switch } => (COMMANDS, switch),
            Command::Domains { switch } => (DOMAINS, switch),
        };
        profile::switch(bench, report, &subject, switch).await
    })
}

/// [subscribed_apps](https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps): which of the page's events
/// go to the app of the token.
const SUBSCRIBED: &str = "subscribed_apps";

async fn subscribe(bench: &Bench, report: &mut Report, switch: Switch) -> Result<(), Failure> {
    let fields = tertulia_messenger::webhook_fields(bench.program.kinds());
    for account in bench.accounts()? {
        let known = subscribed(&account).await?;
        let is_there = fits(&known, &fields);
        let (changes, wanted, method) = match switch {
            Switch::On if is_there => (Vec::new(), json!({}), Method::POST),
            Switch::On => {
                let change = Change::new("subscribed_fields", fields_of(&known), fields.clone());
                (vec![change], json!({ "subscribed_fields": fields.join(",") }), Method::POST)
            }
            Switch::Off if known.is_empty() => (Vec::new(), json!({}), Method::DELETE),
            Switch::Off => {
                let change = Change::new("subscribed_fields", fields_of(&known), Value::Null);
                (vec![change], json!({}), Method::DELETE)
            }
        };
        let notes: Vec<_> = (switch == Switch::On).then(|| where_to(bench)).into_iter().collect();
        let write = async || account.call(method, &Call::new(SUBSCRIBED, &wanted)).await.map(drop);
        report.settle(&account, changes, &notes, write).await?;
    }
    Ok(())
}

/// The apps that the page's events go to.
pub(in crate::command) async fn subscribed(account: &Account<'_>) -> Result<Vec<Value>, Failure> {
    let answer = account.call(Method::GET, &Call::new(SUBSCRIBED, &json!({}))).await?;
    Ok(answer["data"].as_array().cloned().unwrap_or_default())
}

/// Whether there is one app, and it gets all of these fields. Of several we do not know which is ours, so it is told again.
pub(in crate::command) fn fits(apps: &[Value], fields: &[&str]) -> bool {
    let [app] = apps else { return false };
    let known = app["subscribed_fields"].as_array().cloned().unwrap_or_default();
    fields.iter().all(|field| known.iter().any(|known| known == field))
}

fn fields_of(apps: &[Value]) -> Value {
    match apps {
        [app] => app["subscribed_fields"].clone(),
        several => several.iter().map(|app| app["subscribed_fields"].clone()).collect(),
    }
}

/// Where an app sends events is set in its dashboard alone.
fn where_to(bench: &Bench) -> String {
    let url = bench.webhook_url().unwrap_or_else(|| "http.public_url and messenger.webhook_route".to_owned());
    format!(
        "in the app's dashboard, under Messenger, the callback URL is {url}, and the verify token that of `messenger.verify_token`"
    )
}
