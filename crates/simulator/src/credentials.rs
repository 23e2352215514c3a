//! The accounts that a bot has here.

/// The credentials of the one account that the bot has on each platform. They are good here and nowhere else, so they are
/// no secrets.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Credentials {
    /// The token of Telegram's bot.
    pub telegram_token: &'static str,
    /// The name of Telegram's bot, without `@`.
    pub telegram_name: &'static str,
    /// The secret in the header of Telegram's webhooks.
    pub telegram_secret: &'static str,
    /// The id of Messenger's page.
    pub page_id: &'static str,
    /// The token of Messenger's page.
    pub page_token: &'static str,
    /// The id of WhatsApp's phone number.
    pub phone_number_id: &'static str,
    /// The token of WhatsApp's API.
    pub access_token: &'static str,
    /// The secret that signs the webhooks of Messenger and WhatsApp.
    pub app_secret: &'static str,
    /// The token that verifies the addresses of these webhooks.
    pub verify_token: &'static str,
}

impl Default for Credentials {
    fn default() -> Self {
        Self {
            telegram_token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
            telegram_name: "tertulia_bot",
            telegram_secret: "simulated-webhook-secret",
            page_id: "1755847768034402",
            page_token: "simulated-page-token",
            phone_number_id: "106540352242922",
            access_token: "simulated-access-token",
            app_secret: "simulated-app-secret",
            verify_token: "simulated-verify-token",
        }
    }
}

impl Credentials {
    /// Where Telegram's API is, for `telegram.api_url`: below this address.
    pub const TELEGRAM: &'static str = "/telegram";
    /// Where Messenger's API is, for `messenger.graph_url`.
    pub const MESSENGER: &'static str = "/messenger/v26.0";
    /// Where WhatsApp's API is, for `whatsapp.graph_url`.
    pub const WHATSAPP: &'static str = "/whatsapp/v26.0";
}
