//! Messages that were changed.

use serde_json::value::RawValue;
use tertulia_core::{Edited, EventKind};

use crate::Bot;

use super::{happened::Happened, message};

/// Reads a changed message. A live place that moves is one too.
pub(super) fn read(raw: &RawValue, bot: &Bot) -> Happened {
    let mut happened = message::read(raw, bot);
    happened.migration = None;
    happened.details.deep_link = None; // the link was followed before
    happened.details.kind = match happened.details.kind {
        EventKind::Text { text, .. } => EventKind::Edited(Edited::Text(text)),
        EventKind::Attachments(sent) => EventKind::Edited(Edited::Attachments(sent)),
        _ => EventKind::Other("edited_message".to_owned()),
    };
    happened
}
