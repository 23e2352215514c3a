//! What a person says, sends and changes, as the page is told of it.
//!
//! Source: reference/webhook-events/…

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    Person,
    act::Refused,
    files::StoredFile,
    graph::{self, Said},
    view::{Attached, Span},
};

use super::{Messenger, attachments, press::Press, psid};

/// One thing that a person did: what the page is told, and what is seen of it.
pub(super) struct Deed {
    pub(super) fields: Value,
    pub(super) said: Option<Said<Press>>,
}

/// How much Messenger lets people write.
const TEXT: usize = 20_000;

impl Messenger {
    /// The button of a new chat, or a link to the page: an m.me link with a `ref`.
    pub(super) fn starts(&mut self, psid: &str, link: Option<&str>, now: Timestamp) -> Result<Deed, Refused> {
        let referral = link.map(referral).transpose()?;
        let is_new = self.threads.get(psid).is_none_or(|thread| thread.said.is_empty());
        let payload = self.profile.get_started().map(str::to_owned);
        match (payload, referral) {
            // In a chat that is there already, a link only tells that it was followed.
            (payload, Some(referral)) if !is_new || payload.is_none() => {
                Ok(Deed { fields: json!({ "referral": referral }), said: None })
            }
            (Some(payload), referral) => {
                let mid = self.mid(now);
                let mut postback = json!({ "mid": mid, "title": "Get started", "payload": payload });
                if let Some(referral) = referral {
                    postback["referral"] = referral;
                }
                Ok(Deed { fields: json!({ "postback": postback }), said: None })
            }
            (None, _) => Err(Refused::new(
                "the page has no Get Started button (property `get_started` of its profile): write something instead",
            )),
        }
    }

    pub(super) fn says(
        &mut self,
        person: &Person,
        text: &str,
        quotes: Option<&str>,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        if text.trim().is_empty() || text.chars().count() > TEXT {
            return Err(Refused::new(format!("on Messenger a message has 1 to {TEXT} characters")));
        }
        let mid = self.mid(now);
        let mut message = json!({ "mid": mid, "text": text });
        let mut bubble = graph::bubble(person, &mid, now);
        bubble.text = vec![Span::plain(text)];
        if let Some(quoted) = quotes {
            self.bubble(person, quoted)?;
            message["reply_to"] = json!({ "mid": quoted });
            bubble.quotes = Some(quoted.to_owned());
        }
        Ok(Deed { fields: json!({ "message": message }), said: Some(Said::new(bubble)) })
    }

    pub(super) fn sends_location(
        &mut self,
        person: &Person,
        latitude: f64,
        longitude: f64,
        now: Timestamp,
    ) -> Result<Deed, Refused> {
        if !(latitude.abs() <= 90.0 && longitude.abs() <= 180.0) {
            return Err(Refused::new("there is no such place on Earth"));
        }
        let payload = json!({ "coordinates": { "lat": latitude, "long": longitude } });
        let attachment =
            json!({ "type": "location", "title": format!("{}'s Location", person.name), "payload": payload });
        let seen = Attached::Location { latitude, longitude, name: None, address: None };
        Ok(self.attaches(person, &attachment, seen, now))
    }

    /// A file, and below it what is written, which is a message of its own.
    pub(super) fn sends_media(
        &mut self,
        person: &Person,
        kind: &str,
        file: StoredFile,
        caption: Option<&str>,
        now: Timestamp,
    ) -> Result<Vec<Deed>, Refused> {
        let wire = match kind {
            "image" | "video" | "audio" | "sticker" => kind,
            "document" => "file",
            _ => return Err(Refused::new(format!("Messenger sends no `{kind}`"))),
        };
        let caption = caption.map(|caption| self.says(person, caption, None, now)).transpose()?;
        let name = file.name.clone();
        let id = self.keep(file, now);
        let mut attachment = json!({ "type": wire, "payload": { "url": attachments::address(&id) } });
        if kind == "sticker" {
            attachment["payload"]["sticker_id"] = 369_239_263_222_822_u64.into(); // the thumb
        }
        let seen =
            Attached::File { media: kind.to_owned(), url: Some(format!("/files/{id}")), name: Some(name) };
        let sent = self.attaches(person, &attachment, seen, now);
        Ok([sent].into_iter().chain(caption).collect())
    }

