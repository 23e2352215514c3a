//! Files: reference/attachment-upload-api.

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    call::{Answer, ApiCall},
    files::StoredFile,
    form,
    graph::{ADDRESS, Refusal},
};

use super::{Messenger, check, edges, refusal};

/// reference/attachment-upload-api: 25 MB.
const MOST: usize = 25 << 20;

impl Messenger {
    /// Keeps a file that comes as a form, or only its address.
    pub(super) fn upload(&mut self, call: &ApiCall, now: Timestamp) -> Result<Answer, Refusal> {
        let Some(parts) = form::parts(&call.content_type, &call.body) else {
            let body = edges::body(call)?;
            check::upload(&body["message"], false).map_err(refusal::parameter)?;
            let id = self.ids.next_number(now);
            return Ok(Answer::json(200, &json!({ "attachment_id": id })));
        };
        let part = |name: &str| {
            let missing = || Refusal::new(100, format!("(#100) Param {name} is required"));
            parts.iter().find(|part| part.name == name).ok_or_else(missing)
        };
        let message: Value = serde_json::from_slice(&part("message")?.content).unwrap_or_default();
        check::upload(&message, true).map_err(refusal::parameter)?;
        let file = part("filedata")?;
        if file.content.len() > MOST {
            return Err(Refusal::new(100, "(#100) The file has more than 25 MB").subcode(2_018_109));
        }
        let mime_type = file.content_type.as_deref().unwrap_or("application/octet-stream");
        let name = file.filename.as_deref().unwrap_or_default();
        let id = self.keep(StoredFile::new(name, mime_type, file.content.clone()), now);
        Ok(Answer::json(200, &json!({ "attachment_id": id })))
    }

    /// Keeps a file: its id.
    pub(super) fn keep(&mut self, file: StoredFile, now: Timestamp) -> String {
        let id = self.ids.next_number(now);
        self.files.keep(id.clone(), file);
        id
    }

    /// The bytes of a file, to whoever has its address: it is secret enough.
    pub(super) fn download(&self, id: &str) -> Option<Answer> {
        let StoredFile { mime_type, bytes, .. } = self.files.get(id)?.clone();
        Some(Answer { status: 200, retry_after: None, content_type: mime_type, body: Bytes::clone(&bytes) })
    }
}

/// Where a file can be fetched.
pub(super) fn address(id: &str) -> String {
    format!("{ADDRESS}/messenger/files/{id}")
}
