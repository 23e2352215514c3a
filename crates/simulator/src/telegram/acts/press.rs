//! What people touch.

use serde_json::{Value, json};

use super::Here;
use crate::{
    act::Refused,
    telegram::{
        Telegram,
        content::{Content, Place},
        keyboard::{Does, Key, Request},
        methods::inline_message_id,
        phone::Touch,
        queries::Press,
    },
    world::Update,
};

/// Where people are when a key asks for it: in Rome.
const HERE: Place = Place { latitude: 41.8986, longitude: 12.4769 };

/// The message of a button that is no longer seen: the first one here is 1.
const OLD: i64 = 0;

impl Telegram {
    pub(super) fn press(&mut self, here: Here, key: &str) -> Result<Vec<Update>, Refused> {
        let gone = || Refused::new(format!("nothing here can be pressed that is called `{key}`"));
        match Touch::read(key).ok_or_else(gone)? {
            Touch::Start => self.start(here, None),
            Touch::Menu => Ok(Vec::new()),
            Touch::Command(name) => {
                let command = self.addressed(here, name);
                self.say(here, &command, None)
            }
            Touch::Offer(at) => self.choose(here, at).ok_or_else(gone),
            Touch::Option { message, option } => self.vote(here, message, option).ok_or_else(gone),
            Touch::Key { row, column } => {
                let keyboard = self.chats.get(&here.chat).and_then(|chat| chat.keyboard.as_ref());
                let found = keyboard.and_then(|keyboard| keyboard.rows.get(row)?.get(column)).cloned();
                self.press_key(here, &found.ok_or_else(gone)?)
            }
            Touch::Button { message, row, column } => {
                let found = self.chats.get(&here.chat).and_then(|chat| chat.message(message));
                let button = found.and_then(|it| it.keyboard.as_ref()?.0.get(row)?.get(column)).cloned();
                match button.ok_or_else(gone)?.does {
                    Does::Callback(data) => Ok(self.call_back(here, message, &data)),
                    Does::Nothing => Err(Refused::new("this button does nothing here")),
                    Does::Open(_) | Does::App(_) | Does::Copy(_) | Does::Ask(_) => Ok(Vec::new()),
                }
            }
        }
    }

    /// A button of a message that the bot cannot see any more: <https://core.telegram.org/bots/api#inaccessiblemessage>.
    pub(super) fn press_old(&mut self, here: Here, data: &str) -> Result<Vec<Update>, Refused> {
        if !(1..=64).contains(&data.len()) {
            return Err(Refused::new("a button carries 1 to 64 bytes on Telegram"));
        }
        // Who has an old button has written before, so the bot may write, too.
        let chat = self.chats.get_mut(&here.chat).map(|chat| {
            chat.open = true;
            chat.json(&self.directory)
        });
        let message = json!({ "chat": chat, "message_id": OLD, "date": 0 });
        Ok(self.pressed(here, ("message", message), data))
    }

    /// A key of the keyboard writes, or gives what it asks for.
    fn press_key(&mut self, here: Here, key: &Key) -> Result<Vec<Update>, Refused> {
        let content = match &key.request {
            None => return self.say(here, &key.text, None),
            Some(Request::Location) => Content::Location { place: HERE, title: None },
            Some(Request::Contact) => self.own_card(here.person),
            Some(Request::App(_)) => return Ok(Vec::new()),
            Some(Request::Other) => return Err(Refused::new("what this key asks for cannot be given here")),
        };
        if let Some(chat) = self.chats.get_mut(&here.chat) {
            chat.keyboard.take_if(|keyboard| keyboard.once);
        }
        Ok(self.tell(here, content, None))
    }

    /// <https://core.telegram.org/bots/api#callbackquery>
    fn call_back(&mut self, here: Here, message: i64, data: &str) -> Vec<Update> {
        let inline =
            self.chats.get(&here.chat).and_then(|chat| chat.message(message)).is_some_and(|it| it.inline);
        let place = if inline {
            ("inline_message_id", inline_message_id(here.chat, message).into())
        } else {
            ("message", self.shown(here.chat, message))
        };
        self.pressed(here, place, data)
    }

    fn pressed(&mut self, here: Here, (place, message): (&str, Value), data: &str) -> Vec<Update> {
        let id = self.numbers.other();
        self.queries.press(id.clone(), Press { chat: here.chat, person: here.person, at: here.now });
        let mut query = json!({
            "id": id,
            "from": self.directory.user(here.person),
            "chat_instance": (here.chat.unsigned_abs() * 7).to_string(),
            "data": data,
        });
        query[place] = message;
        self.update("callback_query", query).into_iter().collect()
    }

    /// Something is sent that the bot answered while it was asked: as the person's message, by way of the bot.
    fn choose(&mut self, here: Here, at: usize) -> Option<Vec<Update>> {
        let offer = self.queries.offers(here.chat, here.person).get(at)?.clone();
        self.queries.close(here.chat, here.person);
        let id = self.write(here.chat, here.person, offer.content, here.now, |message| {
            (message.inline, message.keyboard) = (true, offer.keyboard);
        });
        Some(self.told(here.chat, id, "message").into_iter().collect())
    }
}
