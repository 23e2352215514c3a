//! What stands below the messages.

use super::Touch;
use crate::{
    Person,
    telegram::{
        Telegram,
        chat::Chat,
        keyboard::{Key, ReplyKeyboard, Request},
    },
    view::{Choice, Composer, Does, Keyboard},
};

impl Telegram {
    pub(super) fn composer(&self, chat: &Chat, id: i64, person: &Person) -> Composer {
        let language = person.language.get(..2).unwrap_or_default();
        let new = chat.messages.is_empty() && !chat.is_group();
        let scopes: &[&str] = match chat.is_group() {
            true => &["all_group_chats", "default"],
            false => &["all_private_chats", "default"],
        };
        let narrow = format!("chat {}", chat.id);
        let scopes: Vec<&str> = std::iter::once(narrow.as_str()).chain(scopes.iter().copied()).collect();
        let commands = self.profile.offered(&scopes, language).iter().map(|command| Choice {
            description: Some(command.description.clone()),
            ..choice(&Touch::Command(&command.name), &format!("/{}", command.name), Does::Write)
        });
        let offers = self.queries.offers(chat.id, id).iter().enumerate().map(|(at, offer)| Choice {
            description: offer.description.clone(),
            ..choice(&Touch::Offer(at), &offer.title, Does::Write)
        });
        let keyboard = chat.keyboard.as_ref();
        let asked = chat.asked.as_ref().and_then(Option::as_ref);
        let placeholder = asked.or_else(|| keyboard.and_then(|keyboard| keyboard.placeholder.as_ref()));
        let closed = chat.closed.then_some(match chat.is_group() {
            true => "The bot is not in this group.",
            false => "You have blocked this bot.",
        });
        Composer {
            start: new.then(|| choice(&Touch::Start, "Start", Does::Tell)),
            greeting: self.profile.text("description", language).filter(|_| new).map(ToOwned::to_owned),
            keyboard: keyboard.map(keys),
            menu: self.menu(chat.id).into_iter().collect(),
            commands: commands.collect(),
            results: offers.collect(),
            placeholder: placeholder.cloned(),
            closed: closed.map(ToOwned::to_owned),
            ..Composer::default()
        }
    }

    /// The button of a web app, in the place of the commands.
    fn menu(&self, chat: i64) -> Option<Choice> {
        let menu = self.profile.menu(chat);
        let url = menu.pointer("/web_app/url")?.as_str()?.to_owned();
        Some(choice(&Touch::Menu, menu.get("text")?.as_str()?, Does::Open { url }))
    }
}

fn keys(keyboard: &ReplyKeyboard) -> Keyboard {
    let key = |row: usize, column: usize, key: &Key| {
        let does = match &key.request {
            None => Does::Write,
            Some(Request::Location) => Does::ShareLocation,
            Some(Request::Contact) => Does::ShareContact,
            Some(Request::App(url)) => Does::Open { url: url.clone() },
            Some(Request::Other) => Does::Tell,
        };
        Choice { style: key.style.clone(), ..choice(&Touch::Key { row, column }, &key.text, does) }
    };
    let row = |(row, keys): (usize, &Vec<Key>)| {
        keys.iter().enumerate().map(|(column, it)| key(row, column, it)).collect()
    };
    Keyboard { rows: keyboard.rows.iter().enumerate().map(row).collect(), once: keyboard.once }
}

fn choice(touch: &Touch<'_>, title: &str, does: Does) -> Choice {
    Choice { key: touch.key(), title: title.to_owned(), description: None, does, style: None }
}
