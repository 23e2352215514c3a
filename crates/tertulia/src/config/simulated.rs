//! The configuration of a bot that talks to the simulator: its own settings, and nobody's accounts.

use std::{collections::BTreeMap, fs, path::Path};

use tertulia_simulator::Credentials;

use super::{
    Config, ConfigError, FILE, Need,
    fault::Faults,
    file,
    layers::Layers,
    source::{self, Source},
};

/// What belongs to the accounts and the machine of the real bot.
const REAL: [&str; 7] =
    ["telegram", "messenger", "whatsapp", "database", "http.public_url", "payload.key", "reports"];

/// Where the simulator is, for the bot: no request ever leaves the process.
const SIMULATOR: &str = "http://localhost";

impl Config {
    /// Loads the configuration without the accounts, addresses, keys and database of the real bot: those are the
    /// simulator's. `database` takes the place of `database.url`.
    pub(crate) fn simulated(
        environment: impl IntoIterator<Item = (String, String)>,
        database: &str,
    ) -> Result<Self, ConfigError> {
        let mut faults = Faults::default();
        let mut layers = match fs::read_to_string(Path::new(FILE)) {
            Ok(text) => file::layer(FILE, &text, &mut faults),
            Err(_) => Layers::default(), // without a file everything is as preset
        };
        let is_real = |path: &str| {
            REAL.iter().any(|real| {
                path.strip_prefix(real).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        };
        layers.values.retain(|path, _| !is_real(path));
        layers.lists.retain(|path, _| !is_real(path));
        let is_own = |name: &str| {
            let path = name.strip_prefix("TERTULIA_").map(|rest| rest.to_lowercase().replace("__", "."));
            path.is_none_or(|path| !is_real(&path))
        };
        let variables: BTreeMap<_, _> = environment.into_iter().filter(|(name, _)| is_own(name)).collect();
        let mut flags = accounts();
        flags.push(("database.url".to_owned(), database.to_owned()));
        let source = Source { variables: &variables, read: &source::read_file };
        Self::read(Need::Webhooks, layers, &source, flags, faults)
    }
}

fn accounts() -> Vec<(String, String)> {
    let Credentials {
        telegram_token,
        telegram_name,
        telegram_secret,
        page_id,
        page_token,
        phone_number_id,
        access_token,
        app_secret,
        verify_token,
        ..
    } = Credentials::default();
    let at = |path: &str| format!("{SIMULATOR}{path}");
    let mut settings = Vec::new();
    let mut set = |key: &str, value: &str| settings.push((key.to_owned(), value.to_owned()));
    if cfg!(feature = "telegram") {
        set("telegram.token", telegram_token);
        set("telegram.bot_name", telegram_name);
        set("telegram.webhook_secret", telegram_secret);
        set("telegram.api_url", &at(Credentials::TELEGRAM));
    }
    if cfg!(feature = "messenger") {
        set("messenger.page_id", page_id);
        set("messenger.page_token", page_token);
        set("messenger.app_secret", app_secret);
        set("messenger.verify_token", verify_token);
        set("messenger.graph_url", &at(Credentials::MESSENGER));
    }
    if cfg!(feature = "whatsapp") {
        set("whatsapp.phone_number_id", phone_number_id);
        set("whatsapp.access_token", access_token);
        set("whatsapp.app_secret", app_secret);
        set("whatsapp.verify_token", verify_token);
        set("whatsapp.graph_url", &at(Credentials::WHATSAPP));
    }
    settings
}
