//! A bot and its credentials.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

/// One bot: its token, the secrets of its webhook, and its name.
///
/// Neither token nor secrets are ever printed.
pub struct Bot {
    account: String,
    id: i64,
    token: SecretString,
    webhook_secrets: Vec<SecretString>,
    name: Option<String>,
}

impl Bot {
    /// A bot from what BotFather gave and what `setWebhook` was told.
    ///
    /// Of `webhook_secrets` the first is the one to register; all of them are good for webhooks, so that it
    /// can be changed while requests with the former one are still under way. Without any, every webhook for
    /// this bot is refused.
    ///
    /// `name` is the user name, with or without `@`. Without it `/help@another_bot` is taken for a command
    /// of this bot, and `@this_bot` is not seen as a mention.
    ///
    /// # Errors
    ///
    /// [`InvalidBot`] if one of them cannot be what Telegram gives or takes.
    pub fn new(
        token: SecretString,
        webhook_secrets: Vec<SecretString>,
        name: Option<String>,
    ) -> Result<Self, InvalidBot> {
        let (digits, rest) = token.expose_secret().split_once(':').ok_or(InvalidBot::Token)?;
        let id = digits.parse().map_err(|_| InvalidBot::Token)?;
        if !digits.bytes().all(|b| b.is_ascii_digit()) || rest.is_empty() || !rest.bytes().all(is_url_safe) {
            return Err(InvalidBot::Token);
        }
        if !webhook_secrets.iter().all(|secret| is_webhook_secret(secret.expose_secret())) {
            return Err(InvalidBot::WebhookSecret);
        }
        let name = name.map(|name| name.trim_start_matches('@').to_owned());
        if name.as_deref().is_some_and(|name| !is_name(name)) {
            return Err(InvalidBot::Name);
        }
        Ok(Self { account: digits.to_owned(), id, token, webhook_secrets, name })
    }

    /// The id of the bot's own account: the digits before the colon of the token.
    pub fn account(&self) -> &str {
        &self.account
    }

    /// The user name, without `@`.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The secrets its webhook takes; the first is the one to register.
    pub fn webhook_secrets(&self) -> &[SecretString] {
        &self.webhook_secrets
    }

    pub(crate) fn id(&self) -> i64 {
        self.id
    }

    pub(crate) fn token(&self) -> &SecretString {
        &self.token
    }

    /// Whether `name`, without `@`, is this bot's. `None` if the bot does not know its own.
    pub(crate) fn is_called(&self, name: &str) -> Option<bool> {
        self.name.as_deref().map(|own| own.eq_ignore_ascii_case(name))
    }

    /// The text without what is secret in the token, should a server in between have echoed the address.
    pub(crate) fn redact(&self, text: &str) -> String {
        // The part after the colon alone is what is secret, and the colon may come back as `%3A`.
        let secret = self.token.expose_secret().split_once(':').map_or("", |(_, rest)| rest);
        if secret.is_empty() { text.to_owned() } else { text.replace(secret, "[token]") }
    }
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bot")
            .field("account", &self.account)
            .field("name", &self.name)
            .field("webhook_secrets", &self.webhook_secrets.len())
            .finish_non_exhaustive()
    }
}

/// What was given cannot belong to a bot. Holds nothing of it, as it may be a secret.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBot {
    /// The token is not of the form BotFather gives.
    #[error("a bot token looks like 123456:ABC-DEF, as BotFather shows it, without spaces or line breaks")]
    Token,
    /// A webhook secret is none that `setWebhook` takes.
    #[error("a webhook secret is 1 to 256 of the characters A-Z, a-z, 0-9, _ and -")]
    WebhookSecret,
    /// The name is no user name.
    #[error("a bot's name is its user name, such as tertulia_bot: letters, digits and _")]
    Name,
}

/// `secret_token` of <https://core.telegram.org/bots/api#setwebhook>: 1-256 of `A-Za-z0-9_-`.
fn is_webhook_secret(secret: &str) -> bool {
    (1..=256).contains(&secret.len()) && secret.bytes().all(is_url_safe)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn is_url_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bot(token: &str, secret: &str, name: &str) -> Result<Bot, InvalidBot> {
        Bot::new(token.into(), vec![secret.into()], Some(name.to_owned()))
    }

    #[test]
    fn the_account_is_the_number_before_the_colon() {
        let bot = bot("123456:AAF_x-y", "s", "@Tertulia_bot").unwrap();
        assert_eq!((bot.account(), bot.id(), bot.name()), ("123456", 123_456, Some("Tertulia_bot")));
    }

    #[test]
    fn what_cannot_be_a_token_is_refused() {
        let too_long = format!("{}:A", u64::MAX);
        for token in
            ["", ":", "1:", ":A", "bot1:A", "+1:A", "-1:A", "1:A\n", "1:A/B", "1:A:B", "1A", &too_long]
        {
            assert_eq!(bot(token, "s", "n").unwrap_err(), InvalidBot::Token, "{token}");
        }
    }

    #[test]
    fn what_cannot_be_a_webhook_secret_is_refused() {
        let longest = "x".repeat(256);
        assert!(bot("1:A", &longest, "n").is_ok());
        for secret in ["", "a b", "é", &format!("{longest}x")] {
            assert_eq!(bot("1:A", secret, "n").unwrap_err(), InvalidBot::WebhookSecret, "{secret}");
        }
    }

    #[test]
    fn a_display_name_is_no_user_name() {
        for name in ["", "@", "My Bot", "bot!"] {
            assert_eq!(bot("1:A", "s", name).unwrap_err(), InvalidBot::Name, "{name}");
        }
    }

    #[test]
    fn an_echoed_token_is_taken_out() {
        let bot = bot("12:AAFsecret", "s", "n").unwrap();
        for text in ["POST /bot12:AAFsecret/x", "POST /bot12%3AAAFsecret/x"] {
            assert!(!bot.redact(text).contains("AAFsecret"));
        }
    }
}
