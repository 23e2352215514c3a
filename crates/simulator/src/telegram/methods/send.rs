//! Messages of the bot.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::telegram::{
    Telegram,
    call::Parameters,
    content::{Contact, Content, Place},
    keyboard::{Does, Markup, Request},
    kind::Kind,
    poll::Poll,
    refusal::Refusal,
    text::{Formatted, Names},
};

/// Limits in characters, after the styles were read.
const TEXT: usize = 4096;
const CAPTION: usize = 1024;

impl Telegram {
    pub(super) fn send_text(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let text = text(with, &Names::TEXT)?;
        self.post(Content::Text(text), with, now)
    }

    pub(super) fn send_file(
        &mut self,
        kind: Kind,
        with: &Parameters,
        now: Timestamp,
    ) -> Result<Value, Refusal> {
        self.reach(with)?;
        let caption = match kind {
            Kind::Sticker | Kind::VideoNote => Formatted::default(),
            _ => caption(with)?,
        };
        let file = self.take_file(kind, kind.field(), with)?;
        self.post(Content::Media { file, caption }, with, now)
    }

    pub(super) fn send_location(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let place = place(with)?;
        let lives = |seconds: &i64| (60..=86_400).contains(seconds) || *seconds == 0x7FFF_FFFF;
        if with.integer("live_period").is_some_and(|seconds| seconds != 0 && !lives(&seconds)) {
            return Err(Refusal::bad("wrong live location period specified"));
        }
        self.post(Content::Location { place, title: None }, with, now)
    }

    pub(super) fn send_venue(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let place = place(with)?;
        let title = Some((needed(with, "title")?, needed(with, "address")?));
        self.post(Content::Location { place, title }, with, now)
    }

    pub(super) fn send_contact(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        self.post(Content::Contact(contact(with)?), with, now)
    }

    pub(super) fn send_poll(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let mut poll = Poll::read(with)?;
        poll.id = self.numbers.other();
        self.post(Content::Poll(poll), with, now)
    }

    /// What it shows is no chance here: it follows from how many messages there are.
    pub(super) fn send_dice(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let emoji = with.text("emoji").unwrap_or(Cow::Borrowed("🎲")).into_owned();
        let sides = match emoji.as_str() {
            "🎲" | "🎯" | "🎳" => 6,
            "🏀" | "⚽" => 5,
            "🎰" => 64,
            _ => return Err(Refusal::bad("invalid dice emoji specified")),
        };
        let chat = self.reach(with)?;
        let messages = self.chats.get(&chat).map_or(0, |chat| chat.messages.len());
        let value = u8::try_from(messages % sides).unwrap_or_default() + 1;
        self.post(Content::Dice { emoji, value }, with, now)
    }

    /// <https://core.telegram.org/bots/api#copymessage>
    pub(super) fn copy(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let (from, id) = self.original(with, "message to copy")?;
        let original = self.chats.get(&from).and_then(|chat| chat.message(id));
        let mut content = original.map(|message| message.content.clone());
        if let Some(Content::Media { caption: shown, .. }) = &mut content
            && with.has("caption")
        {
            *shown = caption(with)?;
        }
        let message = match content {
            Some(content) if !content.is_service() => self.post(content, with, now)?,
            _ => return Err(Refusal::bad("message can't be copied")),
        };
        Ok(json!({ "message_id": message["message_id"] }))
    }

    pub(super) fn forward(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let (from, id) = self.original(with, "message to forward")?;
        let original = self.chats.get(&from).and_then(|chat| chat.message(id)).cloned();
        let Some(original) = original.filter(|message| !message.content.is_service()) else {
            return Err(Refusal::bad("message can't be forwarded"));
        };
        let chat = self.reach(with)?;
        let bot = self.directory.bot();
        let origin = original.origin.or(Some((original.from, original.at)));
        let id = self.write(chat, bot, original.content, now, |message| message.origin = origin);
        Ok(self.shown(chat, id))
    }

    fn original(&self, with: &Parameters, what: &str) -> Result<(i64, i64), Refusal> {
        let from = self.reach_by("from_chat_id", with)?;
        Ok((from, self.message_of(from, with, what)?))
    }