    fn attaches(&mut self, person: &Person, attachment: &Value, seen: Attached, now: Timestamp) -> Deed {
        let mid = self.mid(now);
        let fields = json!({ "message": { "mid": mid, "attachments": [attachment] } });
        let mut bubble = graph::bubble(person, &mid, now);
        bubble.attached.push(seen);
        Deed { fields, said: Some(Said::new(bubble)) }
    }

    /// reference/webhook-events/message-reactions.
    pub(super) fn reacts(&mut self, psid: &str, mid: &str, emoji: Option<&str>) -> Result<Deed, Refused> {
        let said =
            self.threads.get_mut(psid).and_then(|thread| thread.find_mut(mid)).ok_or_else(no_bubble)?;
        let before = std::mem::take(&mut said.bubble.reactions).into_iter().next();
        let reaction = match (emoji, before) {
            (Some(emoji), _) => {
                said.bubble.reactions.push(emoji.to_owned());
                json!({ "mid": mid, "action": "react", "reaction": name_of(emoji), "emoji": emoji })
            }
            (None, Some(emoji)) => {
                json!({ "mid": mid, "action": "unreact", "reaction": name_of(&emoji), "emoji": emoji })
            }
            (None, None) => return Err(Refused::new("there is no emoji to take away")),
        };
        Ok(Deed { fields: json!({ "reaction": reaction }), said: None })
    }

    /// reference/webhook-events/message-edits.
    pub(super) fn edits(&mut self, person: &Person, mid: &str, text: &str) -> Result<Deed, Refused> {
        let thread = self.threads.get_mut(&psid(person));
        let said = thread.and_then(|thread| thread.find_mut(mid)).ok_or_else(no_bubble)?;
        if said.bubble.from.as_deref() != Some(&person.id)
            || said.bubble.text.is_empty()
            || text.trim().is_empty()
        {
            return Err(Refused::new("on Messenger people can change their own texts only"));
        }
        said.edits += 1;
        said.bubble.edited = true;
        said.bubble.text = vec![Span::plain(text)];
        let edit = json!({ "mid": mid, "text": text, "num_edit": said.edits });
        Ok(Deed { fields: json!({ "message_edit": edit }), said: None })
    }

    pub(super) fn mid(&mut self, now: Timestamp) -> String {
        format!("m_{}", self.ids.next(now))
    }

    fn bubble(&self, person: &Person, mid: &str) -> Result<&Said<Press>, Refused> {
        self.threads.get(&psid(person)).and_then(|thread| thread.find(mid)).ok_or_else(no_bubble)
    }
}

fn no_bubble() -> Refused {
    Refused::new("there is no such message")
}

/// discovery/m-me-links: the `ref` of a link has letters, digits, `-`, `_` and `=`.
fn referral(link: &str) -> Result<Value, Refused> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte);
    if link.is_empty() || link.len() > 2_083 || !link.bytes().all(fits) {
        return Err(Refused::new(format!(
            "the `ref` of an m.me link has letters, digits, `-`, `_` and `=` alone: `{link}`"
        )));
    }
    Ok(json!({ "ref": link, "source": "SHORTLINK", "type": "OPEN_THREAD" }))
}

fn name_of(emoji: &str) -> &'static str {
    match emoji {
        "👍" => "like",
        "👎" => "dislike",
        "❤" | "❤️" | "😍" => "love",
        "😆" | "😂" => "smile",
        "😮" => "wow",
        "😢" => "sad",
        "😠" => "angry",
        _ => "other",
    }
}
