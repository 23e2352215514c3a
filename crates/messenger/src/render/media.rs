//! Pictures, films, sounds and files.
//!
//! Sources: [sending attachments](https://developers.facebook.com/docs/messenger-platform/send-messages/saving-assets),
//! [Sticker API](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/sticker-api)
//! of 2026-06-03.

use serde_json::{Value, json};
use tertulia_core::{Album, Media, Source, adapter::Undeliverable, message::MediaKind};

pub(super) fn attachment(media: &Media<String>) -> Result<Value, Undeliverable> {
    let Media { kind, source, caption, buttons } = media;
    if caption.is_some() || !buttons.is_empty() {
        return Err(Undeliverable(
            "on Messenger neither a text nor buttons go with an attachment".to_owned(),
        ));
    }
    match (kind, source) {
        // Its own stickers have ids, which are numbers; all others are pictures.
        (MediaKind::Sticker, Source::Id(id)) => {
            let id = id.parse::<u64>().map_or_else(|_| Value::from(id.as_str()), Value::from);
            Ok(json!({ "sticker_id": id }))
        }
        _ => Ok(json!({ "attachment": file(*kind, source)? })),
    }
}

pub(super) fn album(album: &Album<String>) -> Result<Value, Undeliverable> {
    if album.caption.is_some() {
        return Err(Undeliverable("on Messenger no text goes with pictures".to_owned()));
    }
    let files = album.items.iter().map(|(kind, source)| file(*kind, source));
    Ok(json!({ "attachments": files.collect::<Result<Vec<_>, _>>()? }))
}

fn file(kind: MediaKind, source: &Source) -> Result<Value, Undeliverable> {
    let name = match kind {
        MediaKind::Image | MediaKind::Animation | MediaKind::Sticker => "image",
        MediaKind::Video => "video",
        MediaKind::Audio | MediaKind::Voice => "audio",
        MediaKind::Document => "file",
        other => return Err(Undeliverable(format!("Messenger does not know what a {} is", other.name()))),
    };
    let payload = match source {
        Source::Url(url) => json!({ "url": url }),
        Source::Id(id) => json!({ "attachment_id": id }),
        _ => return Err(Undeliverable("Messenger takes a file by address or by id".to_owned())),
    };
    Ok(json!({ "type": name, "payload": payload }))
}
