//! The accounts of the bot under trial: two on each platform.

use std::{fmt, net::SocketAddr};

/// A platform.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Platform {
    /// Telegram.
    Telegram,
    /// Messenger.
    Messenger,
    /// WhatsApp.
    WhatsApp,
}

impl Platform {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Telegram, Self::Messenger, Self::WhatsApp];

    /// Whether it gives our name of a message back: in statuses, or in echoes.
    pub(crate) fn returns_references(self) -> bool {
        self != Self::Telegram
    }

    /// The name, as the database has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Telegram => "telegram",
            Self::Messenger => "messenger",
            Self::WhatsApp => "whatsapp",
        }
    }
}

/// A bot, page or phone number.
#[derive(Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Account {
    /// Its platform.
    pub platform: Platform,
    /// The platform's id of it.
    pub id: &'static str,
    /// What its calls are made with.
    pub token: &'static str,
    /// What its webhooks are signed with.
    pub secret: &'static str,
}

/// Every account, platform by platform.
pub(crate) static ACCOUNTS: [Account; 6] = [
    Account {
        platform: Platform::Telegram,
        id: "700000001",
        token: "700000001:AAFtoken-of-the-first-bot",
        secret: "webhook-secret-of-the-first-bot",
    },
    Account {
        platform: Platform::Telegram,
        id: "700000002",
        token: "700000002:AAFtoken-of-the-second-bot",
        secret: "webhook-secret-of-the-second-bot",
    },
    Account {
        platform: Platform::Messenger,
        id: "2000001",
        token: "EAAtoken-of-the-first-page",
        secret: APP_SECRETS[0],
    },
    Account {
        platform: Platform::Messenger,
        id: "2000002",
        token: "EAAtoken-of-the-second-page",
        secret: APP_SECRETS[0],
    },
    Account {
        platform: Platform::WhatsApp,
        id: "3000001",
        token: "EAAtoken-of-the-first-number",
        secret: APP_SECRETS[1],
    },
    Account {
        platform: Platform::WhatsApp,
        id: "3000002",
        token: "EAAtoken-of-the-second-number",
        secret: APP_SECRETS[1],
    },
];

const APP_SECRETS: [&str; 2] = ["app-secret-for-messenger", "app-secret-for-whatsapp"];
const VERIFY_TOKEN: &str = "verify-token-of-the-trials";
const PAYLOAD_KEY: &str = "a payload key that only the trials know";

impl Account {
    /// The first account of a platform.
    pub fn first(platform: Platform) -> &'static Self {
        ACCOUNTS.iter().find(|account| account.platform == platform).expect("each platform has two")
    }

    /// The second account of a platform.
    pub fn second(platform: Platform) -> &'static Self {
        ACCOUNTS.iter().rfind(|account| account.platform == platform).expect("each platform has two")
    }

    /// The account with that id.
    pub(crate) fn with_id(id: &str) -> Option<&'static Self> {
        ACCOUNTS.iter().find(|account| account.id == id)
    }
}

/// A private conversation of one person with one account, such as `telegram/700000001/1001`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Conversation {
    /// With whom.
    pub account: &'static Account,
    /// The platform's id of the person.
    pub person: u64,
}

impl Conversation {
    /// The conversation of the `number`th person with an account.
    pub fn new(account: &'static Account, number: u64) -> Self {
        // WhatsApp's names for people are their phone numbers.
        let person = if account.platform == Platform::WhatsApp { 16_505_550_000 + number } else { number };
        Self { account, person }
    }
}

impl fmt::Display for Conversation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.account.platform.name(), self.account.id, self.person)
    }
}

/// Everything that the bot under trial may never print.
pub fn bot_secrets() -> Vec<String> {
    let of_accounts = ACCOUNTS.iter().flat_map(|account| [account.token, account.secret]);
    let mut secrets: Vec<_> = of_accounts.chain([VERIFY_TOKEN, PAYLOAD_KEY]).map(str::to_owned).collect();
    secrets.dedup();
    secrets
}

/// The bot's `tertulia.toml`. Each run of the process calls the fakes under a path of its own, so that every
/// call tells which run made it. The last two numbers are `database.min_free` and `database.ballast`; `database` are
/// lines that name another than the usual one.
pub(crate) fn configuration(
    fakes: SocketAddr,
    run: u32,
    (min_free, ballast): (u64, u64),
    database: &str,
) -> String {
    let mut text = format!(
        "[http]\naddr = \"127.0.0.1:0\"\n[admin]\naddr = \"127.0.0.1:0\"\n\
         [database]\nmin_free = {min_free}\nballast = {ballast}\n{database}\
         [limits]\nenabled = false\n\
         [payload]\nkey = \"{PAYLOAD_KEY}\"\n\
         [telegram]\napi_url = \"http://{fakes}/{run}\"\n"
    );
    for (section, secret) in [("messenger", APP_SECRETS[0]), ("whatsapp", APP_SECRETS[1])] {
        text += &format!(
            "[{section}]\ngraph_url = \"http://{fakes}/{run}/v26.0\"\napp_secret = \"{secret}\"\n\
             verify_token = \"{VERIFY_TOKEN}\"\n"
        );
    }
    for Account { platform, id, token, secret } in &ACCOUNTS {
        text += &match platform {
            Platform::Telegram => {
                format!("[[telegram.bots]]\ntoken = \"{token}\"\nwebhook_secret = \"{secret}\"\n")
            }
            Platform::Messenger => {
                format!("[[messenger.pages]]\npage_id = \"{id}\"\npage_token = \"{token}\"\n")
            }
            Platform::WhatsApp => {
                format!("[[whatsapp.numbers]]\nphone_number_id = \"{id}\"\naccess_token = \"{token}\"\n")
            }
        };
    }
    text
}
