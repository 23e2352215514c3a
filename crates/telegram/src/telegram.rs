//! The adapter.

use std::time::Duration;

use http::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};
use tertulia_core::{
    Adapter, Broken, Call, Delivery, Destination, Parsed, Platform, Request, Response,
    adapter::{Envelope, Notice, Pace, Undeliverable, Unverified, Verified},
    event::File,
    file::{Access, FileBytes, Kept},
    plan::{Capabilities, Part},
    profile::{Profile, Property},
    signature::same_secret,
};

use crate::{Bot, answer, call, file, limits::CAPABILITIES, profile, update};

/// The address of Telegram's own Bot API server; a bot with a server of its own has another.
pub const API_URL: &str = "https://api.telegram.org";

/// The kind of the alias by which Telegram knows a person: the number in `User.id`.
pub const TELEGRAM_ID: &str = "telegram_id";

/// The header that holds the secret told to `setWebhook`. There is no signature of the body.
///
/// <https://core.telegram.org/bots/api#setwebhook>
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// How long a call may take; Telegram documents nothing, its own server gives up an idle client after 60 s.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The Telegram adapter: one or more bots, each an account of its own.
///
/// An update that carries no time of its own, such as a press, is parsed with `at` =
/// [`jiff::Timestamp::UNIX_EPOCH`]; whoever calls [`Adapter::parse`] puts the time of its arrival there.
#[derive(Debug)]
pub struct Telegram {
    bots: Vec<Bot>,
    api_url: String,
    pace: Pace,
}

impl Telegram {
    /// An adapter for these bots, whose calls go to `api_url` (normally [`API_URL`]) at this pace (normally
    /// [`limits::PACE`](crate::limits::PACE)).
    pub fn new(bots: Vec<Bot>, api_url: &str, pace: Pace) -> Self {
        Self { bots, api_url: api_url.trim_end_matches('/').to_owned(), pace }
    }

    fn url(&self, account: &str, call: &Call) -> Option<String> {
        let token = self.bot(account)?.token().expose_secret();
        Some(format!("{}/bot{token}/{}", self.api_url, call.endpoint))
    }

    fn bot(&self, account: &str) -> Option<&Bot> {
        self.bots.iter().find(|bot| bot.account() == account)
    }
}

impl Adapter for Telegram {
    fn platform(&self) -> Platform {
        Platform::TELEGRAM
    }

    fn accounts(&self) -> Vec<String> {
        self.bots.iter().map(|bot| bot.account().to_owned()).collect()
    }

    /// Telegram never asks: a webhook is registered by a call.
    fn has_challenge(&self) -> bool {
        false
    }

    fn challenge(&self, _query: &str) -> Result<String, Unverified> {
        Err(Unverified)
    }

    fn verify(&self, headers: &HeaderMap, _body: &[u8]) -> Result<Verified, Unverified> {
        let mut values = headers.get_all(SECRET_HEADER).iter();
        let (Some(given), None) = (values.next(), values.next()) else { return Err(Unverified) };
        let mut accounts = Vec::new();
        for bot in &self.bots {
            // Every secret is tried, whichever fits, so that the time tells nothing.
            let fits = |fits, secret| same_secret(secret, given.as_bytes()) | fits;
            if bot.webhook_secrets().iter().fold(false, fits) {
                accounts.push(bot.account().to_owned());
            }
        }
        if accounts.is_empty() { Err(Unverified) } else { Ok(Verified { accounts }) }
    }

    /// One update, for the first of the verified accounts: an update does not say for which bot it is.
    fn parse(&self, verified: &Verified, body: &[u8]) -> Vec<Parsed> {
        let bot = verified.accounts.first().and_then(|account| self.bot(account));
        let parsed = match bot {
            Some(bot) => update::parse(bot, body),
            None => Err("the account is not configured".to_owned()),
        };
        vec![match parsed {
            Ok(parsed) => parsed,
            Err(reason) => Parsed::Broken(Broken { reason, body: body.to_owned() }),
        }]
    }

    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    fn render(&self, part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable> {
        call::render(part, envelope)
    }

    fn readdress(&self, call: &Call, group: &str) -> Option<Call> {
        call::readdress(call, group)
    }

    fn edit(&self, part: &Part, envelope: &Envelope<'_>) -> Option<Call> {
        call::edit(part, envelope)
    }

    fn delete(&self, to: &Destination) -> Option<Call> {
        call::delete(to)
    }

    fn take_buttons(&self, to: &Destination) -> Option<Call> {
        call::take_buttons(to)
    }

    fn about(&self, call: &Call, message_id: &str) -> Option<Call> {
        call::about(call, message_id)
    }

    fn afterwards(&self, envelope: &Envelope<'_>) -> Option<Call> {
        call::pin(envelope)
    }

    fn answer_press(&self, press_id: &str, notice: Option<&Notice>) -> Option<Call> {
        Some(call::answer_press(press_id, notice))
    }

    fn counts(&self, call: &Call) -> bool {
        call::is_message(&call.endpoint)
    }

    fn request(&self, account: &str, call: &Call) -> Option<Request> {
        let url = self.url(account, call)?;
        Some(Request { timeout: TIMEOUT, ..Request::json(url, call.body.get().as_bytes()) })
    }

    fn enclose(&self, account: &str, call: &Call, files: &[(&str, FileBytes)]) -> Option<Request> {
        file::enclose(self.url(account, call)?, call, files)
    }

    fn kept(&self, call: &Call, response: &Response) -> Vec<(String, Kept)> {
        file::kept(call, response)
    }

    fn ask_for_file(&self, account: &str, file: &File) -> Option<Request> {
        self.request(account, &file::ask(file)?)
    }

    fn file_address(&self, account: &str, response: &Response) -> Result<SecretString, Delivery> {
        let unknown = || Delivery::Rejected("the account is not configured".to_owned());
        let token = self.bot(account).ok_or_else(unknown)?.token().expose_secret();
        file::address(&self.api_url, token, response, &self.bots)
    }

    fn access(&self, _account: &str, url: &str) -> Access {
        file::access(&self.api_url, url)
    }

    fn profile(&self, profile: &Profile<String>) -> Result<Vec<Property>, Vec<String>> {
        profile::properties(profile)
    }

    fn interpret(&self, call: &Call, response: &Response) -> Delivery {
        answer::interpret(call, response, &self.bots)
    }

    fn pace(&self) -> &Pace {
        &self.pace
    }
}
