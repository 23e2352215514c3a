//! What a person presses in WhatsApp.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    Person,
    act::Refused,
    graph,
    view::{Choice, Does, Span},
};

use super::{NUMBER, WhatsApp, deed::Deed, press::Press};

/// Where people are who are asked for their place.
const PLACE: (f64, f64) = (41.3874, 2.1686);

/// messages/interactive-reply-buttons-messages: how long the title of a button may be.
const TITLE: usize = 20;

impl WhatsApp {
    pub(super) fn presses(
        &mut self,
        person: &Person,
        key: &str,
        now: Timestamp,
    ) -> Result<Vec<Deed>, Refused> {
        let nothing = || Refused::new("there is nothing to press by that key");
        let Pressed { message, choice, press } = self.find(person, key).ok_or_else(nothing)?;
        let deed = match press {
            Press::Nothing => return Ok(Vec::new()),
            Press::Write(text) => self.says(person, &text, None, now)?,
            Press::Location => self.sends_location(person, PLACE.0, PLACE.1, Some(&message), now)?,
            Press::Contact => self.sends_contact(person, Some(&message), now),
            Press::Button(id) => self.replies(person, &message, &choice, &id, now),
            Press::Row(id) => {
                let mut row = json!({ "id": id, "title": choice.title });
                if let Some(description) = &choice.description {
                    row["description"] = description.as_str().into();
                }
                let reply = json!({ "type": "list_reply", "list_reply": row });
                self.answers(
                    person,
                    &message,
                    &choice,
                    json!({ "type": "interactive", "interactive": reply }),
                    now,
                )
            }
            Press::Template(payload) => {
                let button = json!({ "payload": payload, "text": choice.title });
                self.answers(person, &message, &choice, json!({ "type": "button", "button": button }), now)
            }
        };
        Ok(vec![deed])
    }

    /// A button above all that is seen: its message and its title are not known any more.
    pub(super) fn presses_old(&mut self, person: &Person, payload: &str, now: Timestamp) -> Deed {
        let title: String = payload.chars().take(TITLE).collect();
        let message = self.wamid(now);
        self.replies(person, &message, &Choice::new(String::new(), title, Does::Tell), payload, now)
    }

    fn replies(&mut self, person: &Person, message: &str, choice: &Choice, id: &str, now: Timestamp) -> Deed {
        let reply = json!({ "type": "button_reply", "button_reply": { "id": id, "title": choice.title } });
        self.answers(person, message, choice, json!({ "type": "interactive", "interactive": reply }), now)
    }

    /// What is pressed stands in the chat, below what it answers.
    fn answers(
        &mut self,
        person: &Person,
        answered: &str,
        choice: &Choice,
        mut message: Value,
        now: Timestamp,
    ) -> Deed {
        message["context"] = json!({ "from": NUMBER, "id": answered });
        let mut bubble = self.bubble(person, now);
        bubble.quotes = Some(answered.to_owned());
        bubble.text = vec![Span::plain(choice.title.as_str())];
        if let Some(description) = &choice.description {
            bubble.text.push(Span::plain(format!("\n{description}")));
        }
        Deed::seen(bubble, message)
    }

    /// What that key is on, and what it means, if it can be seen.
    fn find(&self, person: &Person, key: &str) -> Option<Pressed> {
        let composer = self.chat(person, Timestamp::UNIX_EPOCH).composer;
        let mut written = composer.ice_breakers.into_iter().chain(composer.commands);
        if let Some(choice) = written.find(|choice| choice.key == key) {
            let press = Press::Write(choice.title.clone());
            return Some(Pressed { message: String::new(), choice, press });
        }
        let (said, choice, press) = self.threads.get(&graph::phone(person))?.pressed(key)?;
        Some(Pressed { message: said.bubble.id.clone(), choice: choice.clone(), press: press.clone() })
    }
}

struct Pressed {
    /// The message that it is in.
    message: String,
    choice: Choice,
    press: Press,
}
