//! The wire types of a webhook, as far as they are read. Every field may be missing.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;
use tertulia_core::{Command, Edited, EventKind, Reaction};
use tertulia_graph::lenient;

use crate::{attachment, detail, opt_in::WireOptIn};

/// One element of `messaging` or `standby`.
#[derive(Deserialize)]
pub(crate) struct Item<'a> {
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) sender: Option<Party>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) recipient: Option<Party>,
    #[serde(default, deserialize_with = "lenient::integer")]
    pub(crate) timestamp: Option<i64>,
    #[serde(borrow, default, deserialize_with = "lenient::object")]
    pub(crate) message: Option<Message<'a>>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) postback: Option<Postback>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) referral: Option<Referral>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) template: Option<Choice>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) reaction: Option<WireReaction>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) message_edit: Option<MessageEdit>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) optin: Option<WireOptIn>,
    #[serde(borrow, default, deserialize_with = "lenient::object")]
    pub(crate) delivery: Option<Delivered<'a>>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) read: Option<Watermark>,
}

/// Who sent it. A guest of the chat plugin or checkbox has a `user_ref` instead of an id.
#[derive(Deserialize)]
pub(crate) struct Party {
    #[serde(default, deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) name: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Message<'a> {
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) mid: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    pub(crate) is_echo: bool,
    /// What the app that sent it put there, in an echo.
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) metadata: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    quick_reply: Option<Choice>,
    #[serde(borrow, default, deserialize_with = "lenient::list")]
    attachments: Vec<&'a RawValue>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) referral: Option<Referral>,
}

/// Something of ours that was chosen: a quick reply, a coupon.
#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) payload: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Postback {
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) mid: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) payload: Option<String>,
    #[serde(default, deserialize_with = "lenient::object")]
    pub(crate) referral: Option<Referral>,
}

/// The link, code or ad that led here.
#[derive(Deserialize)]
pub(crate) struct Referral {
    #[serde(default, rename = "ref", deserialize_with = "lenient::string")]
    pub(crate) value: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct WireReaction {
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) mid: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) action: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    emoji: Option<String>,
}

/// A message was changed.
#[derive(Deserialize)]
pub(crate) struct MessageEdit {
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) mid: Option<String>,
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) text: Option<String>,
}

/// These messages were delivered, and everything before that time.
#[derive(Deserialize)]
pub(crate) struct Delivered<'a> {
    #[serde(borrow, default, deserialize_with = "lenient::list")]
    pub(crate) mids: Vec<&'a RawValue>,
    #[serde(default, deserialize_with = "lenient::integer")]
    pub(crate) watermark: Option<i64>,
}

/// Everything before that time was read.
#[derive(Deserialize)]
pub(crate) struct Watermark {
    #[serde(default, deserialize_with = "lenient::integer")]
    pub(crate) watermark: Option<i64>,
}

/// One element of `changes`.
#[derive(Deserialize)]
pub(crate) struct Change {
    #[serde(default, deserialize_with = "lenient::string")]
    pub(crate) field: Option<String>,
}

impl Message<'_> {
    /// What kind of event the message is, if a person wrote it: that person.
    pub(crate) fn kind(&self, person: Option<&str>) -> EventKind {
        if let Some(payload) = self.quick_reply.as_ref().and_then(|reply| reply.payload.as_deref()) {
            let told = detail::read(payload, person);
            return told.unwrap_or_else(|| EventKind::Postback(payload.to_owned()));
        }
        if let Some(text) = &self.text {
            return EventKind::Text { text: text.clone(), command: Command::typed(text) };
        }
        match attachment::read(&self.attachments) {
            Some(sent) => EventKind::Attachments(sent),
            None => EventKind::Other("message".to_owned()),
        }
    }
}

impl WireReaction {
    /// What was done to which message, if that is told.
    pub(crate) fn read(&self) -> Option<Reaction> {
        let (mid, emoji) = (self.mid.clone()?, self.emoji.clone());
        match self.action.as_deref()? {
            "react" => Some(Reaction::added(mid, emoji)),
            "unreact" => Some(Reaction::removed(mid, emoji)),
            _ => None,
        }
    }
}

impl Item<'_> {
    /// The time up to which everything was delivered or read, if the element tells that.
    pub(crate) fn watermark(&self) -> Option<i64> {
        let delivered = self.delivery.as_ref().and_then(|delivery| delivery.watermark);
        delivered.or_else(|| self.read.as_ref()?.watermark)
    }

    /// What the person did, if it is none of what is said or pressed, and to which message.
    pub(crate) fn deed(&self) -> Option<(EventKind, Option<String>)> {
        if let Some(reaction) = self.reaction.as_ref().and_then(WireReaction::read) {
            let message_id = Some(reaction.message_id.clone());
            return Some((EventKind::Reaction(reaction), message_id));
        }
        if let Some(edit) = &self.message_edit {
            let text = edit.text.clone()?;
            return Some((EventKind::Edited(Edited::Text(text)), edit.mid.clone()));
        }
        Some((self.optin.as_ref()?.read(), None))
    }

    /// What Messenger calls this kind of element: the field that is not about who, whom and when.
    pub(crate) fn name(raw: &RawValue) -> Option<String> {
        const OF_ALL_KINDS: [&str; 4] = ["sender", "recipient", "timestamp", "prior_message"];
        let fields: BTreeMap<String, &RawValue> = lenient::read(raw)?;
        fields
            .into_iter()
            .find(|(name, value)| !OF_ALL_KINDS.contains(&name.as_str()) && value.get() != "null")
            .map(|(name, _)| name)
    }
}
