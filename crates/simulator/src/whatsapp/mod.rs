//! WhatsApp: the Cloud API of one phone number, and its chats.
//!
//! Sources: [sending messages](https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages),
//! [webhooks](https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview), the OpenAPI file of
//! v23.0, and the page "Business-scoped user IDs" of 2026-06-29.

mod act;
mod bubble;
mod chat;
mod check;
mod deed;
mod edges;
mod identity;
mod interactive;
mod markup;
mod media;
mod press;
mod pressing;
mod profile;
mod receipt;
mod refusal;
mod send;
mod status;
mod template;

use std::collections::BTreeMap;

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

/// WhatsApp, as a phone number of a business sees it.
pub(crate) struct WhatsApp {
    number_id: &'static str,
    token: &'static str,
    app_secret: &'static str,
    threads: Threads<Press>,
    profile: Profile,
    files: Files,
    ids: Ids,
    rate: Rate,
    /// How fast messages go to one person.
    pairs: BTreeMap<String, Rate>,
}

/// throughput: 80 messages a second.
const RATE: Rate = Rate::new(SignedDuration::from_micros(12_500), 80);

/// about-the-platform, pair rate limits: one message every 6 seconds, up to 45 at once.
const PAIR: Rate = Rate::new(SignedDuration::from_secs(6), 45);

/// The account of the business that the number belongs to.
const BUSINESS: &str = "102290129340398";

/// The number, as people see it.
const NUMBER: &str = "15550783881";

impl WhatsApp {
    pub(crate) fn new(credentials: &Credentials) -> Self {
        Self {
            number_id: credentials.phone_number_id,
            token: credentials.access_token,
            app_secret: credentials.app_secret,
            threads: Threads::new(),
            profile: Profile::default(),
            files: Files::default(),
            ids: Ids::new('2'),
            rate: RATE,
            pairs: BTreeMap::new(),
        }
    }

    fn wamid(&mut self, now: Timestamp) -> String {
        format!("wamid.HBgL{}AA==", self.ids.next(now))
    }
}

impl World for WhatsApp {
    fn platform(&self) -> Platform {
        Platform::WHATSAPP
    }

    fn serve(&mut self, call: &ApiCall, now: Timestamp) -> Served {
        self.answer(call, now).unwrap_or_else(|refusal| Served::only(refusal.answer(call)))
    }

    fn refuse(&self, call: &ApiCall, fault: Fault) -> Option<Answer> {
        Refusal::of(fault, refusal::throughput).map(|refusal| refusal.answer(call))
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

    fn webhooks(&self, updates: Vec<Update>, _now: Timestamp) -> Vec<Webhook> {
        let metadata = json!({ "display_phone_number": NUMBER, "phone_number_id": self.number_id });
        let mut changes: Vec<Value> = Vec::new();
        for Update(mut value) in updates {
            value["messaging_product"] = "whatsapp".into();
            value["metadata"] = metadata.clone();
            changes.push(json!({ "field": "messages", "value": value }));
        }
        let entry = json!({ "id": BUSINESS, "changes": changes });
        let body = json!({ "object": "whatsapp_business_account", "entry": [entry] });
        vec![graph::webhook(&body, self.app_secret)]
    }

    fn chats(&self, person: &Person, now: Timestamp) -> Vec<Chat> {
        vec![self.chat(person, now)]
    }

    fn file(&self, id: &str) -> Option<StoredFile> {
        self.files.get(id).cloned()
    }
}
