//! How the page is answered.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A value, as the page reads it.
pub(super) struct Json(pub(super) Value);

impl IntoResponse for Json {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0.to_string()).into_response()
    }
}

/// Why something cannot be done: `{"error": "…"}`.
#[derive(Debug)]
pub(super) struct Unable(String);

impl Unable {
    pub(super) fn new(why: impl ToString) -> Self {
        Self(why.to_string())
    }
}

impl IntoResponse for Unable {
    fn into_response(self) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": self.0 }))).into_response()
    }
}

/// What the page asks for.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unable> {
    serde_json::from_slice(body).map_err(Unable::new)
}
