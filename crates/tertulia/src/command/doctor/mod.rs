//! `doctor`: what is wrong with a bot where it stands, each with its remedy.

#[cfg(any(feature = "messenger", feature = "telegram", feature = "whatsapp"))]
mod accounts;
#[cfg(any(feature = "messenger", feature = "telegram", feature = "whatsapp"))]
mod clock;
mod declared;
mod finding;
mod kept;
#[cfg(feature = "messenger")]
mod messenger;
mod reports;
#[cfg(feature = "telegram")]
mod telegram;
#[cfg(feature = "whatsapp")]
mod whatsapp;
mod world;

use clap::Args;
use serde_json::json;
use tertulia_runtime::{Network, without_secrets};

use crate::{App, Exit, Result, config::Config, logging, platforms};

use super::print::{print, wait};
use finding::{Findings, Level};

#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes:
  0  nothing is wrong, though there may be warnings
  1  something is wrong
  2  the command line was not understood")]
pub(super) struct Arguments {
    /// Prints JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(app: App, config: &Config, arguments: &Arguments) -> Exit {
    logging::start_quietly(&config.log);
    match wait(examine(app, config)) {
        Ok(findings) => {
            let text = match arguments.json {
                true => format!("{:#}", json!(findings.all)),
                false => findings.to_string(),
            };
            // What platforms know is told as they tell it, and they may have echoed what they were told.
            let text = without_secrets(&text, &config.secrets());
            let exit = print(Ok(text));
            if findings.all.iter().any(|found| found.level == Level::Fault) { Exit::FAILED } else { exit }
        }
        Err(error) => print(Err(error)),
    }
}

async fn examine(app: App, config: &Config) -> Result<Findings> {
    let mut findings = Findings::default();
    let kinds = declared::examine(&mut findings, app, config);
    kept::examine(&mut findings, config).await;
    let network = Network::new()?;
    world::examine(&mut findings, config, &network).await;
    reports::examine(&mut findings, config, &network).await;
    let channels = match platforms::channels(config) {
        Ok(channels) => channels,
        Err(error) => {
            findings.fault(
                "platforms",
                error,
                "build the bot with the platform's feature, or take it out of the configuration",
            );
            Vec::new()
        }
    };
    if channels.is_empty() {
        findings.fault("platforms", "none is configured", platforms::WHAT_TO_SET);
    }
    #[cfg(any(feature = "messenger", feature = "telegram", feature = "whatsapp"))]
    accounts::examine(&mut findings, config, &channels, &network, &kinds).await;
    #[cfg(not(any(feature = "messenger", feature = "telegram", feature = "whatsapp")))]
    drop(kinds);
    Ok(findings)
}
