//! `[messenger]`: one page, or several in `[[messenger.pages]]`.

use secrecy::SecretString;

use super::fields::Fields;
use super::meta::{self, Names};
use super::{url, webhook_route};

/// Messenger, which is on when there is a page.
#[derive(Clone, Debug)]
pub(crate) struct Messenger {
    /// Address of the Graph API with its version, without a slash at the end.
    pub(crate) graph_url: String,
    /// Path of the webhook.
    pub(crate) webhook_route: String,
    /// The pages, at least one, each once.
    pub(crate) pages: Vec<Page>,
}

/// A page on Facebook, whose messages the bot answers.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// The page's id.
    pub(crate) page_id: String,
    /// The page's access token.
    pub(crate) page_token: SecretString,
    /// The app secrets its webhooks may be signed with, at least one.
    pub(crate) app_secrets: Vec<SecretString>,
    /// The words one of which Meta shows when the webhook is set up, at least one.
    pub(crate) verify_tokens: Vec<SecretString>,
}

const NAMES: Names =
    Names { section: "messenger", list: "messenger.pages", id: "page_id", token: "page_token" };

impl Messenger {
    /// Messenger, if a page is set.
    pub(super) fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let graph_url = fields.value("messenger.graph_url", url::secure);
        let webhook_route = fields.value("messenger.webhook_route", webhook_route::parse);
        let pages: Vec<_> = meta::accounts(fields, &NAMES).into_iter().map(Page::from).collect();
        (!pages.is_empty()).then_some(Self { graph_url, webhook_route, pages })
    }
}

impl From<meta::Account> for Page {
    fn from(account: meta::Account) -> Self {
        let meta::Account { id, token, app_secrets, verify_tokens } = account;
        Self { page_id: id, page_token: token, app_secrets, verify_tokens }
    }
}
