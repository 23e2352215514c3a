//! The one table of all keys: what is read, checked against, suggested and printed comes from here.

use Kind::{Address, Count, Duration, Id, List, Secret, Secrets, Size, Switch, Text};

/// A key of the configuration.
///
/// In [`path`](Self::path), `[]` stands for the place in a list of tables and `<name>` for a name of the
/// operator's choice.
pub(super) struct Key {
    pub(super) path: &'static str,
    pub(super) kind: Kind,
    /// What holds if it is not set: written as in the environment.
    pub(super) default: Option<&'static str>,
    /// What it may look like: written as in the environment.
    pub(super) example: &'static str,
    pub(super) about: &'static str,
}

/// What is written as the value of a key.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Kind {
    /// An IP address and a port.
    Address,
    /// A whole number.
    Count,
    /// A number with its unit of time.
    Duration,
    /// A platform's id for something, with or without quotes if it is a number.
    Id,
    /// Some words.
    List,
    /// A secret.
    Secret,
    /// A secret, or several while it is being rotated: the first signs, all verify.
    Secrets,
    /// A number of bytes, with or without unit.
    Size,
    /// True or false.
    Switch,
    /// A string.
    Text,
}

/// Every key there is, section by section.
pub(super) const KEYS: &[Key] = &[
    preset("http.addr", Address, "127.0.0.1:3000", "Where webhooks and health are served"),
    unset("http.public_url", Text, "https://bot.example.org", "How the platforms reach the bot"),
    preset("admin.addr", Address, "127.0.0.1:3001", "Where metrics and administration are served"),
    preset("database.url", Text, "sqlite://tertulia.db", "An SQLite file, or postgres://…"),
    preset("database.connections", Count, "8", "How many connections to PostgreSQL work at most"),
    preset("database.sqlite_synchronous", Text, "full", "full, or normal: faster, may lose the last moments"),
    preset("database.min_free", Size, "32MiB", "Free disk under which new events are refused"),
    preset("database.ballast", Size, "16MiB", "File that is freed when the disk is full"),
    unset("telegram.token", Secret, "env:NAME", "Token of the bot, from BotFather"),
    unset("telegram.webhook_secret", Secrets, "env:NAME", "Proves that an update is Telegram's"),
    preset("telegram.api_url", Text, "https://api.telegram.org", "Address of the Bot API"),
    preset("telegram.webhook_route", Text, "/webhook_telegram", "Path of the webhook"),
    unset("telegram.bot_name", Text, "my_bot", "User name of the bot, without @"),
    unset("telegram.bots[].token", Secret, "env:NAME", "Token of one of several bots"),
    unset("telegram.bots[].webhook_secret", Secrets, "env:NAME", "Webhook secret of that bot alone"),
    unset("telegram.bots[].bot_name", Text, "my_bot", "User name of that bot"),
    unset("messenger.app_secret", Secrets, "env:NAME", "Meta's app secret, which signs the webhooks"),
    unset("messenger.verify_token", Secrets, "env:NAME", "Word agreed upon for the webhook's set-up"),
    unset("messenger.page_id", Id, "1234567890", "The page"),
    unset("messenger.page_token", Secret, "env:NAME", "Access token of the page"),
    preset("messenger.graph_url", Text, "https://graph.facebook.com/v26.0", "Address of the Graph API"),
    preset("messenger.webhook_route", Text, "/webhook_messenger", "Path of the webhook"),
    unset("messenger.pages[].page_id", Id, "1234567890", "One of several pages"),
    unset("messenger.pages[].page_token", Secret, "env:NAME", "Access token of that page"),
    unset("messenger.pages[].app_secret", Secrets, "env:NAME", "App secret, if not messenger.app_secret"),
    unset(
        "messenger.pages[].verify_token",
        Secrets,
        "env:NAME",
        "Verify token, if not messenger.verify_token",
    ),
    unset("whatsapp.app_secret", Secrets, "env:NAME", "Meta's app secret, which signs the webhooks"),
    unset("whatsapp.verify_token", Secrets, "env:NAME", "Word agreed upon for the webhook's set-up"),
    unset("whatsapp.phone_number_id", Id, "1234567890", "Id of the phone number (not the number itself)"),
    unset("whatsapp.access_token", Secret, "env:NAME", "Access token of the phone number"),
    unset("whatsapp.business_account_id", Id, "1234567890", "Business account, if it is not to be asked for"),
    preset("whatsapp.graph_url", Text, "https://graph.facebook.com/v26.0", "Address of the Graph API"),
    preset("whatsapp.webhook_route", Text, "/webhook_whatsapp", "Path of the webhook"),
    unset("whatsapp.numbers[].phone_number_id", Id, "1234567890", "Id of one of several phone numbers"),
    unset("whatsapp.numbers[].access_token", Secret, "env:NAME", "Access token of that number"),
    unset("whatsapp.numbers[].app_secret", Secrets, "env:NAME", "App secret, if not whatsapp.app_secret"),
    unset(
        "whatsapp.numbers[].verify_token",
        Secrets,
        "env:NAME",
        "Verify token, if not whatsapp.verify_token",
    ),
    unset("payload.key", Secrets, "env:NAME", "Seals buttons; made on first start if not set"),
    preset("payload.keep", Duration, "90d", "How long buttons kept in the database work"),
    preset("payload.accept_unsealed", List, "messenger,whatsapp", "Platforms whose payloads need no seal"),
    preset("limits.enabled", Switch, "true", "Whether sending is held to the limits below"),
    preset("limits.telegram.account", Count, "30", "Messages a second, per bot"),
    preset("limits.telegram.chat", Count, "1", "Messages a second, per chat"),
    preset("limits.telegram.chat_burst", Count, "5", "Messages at once, per chat"),
    preset("limits.telegram.group_per_minute", Count, "20", "Messages a minute, per group"),
    preset("limits.whatsapp.account", Count, "80", "Messages a second, per phone number"),
    preset("limits.whatsapp.pair_per_minute", Count, "10", "Messages a minute, per person"),
    preset("limits.whatsapp.pair_burst", Count, "45", "Messages at once, per person"),
    preset("limits.messenger.account", Count, "300", "Messages a second, per page"),
    preset("turn.deadline", Duration, "30s", "How long the handling of one event may take"),
    preset(
        "takeover.pause",
        Duration,
        "12h",
        "How long the bot is silent after a human wrote; 0s for not at all",
    ),
    preset("replies.typed_postbacks", Switch, "false", "Whether typing a button's title presses it"),
    preset("locales.default", Text, "en", "Language of people whose language is not known"),
    preset("trace.keep", Count, "10000", "Of how many events it is told what happened; 0 for none"),
    unset(
        "chat_log.keep",
        Duration,
        "30d",
        "How long it is kept what was said, word for word; off if not set",
    ),
    preset("log.format", Text, "text", "text or json"),
    unset("otel.endpoint", Text, "http://localhost:4318", "Collector of OpenTelemetry (feature otel)"),
    unset("reports.url", Secret, "env:NAME", "Where errors are reported: Slack, or any address"),
    unset("reports.format", Text, "slack", "slack or json; by the address if not set"),
    preset("reports.every", Duration, "5m", "How often the same is reported at most; the rest is counted"),
    preset("routes.default", Text, "main", "Context in which conversations begin"),
    unset("routes.commands.<name>", Text, "profile", "Context of the command /<name>"),
    unset("routes.inline_query", Text, "search", "Context of inline queries"),
    unset("routes.comment", Text, "comments", "Context of comments"),
    unset("routes.membership", Text, "groups", "Context of joining and leaving groups"),
];

