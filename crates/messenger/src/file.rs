//! Files: uploaded before the message that shows them; what people sent has an address.
//!
//! Source: [attachment upload](https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api).

use std::time::Duration;

use serde_json::json;
use tertulia_core::{
    Delivery, Request, Response,
    file::{Access, CallFile, FileBytes, Kept, Multipart},
    message::MediaKind,
    plan::FileLimit,
};
use tertulia_graph::{Accounts, told};

use crate::interpret::by_code;

/// "25 MB" for everything.
const MOST: usize = 25_000_000;

/// What may be sent. Which types are shown is documented for pictures alone; a sticker of one's own is a picture.
pub(crate) const LIMITS: &[FileLimit] = &[
    FileLimit {
        kind: MediaKind::Image,
        bytes: MOST,
        types: &["image/jpeg", "image/png", "image/gif", "image/webp"],
    },
    FileLimit { kind: MediaKind::Video, bytes: MOST, types: &[] },
    FileLimit { kind: MediaKind::Audio, bytes: MOST, types: &[] },
    FileLimit { kind: MediaKind::Voice, bytes: MOST, types: &[] },
    FileLimit { kind: MediaKind::Document, bytes: MOST, types: &[] },
    FileLimit { kind: MediaKind::Animation, bytes: MOST, types: &["image/gif"] },
];

/// How long the id of a reusable attachment is used. The documentation names no end.
const GOOD_FOR: Duration = Duration::from_secs(30 * 86_400);

pub(crate) fn upload(pages: &Accounts, account: &str, file: &CallFile, bytes: &FileBytes) -> Option<Request> {
    let kind = match file.kind {
        MediaKind::Image | MediaKind::Animation | MediaKind::Sticker => "image",
        MediaKind::Video => "video",
        MediaKind::Audio | MediaKind::Voice => "audio",
        _ => "file",
    };
    let message = json!({"attachment": {"type": kind, "payload": {"is_reusable": true}}});
    let mut form = Multipart::default();
    form.field("message", &message.to_string());
    form.file("filedata", bytes);
    pages.upload(account, "message_attachments", form)
}

pub(crate) fn uploaded(response: &Response) -> Result<Kept, Delivery> {
    let id = told(response, "attachment_id", |error| by_code(response, error))?;
    Ok(Kept::new(id, GOOD_FOR))
}

/// The addresses of what people send are signed themselves: no token is shown to anybody.
pub(crate) fn access(pages: &Accounts, account: &str, url: &str) -> Access {
    Access { authorization: None, ..pages.access(account, url, &[]) }
}
