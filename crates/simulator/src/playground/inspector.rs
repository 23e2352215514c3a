//! What the page asks of the bot, and not of the platforms.

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use serde_json::Value;
use tertulia_core::Platform;
use tokio::sync::broadcast;

/// The bot behind the phones. What it tells of a turn is drawn by the page as it is.
pub trait Inspector: Send + Sync {
    /// The bot's name.
    fn bot(&self) -> String;

    /// The turns from now on.
    fn turns(&self) -> broadcast::Receiver<Arc<Value>>;

    /// The last turns, oldest first.
    fn recent(&self) -> Vec<Arc<Value>>;

    /// What waits in the inbox and the outbox, and what was set aside.
    fn queues(&self) -> BoxFuture<'_, Value>;

    /// How the turn of an event went.
    fn why(&self, event: i64) -> BoxFuture<'_, Option<Value>>;

    /// Puts the conversation of a platform's user into another context, with other session values. What is `None` stays.
    fn place(
        &self,
        platform: Platform,
        user: String,
        context: Option<String>,
        session: Option<Value>,
    ) -> BoxFuture<'_, Result<(), String>>;

    /// Forgets all conversations. The phones are empty by then, and the platforms know nothing of the bot's profile.
    fn reset(&self) -> BoxFuture<'_, Result<(), String>>;

    /// Turns the clock on.
    fn advance(&self, by: Duration);
}
