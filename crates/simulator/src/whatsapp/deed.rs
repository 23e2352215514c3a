//! What a person says, sends and changes, as the business is told of it.
//!
//! Source: webhooks/reference/messages/…

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    Person,
    act::Refused,
    files::StoredFile,
    graph::{self, Said},
    view::{Attached, Bubble},
};

use super::{NUMBER, WhatsApp, markup::spans, media, press::Press};

/// One thing that a person did: what the business is told, and what is seen of it.
pub(super) struct Deed {
    pub(super) wamid: String,
    pub(super) message: Value,
    pub(super) said: Option<Said<Press>>,
}

impl Deed {
    /// Something that is seen in the chat.
    pub(super) fn seen(bubble: Bubble, message: Value) -> Self {
        Self { wamid: bubble.id.clone(), message, said: Some(Said::new(bubble)) }
    }
}

/// How much WhatsApp lets people write.
const TEXT: usize = 65_536;

impl WhatsApp {
    /// An ad or post with a button that leads here. Links to the number carry no value: they write a text for the person to
    /// send, which is `/start` without a value.
    pub(super) fn starts(
        &mut self,
        person: &Person,
        link: Option<&str>,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        let Some(link) = link.filter(|link| !link.is_empty()) else {
            return self.says(person, "/start", None, now);
        };
        let mut deed = self.says(person, "Hello! Can I get more info on this?", None, now)?;
        deed.message["referral"] = json!({
            "source_url": "https://fb.me/3cr4Wqqkv",
            "source_id": link,
            "source_type": "ad",
            "headline": "Chat with us",
            "body": "Write to us.",
            "media_type": "image",
            "image_url": "https://example.com/ad.jpg",
            "ctwa_clid": format!("click-{link}"),
        });
        Ok(deed)
    }

    pub(super) fn says(
        &mut self,
        person: &Person,
        text: &str,
        quotes: Option<&str>,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        if text.trim().is_empty() || text.chars().count() > TEXT {
            return Err(Refused::new(format!("on WhatsApp a message has 1 to {TEXT} characters")));
        }
        let mut message = json!({ "type": "text", "text": { "body": text } });
        if let Some(quoted) = quotes {
            message["context"] = self.context(person, quoted)?;
        }
        let mut bubble = self.bubble(person, now);
        bubble.text = spans(text);
        bubble.quotes = quotes.map(str::to_owned);
        Ok(Deed::seen(bubble, message))
    }

    pub(super) fn sends_location(
        &mut self,
        person: &Person,
        latitude: f64,
        longitude: f64,
        asked_by: Option<&str>,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        if !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0) {
            return Err(Refused::new("there is no such place on Earth"));
        }
        let place = json!({ "latitude": latitude, "longitude": longitude });
        let message = json!({ "type": "location", "location": place });
        let seen = Attached::Location { latitude, longitude, name: None, address: None };
        Ok(self.attaches(person, message, seen, asked_by, now))
    }

    pub(super) fn sends_contact(&mut self, person: &Person, asked_by: Option<&str>, now: Timestamp) -> Deed {
        let wa_id = graph::phone(person);
        let phone = format!("+{wa_id}");
        let mut card = json!({
            "name": { "formatted_name": person.name, "first_name": person.name },
            "phones": [{ "phone": phone, "wa_id": wa_id, "type": "MOBILE" }],
        });
        if asked_by.is_some() {
            card["origin"] = "contact_request".into();
        }
        let message = json!({ "type": "contacts", "contacts": [card] });
        let seen = Attached::Contact { name: person.name.clone(), phone };
        self.attaches(person, message, seen, asked_by, now)
    }

    pub(super) fn sends_media(
        &mut self,
        person: &Person,
        kind: &str,
        file: StoredFile,
        caption: Option<&str>,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        if !["image", "video", "audio", "document", "sticker"].contains(&kind) {
            return Err(Refused::new(format!("WhatsApp sends no `{kind}`")));
        }
        if caption.is_some() && ["audio", "sticker"].contains(&kind) {
            return Err(Refused::new("on WhatsApp nothing is written below sounds and stickers"));
        }
        let id = self.keep(file.clone(), now);
        let mut content = media::described(&id, &file);
        let name = file.name;
        if let Some(caption) = caption {
            content["caption"] = caption.into();
        }
        match kind {
            "document" => content["filename"] = name.as_str().into(),
            "audio" => content["voice"] = false.into(),
            "sticker" => content["animated"] = false.into(),
            _ => {}
        }
        let mut message = json!({ "type": kind });
        message[kind] = content;
        let seen =
            Attached::File { media: kind.to_owned(), url: Some(format!("/files/{id}")), name: Some(name) };
        let mut deed = self.attaches(person, message, seen, None, now);
        if let Some(said) = &mut deed.said {
            said.bubble.text = caption.map(spans).unwrap_or_default();
        }
        Ok(deed)
    }

    fn attaches(
        &mut self,
        person: &Person,
        mut message: Value,
        seen: Attached,
        asked_by: Option<&str>,
        now: Timestamp,
    ) -> Deed {
        if let Some(asked_by) = asked_by {
            message["context"] = json!({ "from": NUMBER, "id": asked_by });
        }
        let mut bubble = self.bubble(person, now);
        bubble.attached.push(seen);
        Deed::seen(bubble, message)
    }

    /// An empty emoji takes it away.
    pub(super) fn reacts(
        &mut self,
        person: &Person,
        id: &str,
        emoji: Option<&str>,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        let thread = self.threads.get_mut(&graph::phone(person));
        let said = thread.and_then(|thread| thread.find_mut(id)).ok_or_else(no_bubble)?;
        if emoji.is_none() && said.bubble.reactions.is_empty() {
            return Err(Refused::new("there is no emoji to take away"));
        }
        said.bubble.reactions = emoji.map(str::to_owned).into_iter().collect();
        let reaction = json!({ "message_id": id, "emoji": emoji.unwrap_or_default() });
        let message = json!({ "type": "reaction", "reaction": reaction });
        Ok(Deed { wamid: self.wamid(now), message, said: None })
    }

    /// webhooks/reference/messages/edit, 2025-12-03.
    pub(super) fn edits(
        &mut self,
        person: &Person,
        id: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        let thread = self.threads.get_mut(&graph::phone(person));
        let said = thread.and_then(|thread| thread.find_mut(id)).ok_or_else(no_bubble)?;
        let bubble = &mut said.bubble;
        if bubble.from.as_deref() != Some(&person.id) || bubble.text.is_empty() || text.trim().is_empty() {
            return Err(Refused::new("on WhatsApp people can change their own texts only"));
        }
        bubble.edited = true;
        bubble.text = spans(text);
        let now_says = json!({ "type": "text", "text": { "body": text } });
        let edit = json!({ "original_message_id": id, "message": now_says });
        Ok(Deed { wamid: self.wamid(now), message: json!({ "type": "edit", "edit": edit }), said: None })
    }

    pub(super) fn bubble(&mut self, person: &Person, now: Timestamp) -> Bubble {
        let wamid = self.wamid(now);
        graph::bubble(person, &wamid, now)
    }

    /// The message that is answered, and who wrote it.
    fn context(&self, person: &Person, id: &str) -> Result<Value, Refused> {
        let thread = self.threads.get(&graph::phone(person));
        let said = thread.and_then(|thread| thread.find(id)).ok_or_else(no_bubble)?;
        let from = if said.bubble.from.is_some() { graph::phone(person) } else { NUMBER.to_owned() };
        Ok(json!({ "from": from, "id": id }))
    }
}

fn no_bubble() -> Refused {
    Refused::new("there is no such message")
}
