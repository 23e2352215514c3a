//! What a person does in Messenger.

use jiff::Timestamp;
use serde_json::json;

use crate::{
    Person,
    act::{Act, Refused},
    files::StoredFile,
    world::Update,
};

use super::{Messenger, deed::Deed, psid};

impl Messenger {
    pub(super) fn person_acts(
        &mut self,
        person: &Person,
        chat: Option<&str>,
        act: &Act,
        now: Timestamp,
    ) -> Result<Vec<Update>, Refused> {
        let psid = psid(person);
        if chat.is_some_and(|chat| chat != psid) {
            return Err(Refused::new("on Messenger there is one chat with the page, and no groups"));
        }
        if self.threads.get(&psid).is_some_and(|thread| thread.blocked) && *act != Act::Unblock {
            return Err(Refused::new(format!(
                "{} blocked the page, and has to unblock it first",
                person.name
            )));
        }
        let deeds = match act {
            Act::Block | Act::Unblock => {
                self.threads.entry(psid).or_default().blocked = *act == Act::Block;
                return Ok(Vec::new());
            }
            Act::Read => return Ok(self.reads(&psid, now)),
            Act::Start { link } => vec![self.starts(&psid, link.as_deref(), now)?],
            Act::Say { text, quotes } => vec![self.says(person, text, quotes.as_deref(), now)?],
            Act::Press { key } => self.presses(person, key, now)?,
            Act::PressOld { payload } => vec![self.presses_old(person, payload, now)],
            Act::SendLocation { latitude, longitude } => {
                vec![self.sends_location(person, *latitude, *longitude, now)?]
            }
            Act::SendContact => vec![self.sends_contact(person, now)?],
            Act::SendMedia { kind, name, caption } => {
                self.sends_media(person, kind, StoredFile::sent(name, kind), caption.as_deref(), now)?
            }
            Act::SendFile { kind, file, caption } => {
                self.sends_media(person, kind, file.clone(), caption.as_deref(), now)?
            }
            Act::React { bubble, emoji } => vec![self.reacts(&psid, bubble, emoji.as_deref())?],
            Act::Edit { bubble, text } => vec![self.edits(person, bubble, text)?],
            Act::Ask { .. } => {
                return Err(Refused::new("Messenger has no way to ask a bot while writing elsewhere"));
            }
        };
        Ok(self.tell(person, deeds, now))
    }

    /// Who does something has read what is there.
    fn tell(&mut self, person: &Person, deeds: Vec<Deed>, now: Timestamp) -> Vec<Update> {
        if deeds.is_empty() {
            return Vec::new();
        }
        let psid = psid(person);
        let mut updates = self.reads(&psid, now);
        for Deed { fields, said } in deeds {
            updates.push(self.to_page(&psid, now, fields));
            let thread = self.threads.entry(psid.clone()).or_default();
            thread.person = Some(person.clone());
            thread.heard = Some(now);
            if let Some(said) = said {
                thread.add(said);
            }
        }
        updates
    }

    /// reference/webhook-events/message-reads.
    fn reads(&mut self, psid: &str, now: Timestamp) -> Vec<Update> {
        let unread = self.threads.get_mut(psid).is_some_and(|thread| !thread.read_all().is_empty());
        let read = || self.to_page(psid, now, json!({ "read": { "watermark": now.as_millisecond() } }));
        unread.then(read).into_iter().collect()
    }
}
