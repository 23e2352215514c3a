//! The adapter.

use http::HeaderMap;
use secrecy::SecretString;
use tertulia_core::{
    Adapter, Call, Delivery, Parsed, Platform, Request, Response,
    adapter::{Envelope, Notice, Pace, Undeliverable, Unverified, Verified},
    file::{Access, CallFile, FileBytes, Kept},
    plan::{Capabilities, Part},
    profile::{Profile, Property},
};
use tertulia_graph::{Account, Accounts};

use crate::{file, interpret, limits, parse, profile, render};

/// Messenger, for some pages.
///
/// ```
/// use tertulia_core::Adapter;
/// use tertulia_messenger::{GRAPH_URL, Messenger, Page, limits};
///
/// let page = Page {
///     id: "102030405060708".into(),
///     token: "PAGE-TOKEN".into(),
///     app_secrets: vec!["APP-SECRET".into()],
///     verify_tokens: vec!["OUR-WORD".into()],
/// };
/// let messenger = Messenger::new([page], GRAPH_URL, limits::PACE);
/// assert_eq!(messenger.accounts(), ["102030405060708"]);
/// ```
#[derive(Clone, Debug)]
pub struct Messenger {
    pages: Accounts,
    pace: Pace,
}

/// A Facebook page with its credentials. Its `Debug` form shows no secret.
#[derive(Clone, Debug)]
pub struct Page {
    /// The page's id.
    pub id: String,
    /// The page access token, with the permission `pages_messaging`.
    pub token: SecretString,
    /// The secrets of the app the page's webhooks come from: one, or all that are good during a rotation.
    /// Without one, every webhook for the page is refused.
    pub app_secrets: Vec<SecretString>,
    /// The tokens that a verification request of the webhook may hold.
    pub verify_tokens: Vec<SecretString>,
}

impl Messenger {
    /// Serves these pages, calling the Graph API at this address, at most this fast.
    ///
    /// Use [`GRAPH_URL`](crate::GRAPH_URL) and [`limits::PACE`] unless you have a reason.
    pub fn new(pages: impl IntoIterator<Item = Page>, graph_url: &str, pace: Pace) -> Self {
        let accounts = pages.into_iter().map(|page| {
            let Page { id, token, app_secrets, verify_tokens } = page;
            Account { id, token, app_secrets, verify_tokens }
        });
        Self { pages: Accounts::new(accounts, graph_url), pace }
    }
}

impl Adapter for Messenger {
    fn platform(&self) -> Platform {
        Platform::MESSENGER
    }

    fn accounts(&self) -> Vec<String> {
        self.pages.ids()
    }

    fn challenge(&self, query: &str) -> Result<String, Unverified> {
        self.pages.challenge(query)
    }

    fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Verified, Unverified> {
        self.pages.verify(headers, body)
    }

    fn parse(&self, verified: &Verified, body: &[u8]) -> Vec<Parsed> {
        parse::parse(&verified.accounts, body)
    }

    fn capabilities(&self) -> &'static Capabilities {
        &limits::CAPABILITIES
    }

    fn render(&self, part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
        render::render(part, envelope)
    }

    fn returns_references(&self) -> bool {
        true
    }

    fn answer_press(&self, _press_id: &str, _notice: Option<&Notice>) -> Option<Call> {
        None
    }

    fn counts(&self, call: &Call) -> bool {
        !render::is_action(call)
    }

    fn request(&self, account: &str, call: &Call) -> Option<Request> {
        self.pages.request(account, call)
    }

    fn upload(&self, account: &str, file: &CallFile, bytes: &FileBytes) -> Option<Request> {
        file::upload(&self.pages, account, file, bytes)
    }

    fn uploaded(&self, response: &Response) -> Result<Kept, Delivery> {
        file::uploaded(response)
    }

    fn access(&self, account: &str, url: &str) -> Access {
        file::access(&self.pages, account, url)
    }

    fn profile(&self, profile: &Profile<String>) -> Result<Vec<Property>, Vec<String>> {
        profile::properties(profile)
    }

    fn interpret(&self, call: &Call, response: &Response) -> Delivery {
        interpret::interpret(call, response)
    }

    fn pace(&self) -> &Pace {
        &self.pace
    }
}
