//! What a person does in WhatsApp.

use jiff::Timestamp;
use serde_json::json;

use crate::{
    Person,
    act::{Act, Refused},
    files::StoredFile,
    graph,
    world::Update,
};

use super::{WhatsApp, deed::Deed, identity, status::Sent};

impl WhatsApp {
    pub(super) fn person_acts(
        &mut self,
        person: &Person,
        chat: Option<&str>,
        act: &Act,
        now: Timestamp,
    ) -> Result<Vec<Update>, Refused> {
        let wa_id = graph::phone(person);
        if chat.is_some_and(|chat| chat != wa_id) {
            return Err(Refused::new("on WhatsApp there is one chat with the business, and no groups here"));
        }
        if self.threads.get(&wa_id).is_some_and(|thread| thread.blocked) && *act != Act::Unblock {
            return Err(Refused::new(format!(
                "{} blocked the business, and has to unblock it first",
                person.name
            )));
        }
        let deeds = match act {
            Act::Block | Act::Unblock => {
                self.threads.entry(wa_id).or_default().blocked = *act == Act::Block;
                return Ok(Vec::new());
            }
            Act::Read => return Ok(self.reads(&wa_id, now)),
            Act::Start { link } => vec![self.starts(person, link.as_deref(), now)?],
            Act::Say { text, quotes } => vec![self.says(person, text, quotes.as_deref(), now)?],
            Act::Press { key } => self.presses(person, key, now)?,
            Act::PressOld { payload } => vec![self.presses_old(person, payload, now)],
            Act::SendLocation { latitude, longitude } => {
                vec![self.sends_location(person, *latitude, *longitude, None, now)?]
            }
            Act::SendContact => vec![self.sends_contact(person, None, now)],
            Act::SendMedia { kind, name, caption } => {
                vec![self.sends_media(person, kind, StoredFile::sent(name, kind), caption.as_deref(), now)?]
            }
            Act::SendFile { kind, file, caption } => {
                vec![self.sends_media(person, kind, file.clone(), caption.as_deref(), now)?]
            }
            Act::React { bubble, emoji } => vec![self.reacts(person, bubble, emoji.as_deref(), now)?],
            Act::Edit { bubble, text } => vec![self.edits(person, bubble, text, now)?],
            Act::Ask { .. } => {
                return Err(Refused::new("WhatsApp has no way to ask a bot while writing elsewhere"));
            }
        };
        Ok(self.tell(person, deeds, now))
    }

    /// Who does something has read what is there.
    fn tell(&mut self, person: &Person, deeds: Vec<Deed>, now: Timestamp) -> Vec<Update> {
        if deeds.is_empty() {
            return Vec::new();
        }
        let wa_id = graph::phone(person);
        let mut updates = self.reads(&wa_id, now);
        for Deed { wamid, mut message, said } in deeds {
            message["from"] = wa_id.as_str().into();
            message["from_user_id"] = identity::bsuid(person).into();
            message["id"] = wamid.into();
            message["timestamp"] = now.as_second().to_string().into();
            updates.push(Update(json!({ "contacts": [identity::contact(person)], "messages": [message] })));
            let thread = self.threads.entry(wa_id.clone()).or_default();
            thread.person = Some(person.clone());
            thread.heard = Some(now);
            if let Some(said) = said {
                thread.add(said);
            }
        }
        updates
    }

    /// A status for each message that was not read before.
    fn reads(&mut self, wa_id: &str, now: Timestamp) -> Vec<Update> {
        let read = self.threads.get_mut(wa_id).map(graph::Thread::read_all).unwrap_or_default();
        let status = |wamid: &String| {
            let said = self.threads.get(wa_id).and_then(|thread| thread.find(wamid));
            let reference = said.and_then(|said| said.reference.as_ref());
            let template = said.is_some_and(|said| said.template);
            self.status(&Sent { wamid, wa_id, reference, template }, "read", now)
        };
        read.iter().map(status).collect()
    }
}
