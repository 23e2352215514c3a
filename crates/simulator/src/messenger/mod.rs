//! Messenger: the Send API of one page, and its chats.
//!
//! Sources: [Send API](https://developers.facebook.com/docs/messenger-platform/reference/send-api) (v25.0),
//! [webhooks](https://developers.facebook.com/docs/messenger-platform/webhooks) of 2026-05-05, and the pages that are named
//! beside each limit.

mod act;
mod action;
mod attachments;
mod bubble;
mod chat;
mod check;
mod deed;
mod edges;
mod press;
mod pressing;
mod profile;
mod refusal;
mod send;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tertulia_core::Platform;

use crate::{
    Credentials, Fault, Person,
    act::{Act, Refused},
    call::{Answer, ApiCall},
    files::{Files, StoredFile},
    graph::{self, Ids, Rate, Refusal, Threads},
    view::Chat,
    world::{Served, Update, Webhook, World},
};

use self::{press::Press, profile::Profile};

/// Messenger, as a page sees it.
pub(crate) struct Messenger {
    page_id: &'static str,
    token: &'static str,
    app_secret: &'static str,
    threads: Threads<Press>,
    profile: Profile,
    files: Files,
    ids: Ids,
    rate: Rate,
}

/// overview/rate-limiting (2026-03-23): 300 calls a second for each page.
const RATE: Rate = Rate::new(SignedDuration::from_micros(3_333), 300);

impl Messenger {
    pub(crate) fn new(credentials: &Credentials) -> Self {
        Self {
            page_id: credentials.page_id,
            token: credentials.page_token,
            app_secret: credentials.app_secret,
            threads: Threads::new(),
            profile: Profile::default(),
            files: Files::default(),
            ids: Ids::new('1'),
            rate: RATE,
        }
    }

    /// One element of `messaging`, in which a person turns to the page.
    fn to_page(&self, psid: &str, now: Timestamp, fields: Value) -> Update {
        self.element(psid, self.page_id, now, fields)
    }

    /// One element of `messaging`, in which the page turns to a person.
    fn by_page(&self, psid: &str, now: Timestamp, fields: Value) -> Update {
        self.element(self.page_id, psid, now, fields)
    }

    fn element(&self, sender: &str, recipient: &str, now: Timestamp, mut fields: Value) -> Update {
        fields["sender"] = json!({ "id": sender });
        fields["recipient"] = json!({ "id": recipient });
        fields["timestamp"] = now.as_millisecond().into();
        Update(fields)
    }
}

/// The page-scoped id of a person.
fn psid(person: &Person) -> String {
    format!("{}", 7_248_301_148_550_000_u64 + u64::from(person.number))
}

impl World for Messenger {
    fn platform(&self) -> Platform {
        Platform::MESSENGER
    }

    fn serve(&mut self, call: &ApiCall, now: Timestamp) -> Served {
        self.answer(call, now).unwrap_or_else(|refusal| Served::only(refusal.answer(call)))
    }

    fn refuse(&self, call: &ApiCall, fault: Fault) -> Option<Answer> {
        Refusal::of(fault, refusal::too_many).map(|refusal| refusal.answer(call))
    }

    fn act(
        &mut self,
        person: &Person,
        chat: Option<&str>,
        act: &Act,
        now: Timestamp,
    ) -> Result<Vec<Update>, Refused> {
        self.person_acts(person, chat, act, now)
    }

    fn webhooks(&self, updates: Vec<Update>, now: Timestamp) -> Vec<Webhook> {
        let messaging: Vec<_> = updates.into_iter().map(|Update(element)| element).collect();
        let entry = json!({ "id": self.page_id, "time": now.as_millisecond(), "messaging": messaging });
        vec![graph::webhook(&json!({ "object": "page", "entry": [entry] }), self.app_secret)]
    }

    fn chats(&self, person: &Person, now: Timestamp) -> Vec<Chat> {
        vec![self.chat(person, now)]
    }

    fn file(&self, id: &str) -> Option<StoredFile> {
        self.files.get(id).cloned()
    }
}
