//! Pictures, films, sounds and files: messages/image-messages and its like.

use std::borrow::Cow;

use serde::Serialize;
use tertulia_core::{
    Media, Source,
    adapter::Undeliverable,
    message::MediaKind::{self, Animation, Audio as Sound, Document as Paper, Image, Sticker, Video, Voice},
};

use crate::markup::markup;

use super::{buttons, content::Content, interactive::Header, refuse};

/// Where a file comes from: one of the two.
#[derive(Serialize)]
pub(super) struct File<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Captioned<'a> {
    #[serde(flatten)]
    file: File<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
pub(super) struct Audio<'a> {
    #[serde(flatten)]
    file: File<'a>,
    // Shown as something said, with the speaker's picture: ogg with opus, up to 512 KB.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    voice: bool,
}

#[derive(Serialize)]
pub(super) struct Document<'a> {
    #[serde(flatten)]
    file: Captioned<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filename: Option<&'a str>,
}

pub(super) fn content(media: &Media<String>) -> Result<Content<'_>, Undeliverable> {
    let Media { kind, source, caption, buttons } = media;
    let caption = caption.as_ref().map(markup).filter(|caption| !caption.is_empty());
    if !buttons.is_empty() {
        let body = caption.unwrap_or_default();
        let interactive = buttons::below(Some(header(*kind, source)?), body, buttons)?;
        return Ok(Content::Interactive { interactive });
    }
    let file = File::new(source)?;
    Ok(match kind {
        Image => Content::Image { image: Captioned { file, caption } },
        // WhatsApp has no films that repeat.
        Video | Animation => Content::Video { video: Captioned { file, caption } },
        Paper => Content::Document { document: Document::new(source, caption)? },
        _ if caption.is_some() => return refuse("WhatsApp shows no text below sounds and stickers"),
        Sound | Voice => Content::Audio { audio: Audio { file, voice: *kind == Voice } },
        Sticker => Content::Sticker { sticker: file },
        _ => return refuse("WhatsApp does not know this kind of file"),
    })
}

/// The file above a text with buttons.
fn header(kind: MediaKind, source: &Source) -> Result<Header<'_>, Undeliverable> {
    let file = File::new(source)?;
    Ok(match kind {
        Image => Header::Image { image: file },
        Video | Animation => Header::Video { video: file },
        Paper => Header::Document { document: Document::new(source, None)? },
        _ => return refuse("WhatsApp shows no buttons below sounds and stickers"),
    })
}

impl<'a> File<'a> {
    pub(super) fn new(source: &'a Source) -> Result<Self, Undeliverable> {
        match source {
            Source::Url(link) => Ok(Self { link: Some(link), id: None }),
            Source::Id(id) => Ok(Self { link: None, id: Some(id) }),
            _ => refuse("WhatsApp cannot have a file from there"),
        }
    }
}

impl<'a> Document<'a> {
    fn new(source: &'a Source, caption: Option<Cow<'a, str>>) -> Result<Self, Undeliverable> {
        let file = Captioned { file: File::new(source)?, caption };
        Ok(Self { file, filename: filename(source) })
    }
}

/// What the file is called, which also decides the picture for it: the last part of its address, if that looks like a
/// name.
pub(crate) fn filename(source: &Source) -> Option<&str> {
    let Source::Url(url) = source else { return None };
    let (_, path) = url.split_once("://")?.1.split_once('/')?;
    let name = path.split(['?', '#']).next()?.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    let is_name = !stem.is_empty() && !extension.is_empty() && !name.contains('%');
    is_name.then_some(name)
}
