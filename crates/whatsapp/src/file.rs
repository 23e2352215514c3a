//! Files: uploaded before the message that shows them, and fetched by asking where they are.
//!
//! Source: [media](https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media)
//! of 2025-12-02.

use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use tertulia_core::{
    Call, Delivery, Request, Response,
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

/// Documents are called what the message says; without it the person sees none.
pub(crate) fn name(call: Call, file: &CallFile) -> Call {
    let Ok(mut body) = serde_json::from_str::<Value>(call.body.get()) else { return call };
    for path in ["/document", "/interactive/header/document"] {
        let Some(document) = body.pointer_mut(path).and_then(Value::as_object_mut) else { continue };
        if document.get("id").and_then(Value::as_str) == Some(&*file.place) && !file.name.is_empty() {
            document.entry("filename").or_insert_with(|| file.name.clone().into());
        }
    }
    Call::new(call.endpoint, &body)
}

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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tertulia_core::file::OutgoingFile;

    use super::*;

    #[test]
    fn a_document_has_its_name() {
        let bytes = FileBytes::new("menú.pdf", "application/pdf", *b"%PDF-");
        let file = OutgoingFile::new("file-1-0", MediaKind::Document, bytes).file;
        let named = |body: Value| -> Value {
            serde_json::from_str(name(Call::new("messages", &body), &file).body.get()).unwrap()
        };
        let alone = named(json!({"type": "document", "document": {"id": "file-1-0"}}));
        assert_eq!(alone["document"], json!({"id": "file-1-0", "filename": "menú.pdf"}));
        let above = named(json!({"interactive": {"header": {"document": {"id": "file-1-0"}}}}));
        assert_eq!(above["interactive"]["header"]["document"]["filename"], "menú.pdf");
        for other in [
            json!({"document": {"id": "another"}}),
            json!({"document": {"id": "file-1-0", "filename": "a.pdf"}}),
            json!({"image": {"id": "file-1-0"}}),
        ] {
            assert_eq!(named(other.clone()), other);
        }
    }
}
