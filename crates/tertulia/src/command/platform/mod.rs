//! What platforms are told about a bot, and what they know: `telegram`, `messenger`, `whatsapp`.
//!
//! Every command asks first, shows what differs, and tells that alone; so it may be run at each deployment.

mod account;
mod failure;
mod profile;
mod report;

#[cfg(feature = "messenger")]
pub(super) mod messenger;
#[cfg(feature = "telegram")]
pub(super) mod telegram;
#[cfg(feature = "whatsapp")]
pub(super) mod whatsapp;

use clap::{Args, ValueEnum};
use tertulia_core::{Platform, program::Program};
use tertulia_runtime::{Channel, Network};

use crate::{App, Exit, config::Config, logging, platforms};

use super::tell;

pub(super) use account::Account;
pub(super) use failure::Failure;
pub(super) use report::Report;

/// What all of these commands take.
#[derive(Args, Clone, Debug)]
pub(super) struct Options {
    /// Shows what would be told, and tells nothing
    #[arg(long, global = true)]
    dry_run: bool,
    /// Prints JSON
    #[arg(long, global = true)]
    json: bool,
    /// Only this page, phone number or bot, by the platform's id; otherwise all that are configured
    #[arg(long, global = true, value_name = "ID")]
    account: Option<String>,
}

/// Whether the platform is to be told something, or to forget it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum Switch {
    /// Tells the platform what the bot declares
    On,
    /// Takes it back
    Off,
}

/// A bot, and a platform to speak about it with.
pub(super) struct Bench {
    pub(super) program: Program,
    pub(super) config: Config,
    pub(super) options: Options,
    channel: Channel,
    network: Network,
}

impl Bench {
    /// The accounts that are meant, each ready to be asked.
    fn accounts(&self) -> Result<Vec<Account<'_>>, Failure> {
        let adapter = &*self.channel.adapter;
        let all = adapter.accounts();
        if let Some(wanted) = &self.options.account
            && !all.contains(wanted)
        {
            let known = all.join(", ");
            return Err(Failure::Unusable(format!(
                "no account `{wanted}` is configured; there is {known} (`--account`)"
            )));
        }
        let meant = all.into_iter().filter(|id| self.options.account.as_ref().is_none_or(|only| only == id));
        let secrets = self.config.secrets();
        Ok(meant.map(|id| Account::new(adapter, id, &self.network, secrets.clone())).collect())
    }

    /// Where the world reaches the webhook of this platform.
    fn webhook_url(&self) -> Option<String> {
        Some(format!("{}{}", self.config.http.public_url.as_ref()?, self.channel.route))
    }
}

/// Prepares what a command needs, runs it, and says what went wrong.
fn run(
    app: App,
    config: Config,
    platform: Platform,
    options: Options,
    command: impl AsyncFnOnce(&Bench, &mut Report) -> Result<(), Failure>,
) -> Exit {
    logging::start_quietly(&config.log);
    let secrets = config.secrets();
    let begin = || -> Result<Bench, Failure> {
        let channels = platforms::channels(&config).map_err(Failure::Unusable)?;
        let channel = channels.into_iter().find(|channel| channel.adapter.platform() == platform);
        let channel = channel.ok_or(Failure::NotConfigured)?;
        let program = app.program(&config).map_err(|faults| Failure::Unusable(faults.to_string()))?;
        let network = Network::new().map_err(|error| Failure::Unusable(error.to_string()))?;
        Ok(Bench { program, config, options, channel, network })
    };
    let outcome = begin().and_then(|bench| {
        let mut report = Report::new(&bench.options, secrets.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::Unusable(error.to_string()))?;
        let done = runtime.block_on(command(&bench, &mut report));
        report.finish();
        done
    });
    match outcome {
        Ok(()) => Exit::DONE,
        Err(failure) => {
            let _ = tell(&failure.said(platform, &secrets));
            if matches!(failure, Failure::NotConfigured) { Exit::USAGE } else { Exit::FAILED }
        }
    }
}
