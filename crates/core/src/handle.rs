//! Speaking first: turns that begin because the bot has something to say.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, FromTurn, Platform, Result, Turn, block::Kind, event::OwnEvent, extract::User};

/// Begins turns that nobody's message began: an order was paid on the website, a report is ready. Cheap to clone, and good for
/// as long as the bot runs; blocks take it as an argument.
///
/// What is told is an event of the person's conversation, kept durably: it waits behind what came in by then, is handled once,
/// in the person's language, and outlives the process.
///
/// ```
/// use serde::Deserialize;
/// use tertulia_core::{Context, Handle, Recipient, Result, extract::Params};
///
/// #[derive(Deserialize)]
/// struct Paid {
///     order: u32,
/// }
///
/// let main = Context::new("main").event("paid", |Params(paid): Params<Paid>| format!("Order {} is paid.", paid.order));
///
/// async fn order_was_paid(handle: Handle, customer: Recipient) -> Result {
///     handle.event(&customer, "paid", serde_json::json!({"order": 7})).await
/// }
/// ```
#[derive(Clone, Default)]
pub struct Handle {
    desk: Arc<OnceLock<Arc<dyn Desk>>>,
}

/// The name of the event that puts a conversation elsewhere.
pub(crate) const PLACE: &str = "tertulia:place";

/// Whoever puts events into mailboxes, as long as the bot runs.
pub trait Desk: Send + Sync {
    /// Puts it into the mailbox of the private conversation with that person.
    fn post<'a>(&'a self, to: &'a Recipient, event: OwnEvent) -> Posted<'a>;
}

/// What [`Desk::post`] returns.
pub type Posted<'a> = Pin<Box<dyn Future<Output = Result> + Send + 'a>>;

/// A person whom the bot has met. It can be stored: it means the same after a restart.
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// By our number: [`User::id`](crate::extract::User::id).
    User(i64),
    /// By the platform's id, as others know it.
    Native {
        /// The platform.
        platform: String,
        /// The platform's id of the page, phone number or bot that the person talks with.
        account: String,
        /// The platform's id of the person: a page-scoped id, a phone number or business-scoped id, a Telegram id.
        id: String,
    },
}

impl Recipient {
    /// The person with that id of the platform's, who talks with that page, phone number or bot.
    pub fn new(platform: Platform, account: impl Into<String>, id: impl Into<String>) -> Self {
        Self::Native { platform: platform.as_str().to_owned(), account: account.into(), id: id.into() }
    }
}

impl From<&User> for Recipient {
    fn from(user: &User) -> Self {
        Self::User(user.id())
    }
}

impl From<&Self> for Recipient {
    fn from(recipient: &Self) -> Self {
        recipient.clone()
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(number) => write!(f, "person {number}"),
            Self::Native { platform, account, id } => write!(f, "{id} of {account} on {platform}"),
        }
    }
}

impl Handle {
    /// Tells a person's conversation of something, for the `event` block of that name. When this returns, it is kept. In a block
    /// that runs again after an error it is told again; see [`Once`](crate::extract::Once).
    ///
    /// ```
    /// # use tertulia_core::{Context, Handle, Result, extract::User};
    /// let main = Context::new("main").keyword("brew", async |user: User, handle: Handle| -> Result<&'static str> {
    ///     handle.event(&user, "ready", ()).await?;
    ///     Ok("It takes a moment.")
    /// });
    /// ```
    ///
    /// # Errors
    ///
    /// If the bot has never met the person, the parameters do not serialise, or the event cannot be kept: because the bot does
    /// not run yet or any more, or its store is away.
    pub async fn event(
        &self,
        to: impl Into<Recipient>,
        name: impl Into<String>,
        params: impl Serialize,
    ) -> Result {
        let to = to.into();
        let params = serde_json::to_value(params).map_err(Error::terminal)?;
        let desk = self.desk.get().ok_or_else(|| Error::from(NotRunning))?;
        desk.post(&to, OwnEvent::new(name, params)).await
    }

    /// Puts a person's conversation into another context, given by its whole route (empty for the default one), and makes it
    /// remember other values of `Session<T>`, by name. What is `None` stays; no block runs. For trying a bot, not for bots.
    ///
    /// # Errors
    ///
    /// As [`Handle::event`]. That there is no such context fails the turn.
    pub async fn place(
        &self,
        to: impl Into<Recipient>,
        context: Option<String>,
        session: Option<Value>,
    ) -> Result {
        self.event(to, PLACE, serde_json::json!({"context": context, "session": session})).await
    }

    /// From now on events are put into mailboxes there: for whoever runs the program.
    #[doc(hidden)]
    pub fn open(&self, desk: Arc<dyn Desk>) {
        if self.desk.set(desk).is_err() {
            tracing::error!("a program runs in one service; events go to the first");
        }
    }
}

/// The bot does not run yet.
#[derive(Debug, thiserror::Error)]
#[error("the bot does not run yet")]
struct NotRunning;

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("open", &self.desk.get().is_some()).finish()
    }
}

impl<K: Kind> FromTurn<K> for Handle {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(turn.handle().clone())
    }
}
