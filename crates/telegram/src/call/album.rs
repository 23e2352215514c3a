//! Pictures and films shown together.

use serde::Serialize;
use tertulia_core::{Album, Call, RichText, Source, adapter::Undeliverable, message::MediaKind};

use super::{entities::Caption, media, sending::Sending};

/// <https://core.telegram.org/bots/api#sendmediagroup>
#[derive(Serialize)]
struct Content<'a> {
    media: Vec<InputMedia<'a>>,
}

/// <https://core.telegram.org/bots/api#inputmedia>
#[derive(Serialize)]
struct InputMedia<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    media: &'a str,
    #[serde(flatten)]
    caption: Caption,
    #[serde(skip_serializing_if = "Option::is_none")]
    has_spoiler: Option<bool>,
}

/// An album. The caption of its only item that has one is shown below all pictures and films; of files and sounds, which
/// stand below each other, the last one has it.
pub(super) fn album(album: &Album<String>, sending: &Sending<'_>) -> Result<Call, Undeliverable> {
    let Album { items, caption, .. } = album;
    let stacked = items.iter().all(|(kind, _)| matches!(kind, MediaKind::Document | MediaKind::Audio));
    let captioned = if stacked { items.len().saturating_sub(1) } else { 0 };
    let mut media = Vec::with_capacity(items.len());
    for (at, (kind, source)) in items.iter().enumerate() {
        let caption = caption.as_ref().filter(|_| at == captioned);
        media.push(input(*kind, source, caption, sending.manner.spoiler())?);
    }
    Ok(sending.call("sendMediaGroup", &Content { media }, None))
}

fn input<'a>(
    kind: MediaKind,
    source: &'a Source,
    caption: Option<&'a RichText>,
    spoiler: bool,
) -> Result<InputMedia<'a>, Undeliverable> {
    let (kind, is_seen) = match kind {
        MediaKind::Image => ("photo", true),
        MediaKind::Video => ("video", true),
        MediaKind::Audio => ("audio", false),
        MediaKind::Document => ("document", false),
        other => return Err(Undeliverable(format!("Telegram has no albums with a {}", other.name()))),
    };
    Ok(InputMedia {
        kind,
        media: media::source(source)?,
        caption: Caption::of(caption),
        has_spoiler: (is_seen && spoiler).then_some(true),
    })
}
