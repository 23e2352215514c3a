//! What one platform is to a bot.

use bytes::Bytes;
use http::HeaderMap;
use jiff::Timestamp;
use serde_json::Value;
use tertulia_core::Platform;

use crate::{
    Credentials, Fault, Person,
    act::{Act, Refused},
    call::{Answer, ApiCall},
    files::StoredFile,
    messenger::Messenger,
    telegram::Telegram,
    view::Chat,
    whatsapp::WhatsApp,
};

/// A platform: its chats, its API, and what it tells of. It does no I/O and knows no clock.
pub(crate) trait World: Send {
    /// Which platform it is, as its path begins.
    fn platform(&self) -> Platform;

    /// Serves a call of the bot: checks it as the platform does, and does what it says.
    fn serve(&mut self, call: &ApiCall, now: Timestamp) -> Served;

    /// The answer to a call that is refused by a fault, in the platform's words. `None` for faults that refuse nothing.
    fn refuse(&self, call: &ApiCall, fault: Fault) -> Option<Answer>;

    /// Does what a person does in a chat; without one, in the private chat with the bot.
    fn act(
        &mut self,
        person: &Person,
        chat: Option<&str>,
        act: &Act,
        now: Timestamp,
    ) -> Result<Vec<Update>, Refused>;

    /// The webhooks that tell of these updates, signed: one for several where the platform packs them.
    fn webhooks(&self, updates: Vec<Update>, now: Timestamp) -> Vec<Webhook>;

    /// The person's chats with the bot, as the platform shows them.
    fn chats(&self, person: &Person, now: Timestamp) -> Vec<Chat>;

    /// The file that the platform keeps under that id, if it has it.
    fn file(&self, _id: &str) -> Option<StoredFile> {
        None
    }
}

/// Every platform there is. A fourth one is one more line here.
pub(crate) fn all(credentials: &Credentials) -> Vec<Box<dyn World>> {
    vec![
        Box::new(Messenger::new(credentials)),
        Box::new(WhatsApp::new(credentials)),
        Box::new(Telegram::new(credentials)),
    ]
}

/// Something that the platform tells the bot, as it stands in a webhook.
pub(crate) struct Update(pub(crate) Value);

/// What came of a call.
pub(crate) struct Served {
    pub(crate) answer: Answer,
    /// What the platform tells the bot because of it: that a message was delivered, say.
    pub(crate) updates: Vec<Update>,
}

impl Served {
    /// An answer of which nobody is told.
    pub(crate) fn only(answer: Answer) -> Self {
        Self { answer, updates: Vec::new() }
    }
}

/// A webhook on its way.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}
