//! What happened in one element of `messaging` or `standby`.

use serde_json::value::RawValue;
use tertulia_core::{Dedupe, EventKind};

use crate::{
    ECHO,
    item::{Item, Message, Postback, Referral},
    key::Keys,
    receipt,
};

/// What happened, before it is known to whom.
pub(crate) struct Happening {
    pub(crate) kind: EventKind,
    pub(crate) deep_link: Option<String>,
    pub(crate) message_id: Option<String>,
    pub(crate) dedupe: Dedupe,
    /// Whether the page itself said it.
    pub(crate) echo: bool,
}

impl Happening {
    /// `by_page` tells that the page is named as the sender.
    pub(crate) fn read(
        item: &Item<'_>,
        raw: &RawValue,
        keys: &Keys<'_>,
        by_page: bool,
    ) -> Result<Self, String> {
        if let Some(message) = &item.message {
            return Ok(if message.is_echo || by_page {
                Self::echo(message, keys)
            } else {
                Self::message(message, item, keys)
            });
        }
        if let Some(postback) = &item.postback {
            return Ok(Self::postback(postback, item, keys));
        }
        if let Some(payload) = item.template.as_ref().and_then(|template| template.payload.clone()) {
            return Ok(Self::new(EventKind::Postback(payload), keys.of_content("template")));
        }
        if item.referral.is_some() {
            let referral = Self::new(EventKind::Referral, keys.of_content("referral"));
            return Ok(Self { deep_link: link(&item.referral), ..referral });
        }
        Self::other(item, raw, keys)
    }

    fn new(kind: EventKind, dedupe: Dedupe) -> Self {
        Self { kind, deep_link: None, message_id: None, dedupe, echo: false }
    }

    fn echo(message: &Message<'_>, keys: &Keys<'_>) -> Self {
        let dedupe = message.mid.as_ref().map_or_else(|| keys.of_content(ECHO), |mid| keys.of_id(ECHO, mid));
        let ours = receipt::is_ours(message);
        let kind = if ours { EventKind::Other(ECHO.to_owned()) } else { EventKind::Takeover };
        let echo = Self::new(kind, dedupe);
        // Without the message's id: what is the newest message of a chat is the person's.
        Self { echo: true, ..echo }
    }

    fn message(message: &Message<'_>, item: &Item<'_>, keys: &Keys<'_>) -> Self {
        const NAME: &str = "message";
        let person = item.sender.as_ref().and_then(|sender| sender.id.as_deref());
        Self {
            kind: message.kind(person),
            deep_link: link(&message.referral).or_else(|| link(&item.referral)),
            message_id: message.mid.clone(),
            dedupe: match &message.mid {
                Some(mid) => keys.of_id(NAME, mid),
                None => keys.of_content(NAME),
            },
            echo: false,
        }
    }

    fn postback(postback: &Postback, item: &Item<'_>, keys: &Keys<'_>) -> Self {
        const NAME: &str = "postback";
        let payload = postback.payload.as_deref();
        Self {
            // A press without payload is none of ours, but somebody waits for an answer to it.
            kind: match payload {
                Some(payload) => EventKind::Postback(payload.to_owned()),
                None => EventKind::OtherMessage(NAME.to_owned()),
            },
            deep_link: link(&postback.referral).or_else(|| link(&item.referral)),
            message_id: postback.mid.clone(),
            dedupe: match &postback.mid {
                Some(mid) => keys.of_id(NAME, mid),
                None => keys.of_moment(NAME, &[payload.unwrap_or_default()]),
            },
            echo: false,
        }
    }

    fn other(item: &Item<'_>, raw: &RawValue, keys: &Keys<'_>) -> Result<Self, String> {
        let name = Item::name(raw).ok_or("an element without content")?;
        if name == "message" || name == "postback" {
            return Err(format!("a {name} that is no object"));
        }
        let dedupe = if let Some(reaction) = &item.reaction {
            let parts = [&reaction.mid, &reaction.action].map(|part| part.as_deref().unwrap_or_default());
            // With the time, so that to react, take it back and react again is three things.
            keys.of_moment(&name, &parts)
        } else {
            keys.of_content(&name)
        };
        let (kind, message_id) = item.deed().unwrap_or((EventKind::Other(name), None));
        Ok(Self { message_id, ..Self::new(kind, dedupe) })
    }
}

fn link(referral: &Option<Referral>) -> Option<String> {
    referral.as_ref()?.value.clone()
}