const fn preset(path: &'static str, kind: Kind, default: &'static str, about: &'static str) -> Key {
    Key { path, kind, default: Some(default), example: default, about }
}

const fn unset(path: &'static str, kind: Kind, example: &'static str, about: &'static str) -> Key {
    Key { path, kind, default: None, example, about }
}

/// The prefix of the section whose keys are commands.
pub(super) const COMMANDS: &str = "routes.commands.";

/// The key of a path such as `http.addr`, `telegram.bots[0].token` or `routes.commands.help`.
pub(super) fn find(path: &str) -> Option<&'static Key> {
    let general = match path.starts_with(COMMANDS) {
        true => format!("{COMMANDS}<name>"),
        false => general(path),
    };
    KEYS.iter().find(|key| key.path == general)
}

/// A path as the table writes it: `telegram.bots[0].token` is `telegram.bots[].token`.
pub(super) fn general(path: &str) -> String {
    match (path.split_once('['), path.split_once(']')) {
        (Some((list, _)), Some((_, rest))) => format!("{list}[]{rest}"),
        _ => path.to_owned(),
    }
}

/// Whether a path is that of a list of tables, such as `telegram.bots`.
pub(super) fn is_list(path: &str) -> bool {
    KEYS.iter().any(|key| key.list() == Some(path))
}

/// Whether a path is that of a section, such as `limits.telegram`.
pub(super) fn is_section(path: &str) -> bool {
    KEYS.iter().any(|key| key.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('.')))
}

impl Key {
    /// The list of tables this key stands in, if it does.
    pub(super) fn list(&self) -> Option<&'static str> {
        self.path.split_once("[]").map(|(list, _)| list)
    }

    /// The environment variable that sets this key; what stands in a list of tables has none.
    pub(super) fn variable(&self) -> Option<String> {
        self.list().is_none().then(|| format!("TERTULIA_{}", self.path.replace('.', "__").to_uppercase()))
    }
}

impl Kind {
    /// Whether several values can be given.
    pub(super) fn is_list(self) -> bool {
        matches!(self, List | Secrets)
    }

    /// Whether it may never be shown.
    pub(super) fn is_secret(self) -> bool {
        matches!(self, Secret | Secrets)
    }

    /// What is expected, for people.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Address => "an address with a port",
            Count => "a whole number",
            Duration => "a duration",
            Id => "an id",
            List => "a list of words",
            Secret | Text => "a string",
            Secrets => "a string or a list of strings",
            Size => "a size",
            Switch => "true or false",
        }
    }
}
