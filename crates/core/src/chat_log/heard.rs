//! What a person said or did.

use crate::{Attachment, Event, EventKind, event::File, extract::Press};

use super::{Remark, readable};

impl Remark {
    /// What somebody said or did, as far as it is part of a conversation. A press is its payload as it came.
    pub fn heard(event: &Event) -> Option<Self> {
        let remark = match &event.kind {
            EventKind::Postback(payload) => Self::new("press", payload.as_str()),
            EventKind::Text { text, .. } => Self::new("text", text.as_str()),
            EventKind::Attachments(sent) => {
                let kind = sent.iter().next().map_or("document", kind);
                let names: Vec<_> = sent.iter().map(name).filter(|name| !name.is_empty()).collect();
                Self::new(kind, sent.caption.clone().unwrap_or_default()).named(names.join("\n"))
            }
            EventKind::Referral => Self::new("link", "").named(event.deep_link.clone().unwrap_or_default()),
            EventKind::Reaction(reaction) => {
                Self::new("react", reaction.emoji.clone().filter(|_| reaction.added).unwrap_or_default())
            }
            EventKind::Edited(edited) => Self::new("edited", edited.text().unwrap_or_default()),
            EventKind::Comment(comment) => Self::new("comment", comment.text.clone().unwrap_or_default()),
            EventKind::OptIn(_) | EventKind::RecurringNotification(_) => Self::new("opt_in", ""),
            EventKind::OtherMessage(name) => Self::new(name, ""),
            _ => return None,
        };
        Some(remark)
    }

    /// A press whose payload was read.
    pub(crate) fn pressed(press: &Press) -> Self {
        Self::new("press", readable(&press.route, press.params.as_deref()))
    }
}

fn kind(sent: &Attachment) -> &'static str {
    match sent {
        Attachment::Image(_) => "image",
        Attachment::Video(_) => "video",
        Attachment::Audio(_) => "audio",
        Attachment::Voice(_) => "voice",
        Attachment::Document(_) | Attachment::Other(..) => "document",
        Attachment::Sticker(_) => "sticker",
        Attachment::Animation(_) => "animation",
        Attachment::Location(_) => "location",
        Attachment::Contact(_) => "contact",
    }
}

/// What tells it from others. Addresses of files are not told: they may open them to anybody.
fn name(sent: &Attachment) -> String {
    let called = |file: &File| file.name.clone().unwrap_or_default();
    match sent {
        Attachment::Location(place) => format!("{} {}", place.latitude, place.longitude),
        Attachment::Contact(card) => card.name.clone().unwrap_or_default(),
        Attachment::Sticker(sticker) => sticker.emoji.clone().unwrap_or_default(),
        Attachment::Image(file)
        | Attachment::Video(file)
        | Attachment::Audio(file)
        | Attachment::Voice(file)
        | Attachment::Document(file)
        | Attachment::Animation(file)
        | Attachment::Other(_, file) => called(file),
    }
}
