//! Files that people send from the page.

use std::collections::HashMap;

use axum::{
    body::Bytes,
    extract::{RawQuery, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
};

use super::{Playground, answer::Unable};
use crate::{Act, StoredFile};

/// How many bytes a file may have: each platform takes so many of most kinds, and chats that are kept stay small.
pub(super) const MOST: usize = 10 << 20;

/// What phones send as what it is; everything else is a document. Other pictures are made into one of these by a phone,
/// which nobody does here.
const KINDS: [(&str, &str); 9] = [
    ("image/jpeg", "image"),
    ("image/png", "image"),
    ("video/mp4", "video"),
    ("video/3gpp", "video"),
    ("audio/aac", "audio"),
    ("audio/amr", "audio"),
    ("audio/mpeg", "audio"),
    ("audio/mp4", "audio"),
    ("audio/ogg", "audio"),
];

/// A person sends a file: its bytes are the body; who, where, its name and what is written below it stand in the query.
pub(super) async fn send(
    State(playground): State<Playground>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<StatusCode, Unable> {
    let bytes = body.map_err(|_| Unable::new(format!("a file has up to {} MB here", MOST >> 20)))?;
    if bytes.is_empty() {
        return Err(Unable::new("the file is empty"));
    }
    let query = query.unwrap_or_default();
    let fields: HashMap<_, _> = form_urlencoded::parse(query.as_bytes()).collect();
    let field = |name: &str| fields.get(name).map(AsRef::as_ref).filter(|value: &&str| !value.is_empty());
    let mime_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mime_type = mime_type.map_or("application/octet-stream", essence);
    let file = StoredFile::new(field("name").unwrap_or("file"), mime_type, bytes);
    let kind = KINDS.iter().find(|(known, _)| *known == mime_type).map_or("document", |(_, kind)| *kind);
    let caption = field("caption").map(str::to_owned);
    let act = Act::SendFile { kind: kind.to_owned(), file, caption };
    let (platform, person) = (field("platform").unwrap_or_default(), field("person").unwrap_or_default());
    playground.act(platform, person, field("chat"), &act)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A type without its parameters.
fn essence(mime_type: &str) -> &str {
    mime_type.split(';').next().unwrap_or_default().trim()
}
