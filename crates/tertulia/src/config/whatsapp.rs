//! `[whatsapp]`: one phone number, or several in `[[whatsapp.numbers]]`.

use secrecy::SecretString;

use super::fields::Fields;
use super::meta::{self, Names};
use super::{url, value, webhook_route};

/// WhatsApp, which is on when there is a phone number.
#[derive(Clone, Debug)]
pub(crate) struct WhatsApp {
    /// Address of the Graph API with its version, without a slash at the end.
    pub(crate) graph_url: String,
    /// Path of the webhook.
    pub(crate) webhook_route: String,
    /// Meta's id of the business account, if it is not to be asked of the numbers.
    pub(crate) business_account_id: Option<String>,
    /// The phone numbers, at least one, each once.
    pub(crate) numbers: Vec<Number>,
}

/// A phone number of the business.
#[derive(Clone, Debug)]
pub(crate) struct Number {
    /// Meta's id of the phone number (not the number itself).
    pub(crate) phone_number_id: String,
    /// The access token its messages are sent with.
    pub(crate) access_token: SecretString,
    /// The app secrets its webhooks may be signed with, at least one.
    pub(crate) app_secrets: Vec<SecretString>,
    /// The words one of which Meta shows when the webhook is set up, at least one.
    pub(crate) verify_tokens: Vec<SecretString>,
}

const NAMES: Names =
    Names { section: "whatsapp", list: "whatsapp.numbers", id: "phone_number_id", token: "access_token" };

impl WhatsApp {
    /// WhatsApp, if a phone number is set.
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let graph_url = fields.value("whatsapp.graph_url", url::secure);
        let webhook_route = fields.value("whatsapp.webhook_route", webhook_route::parse);
        let business_account_id = fields.optional("whatsapp.business_account_id", value::id);
        let numbers: Vec<_> = meta::accounts(fields, &NAMES).into_iter().map(Number::from).collect();
        (!numbers.is_empty()).then_some(Self { graph_url, webhook_route, business_account_id, numbers })
    }
}

impl From<meta::Account> for Number {
    fn from(account: meta::Account) -> Self {
        let meta::Account { id, token, app_secrets, verify_tokens } = account;
        Self { phone_number_id: id, access_token: token, app_secrets, verify_tokens }
    }
}
