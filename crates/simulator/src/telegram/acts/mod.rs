//! What people do, and what the bot is told of it.

mod ask;
mod change;
mod membership;
mod press;
mod say;
mod vote;

use jiff::Timestamp;

use super::{
    Telegram,
    chat::{Chat, GROUP},
    content::{Contact, Content, Place},
};
use crate::{
    Person,
    act::{Act, Refused},
    world::Update,
};

/// Who does something, where and when.
#[derive(Clone, Copy)]
struct Here {
    person: i64,
    chat: i64,
    now: Timestamp,
}

impl Telegram {
    pub(super) fn done(
        &mut self,
        person: &Person,
        chat: Option<&str>,
        act: &Act,
        now: Timestamp,
    ) -> Result<Vec<Update>, Refused> {
        let person = self.directory.meet(person);
        let here = Here { person, chat: place(person, chat)?, now };
        let known = self.chats.contains_key(&here.chat);
        let mut updates = self.enter(here);
        match self.act_here(here, act) {
            Ok(more) => updates.extend(more),
            Err(refused) => {
                // Who could not do anything there has not come.
                if !known {
                    self.chats.remove(&here.chat);
                }
                return Err(refused);
            }
        }
        Ok(updates)
    }

    fn act_here(&mut self, here: Here, act: &Act) -> Result<Vec<Update>, Refused> {
        match act {
            Act::Block => return self.close(here),
            Act::Unblock => return self.reopen(here),
            _ => self.look(here)?,
        }
        let chosen = matches!(act, Act::Press { key } if key.starts_with("result:"));
        if !chosen {
            self.queries.close(here.chat, here.person);
        }
        match act {
            Act::Start { link } => self.start(here, link.as_deref()),
            Act::Say { text, quotes } => self.say(here, text, quotes.as_deref()),
            Act::Press { key } => self.press(here, key),
            Act::PressOld { payload } => self.press_old(here, payload),
            Act::SendLocation { latitude, longitude } => {
                let place = Place { latitude: *latitude, longitude: *longitude };
                if !place.is_on_earth() {
                    return Err(Refused::new("there is no such place on Earth"));
                }
                Ok(self.tell(here, Content::Location { place, title: None }, None))
            }
            Act::SendContact => Ok(self.tell(here, self.own_card(here.person), None)),
            Act::SendMedia { kind, name, caption } => self.send_media(here, kind, name, caption.as_deref()),
            Act::SendFile { kind, file, caption } => self.send_own_file(here, kind, file, caption.as_deref()),
            Act::React { bubble, emoji } => self.put_reaction(here, bubble, emoji.as_deref()),
            Act::Edit { bubble, text } => self.rewrite(here, bubble, text),
            Act::Ask { query } => self.ask(here, query),
            // The bot is not told who read what. The others were done above.
            Act::Read | Act::Block | Act::Unblock => Ok(Vec::new()),
        }
    }

    /// The person looks at the chat, closes what stands over it, and has read everything.
    fn look(&mut self, here: Here) -> Result<(), Refused> {
        let chat = self.chats.entry(here.chat).or_insert_with(|| Chat::new(here.chat));
        if chat.closed {
            let why = if chat.is_group() { "the bot is not in the group" } else { "the bot is blocked" };
            return Err(Refused::new(format!("{why}: unblock it first")));
        }
        chat.notices.remove(&here.person);
        chat.read = chat.messages.last().map_or(0, |message| message.id);
        Ok(())
    }

    /// The person's message, which the bot is told of if it may see it.
    fn tell(&mut self, here: Here, content: Content, quotes: Option<i64>) -> Vec<Update> {
        let id = self.write(here.chat, here.person, content, here.now, |message| message.quotes = quotes);
        if let Some(chat) = self.chats.get_mut(&here.chat) {
            chat.asked = None;
            chat.read = id;
        }
        self.told(here.chat, id, "message").into_iter().collect()
    }

    /// The update that tells of a message.
    fn told(&mut self, chat: i64, message: i64, kind: &str) -> Option<Update> {
        let place = self.chats.get(&chat)?;
        let message = place.message(message).filter(|message| self.sees(place, message))?;
        let about = message.json(place, &self.directory);
        self.update(kind, about)
    }

    fn own_card(&self, person: i64) -> Content {
        Content::Contact(Contact {
            phone: self.directory.phone(person),
            first_name: self.directory.person(person).map(|person| person.name.clone()).unwrap_or_default(),
            last_name: None,
            vcard: None,
            user: Some(person),
        })
    }
}

/// The chat that a name means.
fn place(person: i64, chat: Option<&str>) -> Result<i64, Refused> {
    match chat {
        None => Ok(person),
        Some("group") => Ok(GROUP),
        Some(name) => {
            let id = name.parse().ok().filter(|id| [person, GROUP].contains(id));
            id.ok_or_else(|| {
                Refused::new(format!("there is no chat `{name}`: there are `group` and the private chat"))
            })
        }
    }
}
