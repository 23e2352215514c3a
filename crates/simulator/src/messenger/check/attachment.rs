//! Attachments: reference/send-api, reference/attachment-upload-api.

use serde_json::Value;

use crate::graph::{Checked, Field};

use super::template;

/// An attachment of a message; of a template, its type.
pub(super) fn attachment<'a>(attachment: &Field<'a>) -> Checked<Option<&'a str>> {
    attachment.only(&["type", "payload"])?;
    let kind = attachment.need("type")?.one_of(&["audio", "file", "image", "template", "video"])?;
    let payload = attachment.need("payload")?;
    if kind == "template" {
        return template::template(&payload).map(Some);
    }
    payload.only(&["url", "is_reusable", "attachment_id"])?;
    let (name, source) = payload.exactly_one(&["url", "attachment_id"])?;
    if name == "url" {
        source.url()?
    } else {
        source.text(100)?
    };
    reusable(&payload)?;
    Ok(None)
}

fn reusable(payload: &Field<'_>) -> Checked {
    payload.get("is_reusable").map_or(Ok(()), |flag| match flag.value.as_str() {
        Some("true" | "false") => Ok(()),
        _ => flag.flag().map(|_| ()),
    })
}

/// The `message` of an upload. Of one with the bytes beside it, the attachment has no address.
pub(in crate::messenger) fn upload(message: &Value, with_bytes: bool) -> Checked {
    let attachment = Field::body(message).need("attachment")?;
    attachment.only(&["type", "payload"])?;
    attachment.need("type")?.one_of(&["audio", "file", "image", "video"])?;
    let payload = attachment.get("payload");
    if let Some(payload) = &payload {
        payload.only(&["url", "is_reusable"])?;
        reusable(payload)?;
    }
    if !with_bytes {
        attachment.need("payload")?.need("url")?.url()?;
    }
    Ok(())
}
