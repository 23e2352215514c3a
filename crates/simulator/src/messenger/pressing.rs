//! What a person presses in Messenger.

use jiff::Timestamp;
use serde_json::json;

use crate::{
    Person,
    act::Refused,
    graph::{self, Said},
    view::{Choice, Span},
};

use super::{Messenger, chat, deed::Deed, press::Press, psid};

impl Messenger {
    pub(super) fn presses(
        &mut self,
        person: &Person,
        key: &str,
        now: Timestamp,
    ) -> Result<Vec<Deed>, Refused> {
        let psid = psid(person);
        if key == chat::START {
            return Ok(vec![self.starts(&psid, None, now)?]);
        }
        let (choice, press) =
            self.find(person, key).ok_or_else(|| Refused::new("there is nothing to press by that key"))?;
        let deed = match press {
            Press::Nothing => return Ok(Vec::new()),
            Press::Postback(payload) => self.postback(person, &choice.title, &payload, now),
            Press::QuickReply(payload) => self.quick_reply(person, &choice.title, &payload, now),
            Press::PhoneNumber => {
                let number = format!("+{}", graph::phone(person));
                self.quick_reply(person, &number, &number, now)
            }
            Press::Email => {
                let address = graph::email(person);
                self.quick_reply(person, &address, &address, now)
            }
            Press::Write(text) => self.says(person, &text, None, now)?,
        };
        Ok(vec![deed])
    }

    /// A button above all that is seen. Nobody knows its title any more.
    pub(super) fn presses_old(&mut self, person: &Person, payload: &str, now: Timestamp) -> Deed {
        self.postback(person, payload, payload, now)
    }

    fn postback(&mut self, person: &Person, title: &str, payload: &str, now: Timestamp) -> Deed {
        let mid = self.mid(now);
        let postback = json!({ "mid": mid, "title": title, "payload": payload });
        Deed { fields: json!({ "postback": postback }), said: Some(said(person, &mid, title, now)) }
    }

    /// The phone number of the profile, which only a quick reply asks for.
    pub(super) fn sends_contact(&mut self, person: &Person, now: Timestamp) -> Result<Deed, Refused> {
        let thread = self.threads.get(&psid(person));
        let asked = thread.is_some_and(|thread| {
            let presses = thread.said.back().into_iter().flat_map(|said| &said.presses);
            presses.into_iter().any(|(_, press)| *press == Press::PhoneNumber)
        });
        if !asked {
            return Err(Refused::new(
                "on Messenger people send their number only if a quick reply asks for it",
            ));
        }
        let number = format!("+{}", graph::phone(person));
        Ok(self.quick_reply(person, &number, &number, now))
    }

    /// A quick reply is a message.
    fn quick_reply(&mut self, person: &Person, title: &str, payload: &str, now: Timestamp) -> Deed {
        let mid = self.mid(now);
        let message = json!({ "mid": mid, "text": title, "quick_reply": { "payload": payload } });
        Deed { fields: json!({ "message": message }), said: Some(said(person, &mid, title, now)) }
    }

    /// What that key is on, and what it means, if it can be seen.
    fn find(&self, person: &Person, key: &str) -> Option<(Choice, Press)> {
        let seen = self.chat(person, Timestamp::UNIX_EPOCH).composer;
        if let Some(command) = seen.commands.into_iter().find(|choice| choice.key == key) {
            let text = command.title.clone();
            return Some((command, Press::Write(text)));
        }
        let locale = chat::locale(&person.language);
        let of_profile = self.profile.menu(&locale).into_iter().chain(self.profile.ice_breakers(&locale));
        let is_seen = |choice: &Choice| seen.menu.contains(choice) || seen.ice_breakers.contains(choice);
        let found = of_profile.into_iter().find(|(choice, _)| choice.key == key && is_seen(choice));
        found.or_else(|| {
            let (_, choice, press) = self.threads.get(&psid(person))?.pressed(key)?;
            Some((choice.clone(), press.clone()))
        })
    }
}

/// What is pressed stands in the chat, as if it had been written.
fn said(person: &Person, mid: &str, title: &str, now: Timestamp) -> Said<Press> {
    let mut bubble = graph::bubble(person, mid, now);
    bubble.text = vec![Span::plain(title)];
    Said::new(bubble)
}
