//! `whatsapp`: the subscription, the profile and the templates of a number and its business account.

mod business;
mod templates;

use clap::{Args, Subcommand};
use http::Method;
use serde_json::{Value, json};
use tertulia_core::{Platform, profile::Profile};

use crate::{App, Exit, config::Config};

use super::{
    Bench, Failure, Options, Report, Switch,
    profile::{self, COMMANDS, ICE_BREAKERS, Subject},
    report::Change,
};

pub(in crate::command) use business::Business;

#[derive(Args, Debug)]
pub(in crate::command) struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Has the business account's events sent to the app
    Subscribe {
        /// Whether to tell the platform, or to take it back
        switch: Switch,
    },
    /// What the business tells of itself
    Profile {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// Questions to begin with
    Prompts {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// Commands that are offered while one types
    Commands {
        /// Whether to tell what the bot declares, or to take it back
        switch: Switch,
    },
    /// Message templates
    #[command(subcommand)]
    Templates(Templates),
    /// Shows what the number knows
    Show,
}

#[derive(Clone, Debug, Subcommand)]
enum Templates {
    /// Lists the templates of the business account
    List,
}

const PROFILE: Subject = Subject {
    declared_by: "business(Business { … })`, `.about(…)",
    part: |profile| {
        let mut part = Profile::default();
        part.about.clone_from(&profile.about);
        part.business.clone_from(&profile.business);
        part
    },
    is_meant: |_| true,
    takes_all: false,
};

const EVERYTHING: Subject =
    Subject { declared_by: "business(…)", part: Clone::clone, is_meant: |_| true, takes_all: false };

pub(in crate::command) fn run(app: App, config: Config, arguments: Arguments) -> Exit {
    let Arguments { options, command } = arguments;
    super::run(app, config, Platform::WHATSAPP, options, async |bench, report| match command {
        Command::Subscribe { switch } => subscribe(bench, report, switch).await,
        Command::Profile { switch } => profile::switch(bench, report, &PROFILE, switch).await,
        Command::Prompts { switch } => profile::switch(bench, report, &ICE_BREAKERS, switch).await,
        Command::Commands { switch } => profile::switch(bench, report, &COMMANDS, switch).await,
        Command::Templates(Templates::List) => templates::list(bench, report).await,
        Command::Show => profile::show(bench, report, &EVERYTHING).await,
    })
}

async fn subscribe(bench: &Bench, report: &mut Report, switch: Switch) -> Result<(), Failure> {
    for account in bench.accounts()? {
        let business = Business::of(&bench.config, &account).await?;
        let known = business.subscribed().await?;
        // Which of several apps is ours is not told.
        let (changes, method) = match switch {
            Switch::On if known.len() == 1 => (Vec::new(), Method::POST),
            Switch::On => {
                (vec![Change::new("subscribed_apps", json!(known), "the app of the token")], Method::POST)
            }
            Switch::Off if known.is_empty() => (Vec::new(), Method::DELETE),
            Switch::Off => (vec![Change::new("subscribed_apps", json!(known), Value::Null)], Method::DELETE),
        };
        let notes: Vec<_> = (switch == Switch::On).then(|| where_to(bench)).into_iter().collect();
        let write = async || business.ask(method, business::SUBSCRIBED).await.map(drop);
        report.settle(&account, changes, &notes, write).await?;
    }
    Ok(())
}

/// Where an app sends events, and which, is set in its dashboard alone.
fn where_to(bench: &Bench) -> String {
    let url = bench.webhook_url().unwrap_or_else(|| "http.public_url and whatsapp.webhook_route".to_owned());
    let fields = tertulia_whatsapp::webhook_fields(bench.program.kinds()).join(", ");
    format!(
        "in the app's dashboard, under WhatsApp, the callback URL is {url}, the verify token that of `whatsapp.verify_token`, \
         and the webhook fields are {fields}"
    )
}
