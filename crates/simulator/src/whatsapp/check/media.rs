//! Files: messages/image-messages and its like, business-phone-numbers/media (2025-12-02).

use crate::graph::{Checked, Fault, Field, Kind};

/// messages/image-messages: caption.
const CAPTION: usize = 1_024;

/// A file of a message: by address or by id, never both.
pub(super) fn file(file: &Field<'_>, kind: &str) -> Checked {
    file.only(match kind {
        "image" | "video" => &["id", "link", "caption"],
        "audio" => &["id", "link", "voice"],
        "document" => &["id", "link", "caption", "filename"],
        _ => &["id", "link"],
    })?;
    source(file)?;
    file.get("caption").map_or(Ok(""), |caption| caption.any_text(CAPTION))?;
    file.get("filename").map_or(Ok(""), |name| name.text(240))?;
    file.get("voice").map_or(Ok(false), |voice| voice.flag())?;
    Ok(())
}

/// A file above a text: without one of its own.
pub(super) fn header(file: &Field<'_>, kind: &str) -> Checked {
    file.only(if kind == "document" { &["id", "link", "filename"] } else { &["id", "link"] })?;
    source(file)
}

fn source(file: &Field<'_>) -> Checked {
    let (name, source) = file.exactly_one(&["id", "link"])?;
    if name == "link" {
        source.url()?
    } else {
        source.text(100)?
    };
    Ok(())
}

const MB: usize = 1 << 20;

/// What may be uploaded, and how many bytes of it.
const TYPES: [(&str, usize); 18] = [
    ("audio/aac", 16 * MB),
    ("audio/amr", 16 * MB),
    ("audio/mpeg", 16 * MB),
    ("audio/mp4", 16 * MB),
    ("audio/ogg", 16 * MB),
    ("text/plain", 100 * MB),
    ("application/pdf", 100 * MB),
    ("application/msword", 100 * MB),
    ("application/vnd.ms-excel", 100 * MB),
    ("application/vnd.ms-powerpoint", 100 * MB),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 100 * MB),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", 100 * MB),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", 100 * MB),
    ("image/jpeg", 5 * MB),
    ("image/png", 5 * MB),
    ("image/webp", 500_000),
    ("video/3gpp", 16 * MB),
    ("video/mp4", 16 * MB),
];

/// An upload of that type and length.
pub(in crate::whatsapp) fn upload(product: &str, mime_type: &str, length: usize) -> Checked {
    let wrong = |at: &str, why: String| Fault { kind: Kind::Wrong, at: at.to_owned(), why };
    if product != "whatsapp" {
        return Err(wrong("messaging_product", "must be whatsapp".to_owned()));
    }
    let kind = mime_type.split(';').next().unwrap_or_default().trim();
    let Some((_, most)) = TYPES.iter().find(|(known, _)| *known == kind) else {
        return Err(wrong("type", format!("must be one of the supported types, and is {mime_type}")));
    };
    if length > *most || length == 0 {
        return Err(wrong("file", format!("has {length} bytes, and must have 1 to {most}")));
    }
    Ok(())
}
