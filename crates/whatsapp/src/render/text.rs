//! Texts: messages/text-messages.

use std::borrow::Cow;

use serde::Serialize;
use tertulia_core::adapter::Envelope;

use super::content::Content;

/// What an author adds to have the first page in a text shown.
pub(crate) const PREVIEW_URL: &str = "preview_url";

#[derive(Serialize)]
pub(super) struct Text<'a> {
    body: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preview_url: Option<bool>,
}

pub(super) fn content<'a>(body: Cow<'a, str>, envelope: &Envelope<'_>) -> Content<'a> {
    let preview_url = envelope
        .extras
        .and_then(|extras| extras.get(PREVIEW_URL)?.as_bool())
        // There has to be an address to preview.
        .filter(|_| body.contains("http://") || body.contains("https://"));
    Content::Text { text: Text { body, preview_url } }
}
