//! What a platform's crate provides: pure functions between bytes and our values.

use std::time::Duration;

use http::HeaderMap;
use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Map, Value};

use crate::{
    Alias, Call, Chat, Event, Parsed, Platform, Request, Response,
    event::File,
    file::{Access, CallFile, FileBytes, Kept},
    plan::{Capabilities, Part},
    profile::{Profile, Property},
};

/// A platform: how its webhooks are checked and read, how messages are written, what its answers mean.
///
/// Every method is a pure function of its arguments and of the credentials the adapter was made with.
/// Nothing here waits, fails by panic, or touches the network, whatever the bytes are.
pub trait Adapter: Send + Sync {
    /// Which platform it is.
    fn platform(&self) -> Platform;

    /// The pages, phone numbers or bots it has credentials for, by the platform's ids.
    fn accounts(&self) -> Vec<String>;

    /// Whether the platform verifies a webhook's address by a GET. Without that, a GET is a wrong method.
    fn has_challenge(&self) -> bool {
        true
    }

    /// The answer to a GET of the webhook with this query string.
    ///
    /// # Errors
    ///
    /// [`Unverified`] if it is no verification request or holds the wrong token.
    fn challenge(&self, query: &str) -> Result<String, Unverified>;

    /// Checks who wrote a webhook, over the bytes as received, in constant time. Nothing is parsed before it.
    ///
    /// # Errors
    ///
    /// [`Unverified`] if the signature or token is missing, malformed, doubled or wrong.
    fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<Verified, Unverified>;

    /// Every element of a verified body. One that cannot be read does not hide the others.
    fn parse(&self, verified: &Verified, body: &[u8]) -> Vec<Parsed>;

    /// What the platform can show, and within which limits.
    fn capabilities(&self) -> &'static Capabilities;

    /// Writes a part of a reply as a call.
    ///
    /// # Errors
    ///
    /// [`Undeliverable`] if the destination has no address this platform can send to, or the part is of a
    /// form that [`Adapter::capabilities`] does not offer.
    fn render(&self, part: &Part, envelope: &Envelope<'_>) -> Result<Call, Undeliverable>;

    /// Whether the platform gives the reference of a message back in its receipts, so that it can be found out
    /// whether a message was sent.
    fn returns_references(&self) -> bool {
        false
    }

    /// Whether the platform tells later, by its id, what became of a message: only then ids are remembered. Whoever
    /// returns references does.
    fn sends_receipts(&self) -> bool {
        self.returns_references()
    }

    /// The call for a group that has another id now. `None` if it needs no change.
    fn readdress(&self, call: &Call, group: &str) -> Option<Call> {
        let _ = (call, group);
        None
    }

    /// The call that takes the buttons away from a message, where they do not vanish by themselves. Which message it is
    /// about is not known before that was sent; [`Adapter::about`] writes that in.
    fn take_buttons(&self, to: &Destination) -> Option<Call> {
        let _ = to;
        None
    }

    /// The call that makes an earlier message show this part from now on, where messages can be changed. Which one is written
    /// in by [`Adapter::about`]. `None` if the part can only be said anew.
    fn edit(&self, part: &Part, envelope: &Envelope<'_>) -> Option<Call> {
        let _ = (part, envelope);
        None
    }

    /// The call that deletes an earlier message, which is written in by [`Adapter::about`].
    fn delete(&self, to: &Destination) -> Option<Call> {
        let _ = to;
        None
    }

    /// The call, about the message with that id. `None` if it can be about none.
    fn about(&self, call: &Call, message_id: &str) -> Option<Call> {
        let _ = (call, message_id);
        None
    }

    /// The call to make about a message once it is sent, if its envelope asks for one: that it is pinned, say. Which
    /// message it is about is written in by [`Adapter::about`].
    fn afterwards(&self, envelope: &Envelope<'_>) -> Option<Call> {
        let _ = envelope;
        None
    }

    /// The call that ends the waiting of a pressed button, where a platform has that, with a notice to show.
    fn answer_press(&self, press_id: &str, notice: Option<&Notice>) -> Option<Call>;

    /// Whether the call counts as a message for the limits of a chat. Typing indicators do not.
    fn counts(&self, call: &Call) -> bool;

    /// The call with address and credentials. `None` if the account is none of [`Adapter::accounts`].
    fn request(&self, account: &str, call: &Call) -> Option<Request>;

    /// The call with the name of a file that it shows, where the platform wants that beside its id.
    fn name_file(&self, call: Call, file: &CallFile) -> Call {
        let _ = file;
        call
    }

    /// The request that brings a file to the platform before the message that shows it. `None` where files go with the
    /// message; see [`Adapter::enclose`].
    fn upload(&self, account: &str, file: &CallFile, bytes: &FileBytes) -> Option<Request> {
        let _ = (account, file, bytes);
        None
    }

    /// What the platform's answer to an upload means.
    ///
    /// # Errors
    ///
    /// What became of it instead. Nobody minds an upload being made again, so it is never in doubt.
    fn uploaded(&self, response: &Response) -> Result<Kept, Delivery> {
        Err(Delivery::Rejected(format!("nothing was uploaded: {}", response.status)))
    }

    /// The call with address, credentials, and the files that go with it: each is named in the call as `attach://` and its
    /// place. `None` if no files go with calls.
    fn enclose(&self, account: &str, call: &Call, files: &[(&str, FileBytes)]) -> Option<Request> {
        let _ = (account, call, files);
        None
    }

    /// How the platform names what went with a call, from its answer: each after what stood in the call.
    fn kept(&self, call: &Call, response: &Response) -> Vec<(String, Kept)> {
        let _ = (call, response);
        Vec::new()
    }

    /// The request that asks where a file is that somebody sent. `None` if its own address is all there is.
    fn ask_for_file(&self, account: &str, file: &File) -> Option<Request> {
        let _ = (account, file);
        None
    }

    /// Where a file is, from the platform's answer.
    ///
    /// # Errors
    ///
    /// What the answer means instead.
    fn file_address(&self, account: &str, response: &Response) -> Result<SecretString, Delivery> {
        let _ = account;
        Err(Delivery::Rejected(format!("nobody was asked for a file: {}", response.status)))
    }

    /// How an address may be asked for a file. By default it is nobody's.
    fn access(&self, account: &str, url: &str) -> Access {
        let _ = (account, url);
        Access::default()
    }

    /// What the platform has to be told about the bot, for people to see before they write.
    ///
    /// # Errors
    ///
    /// What is over a limit of the platform, or not to be said there.
    fn profile(&self, _profile: &Profile<String>) -> Result<Vec<Property>, Vec<String>> {
        Ok(Vec::new())
    }

    /// What the platform's answer to a call means.
    fn interpret(&self, call: &Call, response: &Response) -> Delivery;

    /// How fast the platform may be called.
    fn pace(&self) -> &Pace;
}

/// A webhook whose writer is known, and the accounts that writer may speak of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Verified {
    /// The accounts covered by the secret that fits.
    pub accounts: Vec<String>,
}

