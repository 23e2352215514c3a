//! Files in calls: <https://core.telegram.org/bots/api#sending-files>.

use crate::{
    form::Part,
    telegram::{Telegram, call::Parameters, files::File, kind::Kind, refusal::Refusal},
};

impl Telegram {
    /// The file of a call: a known one by its id, one on the web by its address, or one that came with the call.
    pub(super) fn take_file(&mut self, kind: Kind, field: &str, with: &Parameters) -> Result<File, Refusal> {
        if let Some(upload) = with.file(field) {
            return self.keep(kind, upload.clone());
        }
        let Some(given) = with.text(field) else {
            return Err(Refusal::bad(format!(
                "there is no {} in the request",
                kind.field().replace('_', " ")
            )));
        };
        if let Some(part) = given.strip_prefix("attach://") {
            let missing = || Refusal::bad("wrong file identifier/HTTP URL specified");
            let upload = with.file(part).ok_or_else(missing)?.clone();
            return self.keep(kind, upload);
        }
        if given.starts_with("http://") || given.starts_with("https://") {
            let host = given.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
            if host.is_none_or(|host| host.is_empty() || host.chars().any(char::is_whitespace)) {
                return Err(Refusal::bad("wrong HTTP URL specified"));
            }
            // Nothing is fetched here: the address is the file.
            let name = given
                .split(['?', '#'])
                .next()
                .and_then(|path| path.rsplit('/').next())
                .map(ToOwned::to_owned);
            let file = File::new(kind, name, None, Some(given.into_owned()));
            return Ok(self.files.add(file, bytes::Bytes::new()));
        }
        let Some((file, _)) = self.files.find(&given) else {
            return Err(Refusal::bad("wrong file identifier/HTTP URL specified"));
        };
        if file.kind != kind {
            let [is, wanted] = [file.kind, kind].map(|kind| format!("{kind:?}"));
            return Err(Refusal::bad(format!("can't use file of type {is} as {wanted}")));
        }
        Ok(file.clone())
    }

    fn keep(&mut self, kind: Kind, upload: Part) -> Result<File, Refusal> {
        if upload.content.is_empty() {
            return Err(Refusal::bad("file must be non-empty"));
        }
        if upload.content.len() > kind.limit() {
            return Err(Refusal::too_large());
        }
        let mime = upload.content_type.filter(|mime| mime != "application/octet-stream");
        Ok(self.files.add(File::new(kind, upload.filename, mime, None), upload.content))
    }
}
