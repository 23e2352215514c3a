//! What the bot uploaded.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::Playground;

/// A file. Whatever it is, a browser may show it as a picture, film or sound on the page, and never opens it as a page.
pub(super) async fn file(State(playground): State<Playground>, Path(id): Path<String>) -> Response {
    let Some(file) = playground.0.phones.file(&id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let unknown = HeaderValue::from_static("application/octet-stream");
    let content_type = HeaderValue::from_str(&file.mime_type).unwrap_or(unknown);
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_DISPOSITION, attachment(&file.name)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    (headers, file.bytes).into_response()
}

/// To be saved under that name, of which only what is plain is kept.
pub(super) fn attachment(name: &str) -> HeaderValue {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .expect("letters, digits and these signs may stand in a header")
}
