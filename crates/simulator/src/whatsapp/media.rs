//! Files: business-phone-numbers/media (2025-12-02).

use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    call::{Answer, ApiCall},
    files::StoredFile,
    form,
    graph::{ADDRESS, Refusal},
};

use super::{WhatsApp, check, refusal};

impl WhatsApp {
    pub(super) fn upload(&mut self, call: &ApiCall, now: Timestamp) -> Result<Answer, Refusal> {
        let missing = |name: &str| {
            Refusal::new(131_008, "(#131008) Required parameter is missing")
                .details(format!("The parameter {name} is required."))
        };
        let parts = form::parts(&call.content_type, &call.body).ok_or_else(|| missing("file"))?;
        let field = |name: &str| parts.iter().find(|part| part.name == name);
        let text = |name: &str| field(name).map(|part| String::from_utf8_lossy(&part.content).into_owned());
        let file = field("file").ok_or_else(|| missing("file"))?;
        let mime_type = text("type").ok_or_else(|| missing("type"))?;
        let product = text("messaging_product").unwrap_or_default();
        check::media(&product, &mime_type, file.content.len()).map_err(refusal::parameter)?;
        let name = file.filename.as_deref().unwrap_or_default();
        let id = self.keep(StoredFile::new(name, &mime_type, file.content.clone()), now);
        Ok(Answer::json(200, &json!({ "id": id })))
    }

    /// Keeps a file: its id.
    pub(super) fn keep(&mut self, file: StoredFile, now: Timestamp) -> String {
        let id = self.ids.next_number(now);
        self.files.keep(id.clone(), file);
        id
    }

    /// Where the bytes of a file are.
    pub(super) fn about_file(&self, id: &str) -> Option<Answer> {
        let file = self.files.get(id)?;
        let mut about = described(id, file);
        about["messaging_product"] = "whatsapp".into();
        about["file_size"] = file.bytes.len().into();
        Some(Answer::json(200, &about))
    }

    pub(super) fn download(&self, id: &str) -> Option<Answer> {
        let StoredFile { mime_type, bytes, .. } = self.files.get(id)?.clone();
        Some(Answer { status: 200, retry_after: None, content_type: mime_type, body: bytes })
    }
}

/// A file, as webhooks and answers describe it.
pub(super) fn described(id: &str, file: &StoredFile) -> Value {
    json!({
        "id": id,
        "mime_type": file.mime_type,
        "sha256": BASE64_STANDARD.encode(Sha256::digest(&file.bytes)),
        "url": format!("{ADDRESS}/whatsapp/files/{id}"),
    })
}
