//! The adapter.

use http::HeaderMap;
use secrecy::SecretString;
use tertulia_core::{
    Adapter, Call, Delivery, Parsed, Platform, Request, Response,
    adapter::{Envelope, Notice, Pace, Undeliverable, Unverified, Verified},
    event::File,
    file::{Access, CallFile, FileBytes, Kept},
    plan::{Capabilities, Part},
    profile::{Profile, Property},
};
use tertulia_graph::{Account, Accounts};

use crate::{file, interpret, limits, parse, profile, render};

/// WhatsApp, for some phone numbers.
///
/// ```
/// use tertulia_core::Adapter;
/// use tertulia_whatsapp::{GRAPH_URL, Number, WhatsApp, limits};
///
/// let number = Number {
///     phone_number_id: "110000000000001".into(),
///     access_token: "ACCESS-TOKEN".into(),
///     app_secrets: vec!["APP-SECRET".into()],
///     verify_tokens: vec!["OUR-WORD".into()],
/// };
/// let whatsapp = WhatsApp::new([number], GRAPH_URL, limits::PACE);
/// assert_eq!(whatsapp.accounts(), ["110000000000001"]);
/// ```
#[derive(Clone, Debug)]
pub struct WhatsApp {
    numbers: Accounts,
    pace: Pace,
}

/// A business phone number with its credentials. Its `Debug` form shows no secret.
#[derive(Clone, Debug)]
pub struct Number {
    /// The id of the phone number: not the number itself.
    pub phone_number_id: String,
    /// The access token, with the permission `whatsapp_business_messaging`.
    pub access_token: SecretString,
    /// The secrets of the app the number's webhooks come from: one, or all that are good during a rotation.
    /// Without one, every webhook for the number is refused.
    pub app_secrets: Vec<SecretString>,
    /// The tokens that a verification request of the webhook may hold.
    pub verify_tokens: Vec<SecretString>,
}

impl WhatsApp {
    /// Serves these numbers, calling the Graph API at this address, at most this fast.
    ///
    /// Use [`GRAPH_URL`](crate::GRAPH_URL) and [`limits::PACE`] unless you have a reason.
    pub fn new(numbers: impl IntoIterator<Item = Number>, graph_url: &str, pace: Pace) -> Self {
        let accounts = numbers.into_iter().map(|number| {
            let Number { phone_number_id, access_token, app_secrets, verify_tokens } = number;
            Account { id: phone_number_id, token: access_token, app_secrets, verify_tokens }
        });
        Self { numbers: Accounts::new(accounts, graph_url), pace }
    }
}

impl Adapter for WhatsApp {
    fn platform(&self) -> Platform {
        Platform::WHATSAPP
    }

    fn accounts(&self) -> Vec<String> {
        self.numbers.ids()
    }

    fn challenge(&self, query: &str) -> Result<String, Unverified> {
        self.numbers.challenge(query)
    }

    fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Verified, Unverified> {
        self.numbers.verify(headers, body)
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
        !render::is_receipt(call)
    }

    fn request(&self, account: &str, call: &Call) -> Option<Request> {
        self.numbers.request(account, call)
    }

    fn name_file(&self, call: Call, file: &CallFile) -> Call {
        file::name(call, file)
    }

    fn upload(&self, account: &str, file: &CallFile, bytes: &FileBytes) -> Option<Request> {
        file::upload(&self.numbers, account, file, bytes)
    }

    fn uploaded(&self, response: &Response) -> Result<Kept, Delivery> {
        file::uploaded(response)
    }

    fn ask_for_file(&self, account: &str, file: &File) -> Option<Request> {
        file::ask(&self.numbers, account, file)
    }

    fn file_address(&self, _account: &str, response: &Response) -> Result<SecretString, Delivery> {
        file::address(response)
    }

    fn access(&self, account: &str, url: &str) -> Access {
        file::access(&self.numbers, account, url)
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
