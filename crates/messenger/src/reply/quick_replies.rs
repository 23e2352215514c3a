//! Quick replies with what Messenger alone has.

use serde_json::{Value, json};
use tertulia_core::{Button, ButtonPayload, IntoMessage, Message, Native, Question, Wording};

use super::{Builder, counted, empty, said};
use crate::limits::CAPABILITIES;

/// A text with quick replies, which may have pictures, or tell who the person is. Elsewhere those that carry a payload are
/// ordinary ones, unless something else is given for there.
///
/// Limits: 13 in all, titles of 20 characters. They are gone with the next message, so say it last. Source:
/// [quick replies](https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies) of 2026-04-22.
#[derive(Clone, Debug, PartialEq)]
pub struct QuickReplies {
    text: Wording,
    replies: Vec<QuickReply>,
    elsewhere: Option<Message>,
}

#[derive(Clone, Debug, PartialEq)]
enum QuickReply {
    Postback { title: Wording, payload: Box<ButtonPayload>, image: Option<String> },
    Email,
    PhoneNumber,
}

impl QuickReplies {
    /// A text without quick replies yet.
    pub fn new(text: impl Into<Wording>) -> Self {
        Self { text: text.into(), replies: Vec::new(), elsewhere: None }
    }

    /// Adds one that carries a payload.
    #[must_use]
    pub fn postback(self, title: impl Into<Wording>, payload: impl Into<ButtonPayload>) -> Self {
        self.with(QuickReply::Postback {
            title: title.into(),
            payload: Box::new(payload.into()),
            image: None,
        })
    }

    /// Adds one that carries a payload and shows a picture before its title: at least 24 × 24 pixels.
    #[must_use]
    pub fn pictured(
        self,
        title: impl Into<Wording>,
        image: impl Into<String>,
        payload: impl Into<ButtonPayload>,
    ) -> Self {
        let image = Some(image.into());
        self.with(QuickReply::Postback { title: title.into(), payload: Box::new(payload.into()), image })
    }

    /// Adds one that tells the e-mail address of the person's profile. The answer is a text. If the profile has none,
    /// it is not shown.
    #[must_use]
    pub fn email(self) -> Self {
        self.with(QuickReply::Email)
    }

    /// Adds one that tells the phone number of the person's profile. The answer is a `contact` event. If the profile has
    /// none, it is not shown.
    #[must_use]
    pub fn phone_number(self) -> Self {
        self.with(QuickReply::PhoneNumber)
    }

    /// What is said on the other platforms.
    #[must_use]
    pub fn elsewhere(mut self, message: impl IntoMessage) -> Self {
        self.elsewhere = Some(message.into_message());
        self
    }

    fn with(mut self, reply: QuickReply) -> Self {
        self.replies.push(reply);
        self
    }

    fn anywhere(&self) -> Message {
        let button = |reply: &QuickReply| match reply {
            QuickReply::Postback { title, payload, .. } => {
                Some(Button::postback(title.clone(), ButtonPayload::clone(payload)))
            }
            QuickReply::Email | QuickReply::PhoneNumber => None,
        };
        let buttons: Vec<_> = self.replies.iter().filter_map(button).collect();
        let text = self.text.clone();
        let asks_for_phone = self.replies.iter().any(|reply| matches!(reply, QuickReply::PhoneNumber));
        match buttons.is_empty() {
            true if asks_for_phone => Message::ContactRequest(text),
            true => Message::Text(text),
            false => Message::QuickReplies(Question { text, buttons }),
        }
    }
}

impl QuickReply {
    fn write(self, native: &mut Native) -> Value {
        match self {
            Self::Postback { title, payload, image } => {
                let limits = CAPABILITIES.quick_replies.as_ref();
                let (longest, limit) = limits.map_or((0, 0), |it| (it.title, it.payload));
                let (title, payload) = (native.short_text(title, longest), native.payload(*payload, limit));
                let mut reply = json!({ "content_type": "text", "title": title, "payload": payload });
                if let Some(image) = image {
                    reply["image_url"] = image.into();
                }
                reply
            }
            Self::Email => json!({ "content_type": "user_email" }),
            Self::PhoneNumber => json!({ "content_type": "user_phone_number" }),
        }
    }
}

impl Builder for QuickReplies {
    fn fault(&self) -> Option<String> {
        let most = CAPABILITIES.quick_replies.as_ref().map_or(0, |limits| limits.count);
        counted("quick replies", self.replies.len(), 1, most)
    }

    fn message(self) -> Message {
        let elsewhere = self.elsewhere.clone().unwrap_or_else(|| self.anywhere());
        let mut native = empty();
        let text = native.text(self.text);
        let replies: Vec<_> = self.replies.into_iter().map(|reply| reply.write(&mut native)).collect();
        native.body.insert("message".to_owned(), json!({ "text": text, "quick_replies": replies }));
        said(native, Some(elsewhere))
    }
}
