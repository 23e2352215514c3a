//! The configuration: `tertulia.toml`, then the environment, then flags; key by key, the later wins.
//!
//! What a key is called, what it takes and what holds if it is not set stands in one table, `keys.rs`. All
//! faults are found at once, with their place and what to write instead; no message ever holds a value.

mod admin;
mod chat_log;
mod database;
mod describe;
mod fault;
mod fields;
mod file;
mod http;
mod keys;
mod layers;
mod limits;
mod locales;
mod log;
mod messenger;
mod meta;
mod nearest;
mod origin;
mod otel;
mod payload;
mod replies;
mod reports;
mod routes;
mod secret;
mod secrets;
#[cfg(any(feature = "playground", feature = "test"))]
mod simulated;
mod source;
mod takeover;
mod telegram;
#[cfg(test)]
mod tests;
mod trace;
mod turn;
mod url;
mod value;
mod webhook_route;
mod whatsapp;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

pub(crate) use admin::Admin;
pub(crate) use chat_log::ChatLog;
pub(crate) use database::{Database, DatabaseUrl, SqliteSynchronous};
pub(crate) use describe::describe;
pub(crate) use fault::ConfigError;
pub(crate) use fields::Need;
pub(crate) use http::Http;
pub(crate) use limits::Limits;
pub(crate) use locales::Locales;
pub(crate) use log::{Log, LogFormat};
pub(crate) use messenger::Messenger;
pub(crate) use otel::Otel;
pub(crate) use payload::Payload;
pub(crate) use replies::Replies;
pub(crate) use reports::Reports;
pub(crate) use routes::Routes;
pub(crate) use takeover::Takeover;
pub(crate) use telegram::Telegram;
pub(crate) use trace::Trace;
pub(crate) use turn::Turn;
pub(crate) use whatsapp::WhatsApp;

use fault::Faults;
use fields::Fields;
use layers::Layers;
use source::Source;

/// Everything an operator decides, checked.
///
/// Its `Debug` output holds no secret.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// Where webhooks are served.
    pub(crate) http: Http,
    /// Where metrics and administration are served.
    pub(crate) admin: Admin,
    /// Where everything is kept.
    pub(crate) database: Database,
    /// Telegram, if there is a bot.
    pub(crate) telegram: Option<Telegram>,
    /// Messenger, if there is a page.
    pub(crate) messenger: Option<Messenger>,
    /// WhatsApp, if there is a phone number.
    pub(crate) whatsapp: Option<WhatsApp>,
    /// What the buttons carry.
    pub(crate) payload: Payload,
    /// How fast messages are sent.
    pub(crate) limits: Limits,
    /// The handling of one event.
    pub(crate) turn: Turn,
    /// What happens when somebody else writes to the person.
    pub(crate) takeover: Takeover,
    /// What the bot says.
    pub(crate) replies: Replies,
    /// The languages of the bot.
    pub(crate) locales: Locales,
    /// What is told of turns.
    pub(crate) trace: Trace,
    /// Whether it is kept what was said.
    pub(crate) chat_log: ChatLog,
    /// What the process tells about itself.
    pub(crate) log: Log,
    /// Where spans are brought.
    pub(crate) otel: Otel,
    /// Where it is told what an operator must know.
    pub(crate) reports: Reports,
    /// Which context an event goes to.
    pub(crate) routes: Routes,
}

/// The file that is read if none is named.
const FILE: &str = "tertulia.toml";

impl Config {
    /// Loads the configuration of a process.
    ///
    /// Without `file`, `tertulia.toml` in the working directory is read if it is there. Flags are pairs of key and
    /// value, such as `("http.addr", "0.0.0.0:80")`. `env:NAME` is looked up in `environment`, and the path in
    /// `file:PATH` begins at the working directory.
    ///
    /// # Errors
    /// If the file cannot be read or anything in it, the environment or the flags is wrong: all faults at once.
    pub(crate) fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        Self::load_for(Need::Webhooks, file, environment, flags)
    }

    fn load_for(
        need: Need,
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut faults = Faults::default();
        let path = file.unwrap_or(Path::new(FILE));
        let layers = match fs::read_to_string(path) {
            Ok(text) => file::layer(&path.display().to_string(), &text, &mut faults),
            Err(error) if error.kind() == ErrorKind::NotFound && file.is_none() => Layers::default(),
            Err(error) => {
                faults.incomplete();
                faults.push(None, format!("{} cannot be read: {error}", path.display()));
                Layers::default()
            }
        };
        let variables = environment.into_iter().collect();
        let source = Source { variables: &variables, read: &source::read_file };
        Self::read(need, layers, &source, flags, faults)
    }

    /// Loads the configuration of this process: the file in the working directory, and the environment.
    pub(crate) fn of_process() -> Result<Self, ConfigError> {
        Self::load(None, variables(), [])
    }

    /// The same, for less than to serve.
    pub(crate) fn of_process_for(need: Need) -> Result<Self, ConfigError> {
        Self::load_for(need, None, variables(), [])
    }

    fn read(
        need: Need,
        mut layers: Layers,
        source: &Source<'_>,
        flags: impl IntoIterator<Item = (String, String)>,
        mut faults: Faults,
    ) -> Result<Self, ConfigError> {
        layers.environment(source.variables, &mut faults);
        layers.flags(flags, &mut faults);
        let mut fields = Fields::new(&layers, source, need, faults);

        let http = Http::read(&mut fields);
        let admin = Admin::read(&mut fields, http.addr);
        let config = Self {
            http,
            admin,
            database: Database::read(&mut fields),
            telegram: Telegram::read(&mut fields),
            messenger: Messenger::read(&mut fields),
            whatsapp: WhatsApp::read(&mut fields),
            payload: Payload::read(&mut fields),
            limits: Limits::read(&mut fields),
            turn: Turn::read(&mut fields),
            takeover: Takeover::read(&mut fields),
            replies: Replies::read(&mut fields),
            locales: Locales::read(&mut fields),
            trace: Trace::read(&mut fields),
            chat_log: ChatLog::read(&mut fields),
            log: Log::read(&mut fields),
            otel: Otel::read(&mut fields),
            reports: Reports::read(&mut fields),
            routes: Routes::read(&mut fields),
        };
        config.tell_webhooks_apart(&mut fields);
        fields.faults.into_result(config)
    }

    /// Whether some platform has credentials.
    #[cfg(feature = "playground")]
    pub(crate) fn has_platform(&self) -> bool {
        self.telegram.is_some() || self.messenger.is_some() || self.whatsapp.is_some()
    }

    fn tell_webhooks_apart(&self, fields: &mut Fields<'_>) {
        let telegram = self.telegram.as_ref().map(|telegram| &*telegram.webhook_route);
        let messenger = self.messenger.as_ref().map(|messenger| &*messenger.webhook_route);
        let whatsapp = self.whatsapp.as_ref().map(|whatsapp| &*whatsapp.webhook_route);
        let routes = [
            ("telegram.webhook_route", telegram),
            ("messenger.webhook_route", messenger),
            ("whatsapp.webhook_route", whatsapp),
        ];
        webhook_route::tell_apart(fields, routes);
    }
}

/// The variables of this process. One that is no text is not ours.
pub(crate) fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
