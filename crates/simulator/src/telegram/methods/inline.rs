//! Answers to those who ask the bot elsewhere.

use std::{borrow::Cow, collections::BTreeSet};

use jiff::Timestamp;
use serde_json::Value;

use super::send::{caption, contact, needed, place, text};
use crate::telegram::{
    Telegram, call::Parameters, content::Content, keyboard::Markup, kind::Kind, queries::Offer,
    refusal::Refusal, text::Names,
};

impl Telegram {
    /// <https://core.telegram.org/bots/api#answerinlinequery>
    pub(super) fn answer_inline(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let results = with.objects("results", "inline query results")?;
        if !with.has("results") {
            return Err(Refusal::bad("can't parse inline query results: results are empty"));
        }
        if results.len() > 50 {
            return Err(Refusal::bad("RESULTS_TOO_MUCH"));
        }
        if with.text("next_offset").is_some_and(|offset| offset.len() > 64) {
            return Err(Refusal::bad("NEXT_OFFSET_INVALID"));
        }
        let mut ids = BTreeSet::new();
        let mut offers = Vec::new();
        for result in &results {
            let id = result.text("id").unwrap_or_default().into_owned();
            if !(1..=64).contains(&id.len()) {
                return Err(Refusal::bad("RESULT_ID_INVALID"));
            }
            if !ids.insert(id) {
                return Err(Refusal::bad("RESULT_ID_DUPLICATE"));
            }
            offers.push(self.offer(result)?);
        }
        let id = with.text("inline_query_id").unwrap_or_default();
        if !self.queries.answer_inline(&id, offers, now) {
            return Err(Refusal::bad("query is too old and response timeout expired or query ID is invalid"));
        }
        Ok(true.into())
    }

    fn offer(&mut self, result: &Parameters) -> Result<Offer, Refusal> {
        let kind = result.text("type").unwrap_or_default().into_owned();
        let instead = written_instead(result)?;
        let field = |field: &str| result.text(field).map(Cow::into_owned);
        let wrong = |what: &str| Refusal::bad(format!("can't parse inline query result: {what}"));
        let content = match (instead, kind.as_str()) {
            (Some(content), "article") => content,
            (None, "article") => return Err(wrong("Can't find field \"input_message_content\"")),
            (instead, "location" | "venue") => {
                let title = match kind.as_str() {
                    "venue" => Some((needed(result, "title")?, needed(result, "address")?)),
                    _ => None,
                };
                let location = Content::Location { place: place(result)?, title };
                instead.unwrap_or(location)
            }
            (instead, "contact") => instead.unwrap_or(Content::Contact(contact(result)?)),
            (instead, kind) => {
                let (kind, at) =
                    file_of(kind).ok_or_else(|| wrong("unsupported inline query result type"))?;
                let at = if result.has(at) { at.to_owned() } else { cached(at) };
                let file = self.take_file(kind, &at, result)?;
                instead.unwrap_or(Content::Media { file, caption: caption(result)? })
            }
        };
        let title = field("title").or_else(|| field("first_name"));
        if title.is_none()
            && ["article", "video", "audio", "voice", "document", "location"].contains(&kind.as_str())
        {
            return Err(wrong("Can't find field \"title\""));
        }
        Ok(Offer {
            title: title.unwrap_or(kind),
            description: field("description"),
            content,
            keyboard: Markup::inline(result)?,
        })
    }
}

/// What is sent in the place of the result itself.
fn written_instead(result: &Parameters) -> Result<Option<Content>, Refusal> {
    let Some(Value::Object(content)) = result.nested("input_message_content", "InputMessageContent")? else {
        return Ok(None);
    };
    let content = result.within(content);
    Ok(Some(if content.has("message_text") {
        Content::Text(text(&content, &Names::INLINE)?)
    } else if content.has("phone_number") {
        Content::Contact(contact(&content)?)
    } else if content.has("latitude") {
        Content::Location { place: place(&content)?, title: None }
    } else {
        return Err(Refusal::bad("input message content is not specified"));
    }))
}

/// What a result with a file shows, and which field holds it.
fn file_of(kind: &str) -> Option<(Kind, &'static str)> {
    Some(match kind {
        "photo" => (Kind::Photo, "photo_url"),
        "gif" => (Kind::Animation, "gif_url"),
        "mpeg4_gif" => (Kind::Animation, "mpeg4_url"),
        "video" => (Kind::Video, "video_url"),
        "audio" => (Kind::Audio, "audio_url"),
        "voice" => (Kind::Voice, "voice_url"),
        "document" => (Kind::Document, "document_url"),
        "sticker" => (Kind::Sticker, "sticker_file_id"),
        _ => return None,
    })
}

/// The field of a file that Telegram has already.
fn cached(field: &str) -> String {
    field.replace("_url", "_file_id")
}
