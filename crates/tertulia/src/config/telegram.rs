//! `[telegram]`: one bot, or several in `[[telegram.bots]]`.

use secrecy::{ExposeSecret, SecretString};

use super::fields::Fields;
use super::value::Parsed;
use super::{url, webhook_route};

/// Telegram, which is on when there is a bot.
#[derive(Clone, Debug)]
pub(crate) struct Telegram {
    /// Address of the Bot API, without a slash at the end. A local Bot API server may be `http://…`.
    pub(crate) api_url: String,
    /// Path of the webhook.
    pub(crate) webhook_route: String,
    /// The bots, at least one; no two have an id or a webhook secret in common.
    pub(crate) bots: Vec<Bot>,
}

/// A bot on Telegram.
#[derive(Clone, Debug)]
pub(crate) struct Bot {
    /// The bot's user id: the digits its token begins with.
    pub(crate) id: u64,
    /// The token, as BotFather gives it.
    pub(crate) token: SecretString,
    /// What Telegram sends along with each update; the first is registered, all are accepted. At least one, where webhooks
    /// are to be served.
    pub(crate) webhook_secrets: Vec<SecretString>,
    /// The bot's user name without `@`, if it is not to be asked of Telegram.
    pub(crate) bot_name: Option<String>,
}

impl Telegram {
    /// Telegram, if a bot is set.
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let api_url = fields.value("telegram.api_url", url::any);
        let webhook_route = fields.value("telegram.webhook_route", webhook_route::parse);

        let tables = fields.tables("telegram.bots");
        let single = ["telegram.token", "telegram.webhook_secret"].iter().any(|path| fields.is_set(path));
        if !single {
            fields.optional("telegram.bot_name", bot_name);
        }
        let accounts = single.then(|| "telegram".to_owned()).into_iter().chain(tables);
        let bots: Vec<_> = accounts.filter_map(|at| Some((Bot::read(fields, &at)?, at))).collect();
        tell_apart(fields, &bots);

        let bots: Vec<_> = bots.into_iter().map(|(bot, _)| bot).collect();
        (!bots.is_empty()).then_some(Self { api_url, webhook_route, bots })
    }
}

impl Bot {
    /// The bot whose keys stand below the path `at`.
    fn read(fields: &mut Fields<'_>, at: &str) -> Option<Self> {
        let [token_at, secret_at, name_at] =
            ["token", "webhook_secret", "bot_name"].map(|key| format!("{at}.{key}"));
        let token = fields.optional(&token_at, token);
        let webhook_secrets = fields.all(&secret_at, webhook_secret);
        let bot_name = fields.optional(&name_at, bot_name);
        if !fields.is_set(&token_at) {
            let because = if fields.is_set(&secret_at) { &secret_at } else { at };
            fields.missing(&token_at, because, "");
        }
        if !fields.is_set(&secret_at) {
            let because = if fields.is_set(&token_at) { &token_at } else { at };
            fields.missing_for_webhook(&secret_at, because);
        }
        let (id, token) = token?;
        Some(Self { id, token, webhook_secrets, bot_name })
    }
}

/// An update does not say which bot it is for: only the webhook secret does.
fn tell_apart(fields: &mut Fields<'_>, bots: &[(Bot, String)]) {
    for (place, (bot, at)) in bots.iter().enumerate() {
        for (other, other_at) in &bots[..place] {
            if bot.id == other.id {
                fields.fault(&format!("{at}.token"), &format!("is of the same bot as {other_at}.token"));
            }
            if shares_secret(bot, other) {
                let path = format!("{at}.webhook_secret");
                fields.fault(&path, &format!("is also in {other_at}.webhook_secret; each bot needs its own"));
            }
        }
    }
}

fn shares_secret(bot: &Bot, other: &Bot) -> bool {
    let has = |secret: &SecretString| {
        other.webhook_secrets.iter().any(|other| other.expose_secret() == secret.expose_secret())
    };
    bot.webhook_secrets.iter().any(has)
}

/// `<id>:<rest>`; the whole becomes part of the Bot API's addresses.
fn token(text: &str) -> Parsed<(u64, SecretString)> {
    const WRONG: &str =
        "is not a bot token: BotFather gives one as digits, a colon, and letters, digits, _ and -";
    let (id, rest) = text.split_once(':').ok_or(WRONG)?;
    if !id.bytes().all(|byte| byte.is_ascii_digit()) || rest.is_empty() || !rest.bytes().all(is_word) {
        return Err(WRONG);
    }
    Ok((id.parse().map_err(|_| WRONG)?, text.into()))
}

/// What <https://core.telegram.org/bots/api#setwebhook> takes as `secret_token`.
fn webhook_secret(text: &str) -> Parsed<SecretString> {
    match (1..=256).contains(&text.len()) && text.bytes().all(is_word) {
        true => Ok(text.into()),
        false => Err("is not 1 to 256 of A-Z, a-z, 0-9, _ and -"),
    }
}

fn bot_name(text: &str) -> Parsed<String> {
    let name = text.strip_prefix('@').unwrap_or(text);
    match (1..=32).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    {
        true => Ok(name.to_owned()),
        false => Err("is not a user name on Telegram: up to 32 letters, digits and _"),
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}