    /// The bot writes something, with what every such call may have.
    fn post(&mut self, content: Content, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        if with.has("ephemeral_message_parameters") {
            return Err(Refusal::bad("the simulator knows no ephemeral messages"));
        }
        let markup = Markup::read(with)?;
        let chat = self.reach(with)?;
        let quotes = self.quoted(chat, with)?;
        if chat < 0 {
            private_only(&markup, with)?;
        }
        let bot = self.directory.bot();
        let (inline, fixed) = match &markup {
            Markup::Inline(keyboard) => (Some(keyboard.clone()), false),
            other => (None, *other != Markup::None),
        };
        let id = self.write(chat, bot, content, now, |message| {
            (message.keyboard, message.fixed, message.quotes) = (inline, fixed, quotes);
        });
        let place = self.chat_mut(chat);
        place.busy = None;
        match markup {
            Markup::None | Markup::Inline(_) => {}
            Markup::Reply(keyboard) => (place.keyboard, place.asked) = (Some(keyboard), None),
            Markup::Remove => (place.keyboard, place.asked) = (None, None),
            Markup::Force(placeholder) => place.asked = Some(placeholder),
        }
        Ok(self.shown(chat, id))
    }
}

/// What a group does not have.
fn private_only(markup: &Markup, with: &Parameters) -> Result<(), Refusal> {
    if with.has("message_effect_id") {
        return Err(Refusal::bad("can't use message effects in the chat"));
    }
    match markup {
        Markup::Inline(keyboard) if keyboard.0.iter().flatten().any(|it| matches!(it.does, Does::App(_))) => {
            Err(Refusal::bad("BUTTON_TYPE_INVALID"))
        }
        Markup::Reply(keyboard) => {
            match keyboard.rows.iter().flatten().find_map(|key| key.request.as_ref()) {
                Some(Request::Contact) => {
                    Err(Refusal::bad("phone number can be requested in private chats only"))
                }
                Some(Request::Location) => {
                    Err(Refusal::bad("location can be requested in private chats only"))
                }
                Some(Request::App(_)) => {
                    Err(Refusal::bad("web App buttons can be used in private chats only"))
                }
                Some(Request::Other) => {
                    Err(Refusal::bad("chats and users can be requested in private chats only"))
                }
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// A text that has to be there.
pub(super) fn text(with: &Parameters, names: &Names) -> Result<Formatted, Refusal> {
    let text = Formatted::read(with, names)?;
    match text.length() {
        0 => Err(Refusal::bad("message text is empty")),
        length if length > TEXT => Err(Refusal::bad("message is too long")),
        _ => Ok(text),
    }
}

pub(super) fn caption(with: &Parameters) -> Result<Formatted, Refusal> {
    let caption = Formatted::read(with, &Names::CAPTION)?;
    if caption.length() > CAPTION {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(caption)
}

pub(super) fn place(with: &Parameters) -> Result<Place, Refusal> {
    let degrees = |field: &str| with.number(field).ok_or_else(|| Refusal::bad(format!("{field} is empty")));
    let place = Place { latitude: degrees("latitude")?, longitude: degrees("longitude")? };
    if place.is_on_earth() { Ok(place) } else { Err(Refusal::bad("wrong location specified")) }
}

pub(super) fn contact(with: &Parameters) -> Result<Contact, Refusal> {
    let vcard = with.text("vcard").map(Cow::into_owned);
    if vcard.as_ref().is_some_and(|card| card.len() > 2048) {
        return Err(Refusal::bad("vCard is too long"));
    }
    Ok(Contact {
        phone: needed(with, "phone_number")?,
        first_name: needed(with, "first_name")?,
        last_name: with.text("last_name").map(Cow::into_owned),
        vcard,
        user: None,
    })
}

pub(super) fn needed(with: &Parameters, field: &str) -> Result<String, Refusal> {
    let text = with.text(field).map(Cow::into_owned);
    text.ok_or_else(|| Refusal::bad(format!("{} is empty", field.replace('_', " "))))
}