/// The webhook or verification request is not from the platform.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not signed by the platform")]
pub struct Unverified;

/// The part cannot be written for this destination.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Undeliverable(pub String);

/// What stands on the outside of a message.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
    /// Where it goes.
    pub to: &'a Destination,
    /// Our name for the message, for platforms that give it back; may be empty.
    pub reference: &'a str,
    /// The platform's id of the message that it visibly answers.
    pub quotes: Option<&'a str>,
    /// Fields that the author adds for this platform alone; see [`Extras`](crate::message::Extras).
    pub extras: Option<&'a Map<String, Value>>,
    /// What happened that this is said to, for what refers to it: an inline query, a message to put an emoji on.
    pub event: Option<&'a Event>,
}

impl<'a> Envelope<'a> {
    /// To there, under that name.
    pub fn new(to: &'a Destination, reference: &'a str) -> Self {
        Self { to, reference, quotes: None, extras: None, event: None }
    }
}

/// Where a message goes.
#[derive(Clone, Debug, Default)]
pub struct Destination {
    /// The names of the person, as the store knows them.
    pub aliases: Vec<Alias>,
    /// The chat; the default is the private one with that person.
    pub chat: Chat,
    /// The platform's id of the last message that came in, for what refers to it.
    pub last_message_id: Option<String>,
    /// When somebody was last heard there, where that lets a bot answer freely for a time; see
    /// [`Event::opens_window`]. `None` if nobody was yet.
    pub heard: Option<Timestamp>,
}

impl Destination {
    /// The person's alias of that kind.
    pub fn alias(&self, kind: &str) -> Option<&str> {
        self.aliases.iter().find(|alias| alias.kind == kind).map(|alias| alias.value.as_str())
    }
}

/// A short notice shown over the chat when a button was pressed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Notice {
    /// What it says: at most 200 characters are shown.
    pub text: String,
    /// Whether it has to be dismissed by the person.
    pub alert: bool,
}

/// What became of a call.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Delivery {
    /// It was taken. Holds the platform's id of the message, if it made one.
    Sent(Option<String>),
    /// Too fast. Nothing goes to that scope before the time is over.
    RetryAfter {
        /// How long to wait.
        after: Duration,
        /// What has to wait.
        scope: Scope,
    },
    /// The platform failed and did not send it; it may be tried again after a pause.
    Retry(String),
    /// The time in which the person may be answered freely is over.
    WindowClosed(String),
    /// The person cannot be reached any more: blocked, deleted, never wrote.
    Unreachable(String),
    /// The group has another id, at which the message has to be sent again.
    Moved(String),
    /// The call is wrong and will never be taken.
    Rejected(String),
    /// The credentials are no longer good. Everything of the account waits.
    AccountDown(String),
    /// It may have been sent or not.
    MaybeSent(String),
}

/// What a limit applies to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Scope {
    /// One chat.
    Chat,
    /// The whole account.
    Account,
}

/// How fast a platform may be called, by default after its documentation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace {
    /// All calls of one account.
    pub account: Option<Rate>,
    /// Messages to one private chat.
    pub chat: Option<Rate>,
    /// Messages to one group.
    pub group: Option<Rate>,
}

/// So many in a time, with so many at once after a rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// How many.
    pub count: u32,
    /// In which time.
    pub per: Duration,
    /// How many may follow each other at once.
    pub burst: u32,
}
