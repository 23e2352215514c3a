//! Messages that change: <https://core.telegram.org/bots/api#updating-messages>.

use jiff::Timestamp;
use serde_json::Value;

use super::send::{caption, text};
use crate::telegram::{
    Telegram, call::Parameters, content::Content, keyboard::Markup, kind::Kind, message::Message,
    refusal::Refusal, text::Names,
};

/// A message that may be changed.
struct Place {
    chat: i64,
    message: i64,
    /// Whether it was named as one that a person chose among the bot's answers.
    inline: bool,
}

impl Telegram {
    pub(super) fn edit_text(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        if with.has("rich_message") {
            return Err(Refusal::bad("the simulator knows no rich messages"));
        }
        let place = self.editable(with)?;
        let text = text(with, &Names::TEXT)?;
        if !matches!(self.content(&place), Some(Content::Text(_))) {
            return Err(Refusal::bad("there is no text in the message to edit"));
        }
        self.change(&place, Some(Content::Text(text)), with, now)
    }

    pub(super) fn edit_caption(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let place = self.editable(with)?;
        let Some(Content::Media { file, .. }) = self.content(&place).cloned() else {
            return Err(Refusal::bad("there is no caption in the message to edit"));
        };
        self.change(&place, Some(Content::Media { file, caption: caption(with)? }), with, now)
    }

    pub(super) fn edit_media(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let place = self.editable(with)?;
        let Some(Value::Object(media)) = with.nested("media", "InputMedia")? else {
            return Err(Refusal::bad("can't parse InputMedia: InputMedia must be an Object"));
        };
        let media = with.within(media);
        let kind = Kind::of(&media.text("type").unwrap_or_default()).filter(|kind| {
            matches!(kind, Kind::Photo | Kind::Video | Kind::Animation | Kind::Audio | Kind::Document)
        });
        let kind = kind.ok_or_else(|| Refusal::bad("can't parse InputMedia: unsupported type specified"))?;
        if !matches!(self.content(&place), Some(Content::Media { .. } | Content::Text(_))) {
            return Err(Refusal::bad("message can't be edited"));
        }
        let content =
            Content::Media { file: self.take_file(kind, "media", &media)?, caption: caption(&media)? };
        self.change(&place, Some(content), with, now)
    }

    pub(super) fn edit_keyboard(&mut self, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let place = self.editable(with)?;
        self.change(&place, None, with, now)
    }

    fn change(
        &mut self,
        place: &Place,
        content: Option<Content>,
        with: &Parameters,
        now: Timestamp,
    ) -> Result<Value, Refusal> {
        let keyboard = Markup::inline(with)?;
        let gone = || Refusal::bad("message to edit not found");
        let message = self.chat_mut(place.chat).message_mut(place.message).ok_or_else(gone)?;
        let same = content.as_ref().is_none_or(|content| message.content.is_same(content));
        if same && message.keyboard == keyboard {
            return Err(Refusal::bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a \
                 current content and reply markup of the message",
            ));
        }
        if let Some(content) = content {
            (message.content, message.edited) = (content, Some(now));
        }
        message.keyboard = keyboard;
        Ok(if place.inline { true.into() } else { self.shown(place.chat, place.message) })
    }

    fn content(&self, place: &Place) -> Option<&Content> {
        self.chats.get(&place.chat)?.message(place.message).map(|message| &message.content)
    }

    fn editable(&self, with: &Parameters) -> Result<Place, Refusal> {
        if let Some(id) = with.text("inline_message_id") {
            let found = inline_message(&id).filter(|(chat, message)| {
                let message = self.chats.get(chat).and_then(|chat| chat.message(*message));
                message.is_some_and(|message| message.inline)
            });
            let (chat, message) = found.ok_or_else(|| Refusal::bad("MESSAGE_ID_INVALID"))?;
            return Ok(Place { chat, message, inline: true });
        }
        let chat = self.reach(with)?;
        let id = self.message_of(chat, with, "message to edit")?;
        let bot = self.directory.bot();
        let can = |message: &Message| message.from == bot && !message.fixed && message.origin.is_none();
        let found = self.chats.get(&chat).and_then(|chat| chat.message(id));
        if !found.is_some_and(can) {
            return Err(Refusal::bad("message can't be edited"));
        }
        Ok(Place { chat, message: id, inline: false })
    }
}

/// How a message is named that a person chose among the bot's answers.
pub(in crate::telegram) fn inline_message_id(chat: i64, message: i64) -> String {
    format!("inline.{chat}.{message}")
}

fn inline_message(id: &str) -> Option<(i64, i64)> {
    let (chat, message) = id.strip_prefix("inline.")?.split_once('.')?;
    Some((chat.parse().ok()?, message.parse().ok()?))
}
