//! Files: uploaded before the message that shows them, and fetched by asking where they are.
//!
//! Source: [media](https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media)
//! of 2025-12-02.

use std::time::Duration;

use secrecy::SecretString;
use tertulia_core::{
    Delivery, Request, Response,
    event::File,
    file::{Access, CallFile, FileBytes, Kept, Multipart},
    message::MediaKind,
    plan::FileLimit,
};
use tertulia_graph::{Accounts, told};

use crate::interpret::by_code;

const MB: usize = 1_000_000;

const AUDIO: &[&str] = &["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"];
const VIDEO: &[&str] = &["video/mp4", "video/3gpp"];

/// What may be sent, and of which types. Stickers that do not move have at most 100 KB, which nothing here can tell.
pub(crate) const LIMITS: &[FileLimit] = &[
    FileLimit { kind: MediaKind::Image, bytes: 5 * MB, types: &["image/jpeg", "image/png"] },
    FileLimit { kind: MediaKind::Video, bytes: 16 * MB, types: VIDEO },
    FileLimit { kind: MediaKind::Audio, bytes: 16 * MB, types: AUDIO },
    FileLimit { kind: MediaKind::Voice, bytes: 16 * MB, types: &["audio/ogg"] },
    FileLimit { kind: MediaKind::Document, bytes: 100 * MB, types: &[] },
    FileLimit { kind: MediaKind::Sticker, bytes: 500_000, types: &["image/webp"] },
    FileLimit { kind: MediaKind::Animation, bytes: 16 * MB, types: &["video/mp4"] },
];

/// "Media files are kept for 30 days"; a day less, so that none ends between call and delivery.
const GOOD_FOR: Duration = Duration::from_secs(29 * 86_400);

/// Where media are fetched with the access token.
const MEDIA_HOST: &str = "lookaside.fbsbx.com";

pub(crate) fn upload(
    numbers: &Accounts,
    account: &str,
    file: &CallFile,
    bytes: &FileBytes,
) -> Option<Request> {
    let mut form = Multipart::default();
    form.field("messaging_product", "whatsapp");
    form.field("type", &file.mime_type);
    form.file("file", bytes);
    numbers.upload(account, "media", form)
}

pub(crate) fn uploaded(response: &Response) -> Result<Kept, Delivery> {
    let id = told(response, "id", |error| by_code(response, error))?;
    Ok(Kept::new(id, GOOD_FOR))
}

/// The addresses of webhooks are good for 5 minutes; the id of what a person sent for 7 days.
pub(crate) fn ask(numbers: &Accounts, account: &str, file: &File) -> Option<Request> {
    let id = file.id.as_deref().filter(|id| id.bytes().all(|letter| letter.is_ascii_alphanumeric()))?;
    numbers.ask(account, &format!("{id}?phone_number_id={account}"))
}

pub(crate) fn address(response: &Response) -> Result<SecretString, Delivery> {
    Ok(told(response, "url", |error| by_code(response, error))?.into())
}

pub(crate) fn access(numbers: &Accounts, account: &str, url: &str) -> Access {
    numbers.access(account, url, &[MEDIA_HOST])
}
