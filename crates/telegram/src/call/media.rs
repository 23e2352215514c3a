//! Pictures, films, sounds and files.

use serde::Serialize;
use tertulia_core::{Call, Media, Source, adapter::Undeliverable, message::MediaKind};

use super::{entities::Caption, markup::Markup, sending::Sending};

/// What the methods of media have in common, as <https://core.telegram.org/bots/api#sendphoto>.
#[derive(Serialize)]
struct Content<'a> {
    #[serde(flatten)]
    file: File<'a>,
    #[serde(flatten)]
    caption: Caption,
}

/// The field that the file stands in: an address that Telegram fetches it from, or an id it has for it.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum File<'a> {
    Photo(&'a str),
    Video(&'a str),
    Audio(&'a str),
    Voice(&'a str),
    Document(&'a str),
    Sticker(&'a str),
    Animation(&'a str),
}

/// A file with a text and buttons below it.
pub(super) fn media(media: &Media<String>, sending: &Sending<'_>) -> Result<Call, Undeliverable> {
    let Media { kind, source, caption, buttons, .. } = media;
    let source = self::source(source)?;
    let (method, file) = match kind {
        MediaKind::Image => ("sendPhoto", File::Photo(source)),
        MediaKind::Video => ("sendVideo", File::Video(source)),
        MediaKind::Audio => ("sendAudio", File::Audio(source)),
        MediaKind::Voice => ("sendVoice", File::Voice(source)),
        MediaKind::Document => ("sendDocument", File::Document(source)),
        MediaKind::Sticker => ("sendSticker", File::Sticker(source)),
        MediaKind::Animation => ("sendAnimation", File::Animation(source)),
        other => return Err(Undeliverable(format!("Telegram has no messages of kind {}", other.name()))),
    };
    let content = Content { file, caption: Caption::of(caption.as_ref()) };
    Ok(sending.call(method, &content, Markup::of(buttons, false, sending)))
}

/// What Telegram finds the file by.
pub(super) fn source(source: &Source) -> Result<&str, Undeliverable> {
    match source {
        Source::Url(place) | Source::Id(place) => Ok(place),
        _ => Err(Undeliverable("Telegram fetches files by address, or knows them by id".to_owned())),
    }
}
