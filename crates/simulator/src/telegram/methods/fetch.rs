//! Files that the bot asks for: <https://core.telegram.org/bots/api#getfile>.

use bytes::Bytes;
use serde_json::Value;

use crate::{
    call::Answer,
    telegram::{Telegram, call::Parameters, refusal::Refusal},
};

/// "Bots can download files of up to 20MB in size."
const LIMIT: usize = 20_000_000;

impl Telegram {
    pub(super) fn find_file(&self, with: &Parameters) -> Result<Value, Refusal> {
        let Some(id) = with.text("file_id") else { return Err(Refusal::bad("file_id not specified")) };
        match self.files.find(&id) {
            None => Err(Refusal::bad("wrong file_id or the file is temporarily unavailable")),
            Some((file, _)) if file.size > LIMIT => Err(Refusal::bad("file is too big")),
            Some((file, _)) => Ok(file.found()),
        }
    }

    /// The bytes themselves. A file of the web has none, for nothing is fetched here.
    pub(in crate::telegram) fn download(&self, path: &str) -> Result<Answer, Refusal> {
        let (_, bytes) = self.files.at(path).ok_or_else(|| Refusal::not_found("Not Found"))?;
        Ok(Answer {
            status: 200,
            retry_after: None,
            content_type: "application/octet-stream".to_owned(),
            body: Bytes::clone(bytes),
        })
    }
}
