//! The bytes of what people sent.

use std::sync::Arc;

use crate::{
    Attachment, DownloadError, FileBytes, Result, Turn,
    block::Kind,
    file::{Fetched, Files, agrees, sniff},
};

use super::FromTurn;

/// Fetches the bytes of files that people sent.
///
/// It is safe with whatever was sent: nothing is fetched that is longer than the limit, or that is no picture though it is
/// said to be one; addresses of this machine or its network are refused, and the platform's credentials are shown to the
/// platform alone. Fetch at once: what people send is there for a while only, on WhatsApp for minutes.
///
/// ```
/// use tertulia_core::{Attachments, Context, Download, Result};
///
/// let context = Context::new("main").any_attachment(async |sent: Attachments, download: Download| -> Result<String> {
///     let file = download.fetch(&sent[0]).await?;
///     Ok(format!("{} bytes of {}", file.bytes.len(), file.mime_type))
/// });
/// ```
#[derive(Clone)]
pub struct Download {
    files: Arc<dyn Files>,
    limit: usize,
}

/// The most bytes a file may have, unless the author says otherwise: 20 MiB, which is what Telegram's Bot API gives out.
const LIMIT: usize = 20 << 20;

impl Download {
    /// The same for files of up to that many bytes, instead of 20 MiB. All of it is held in memory.
    #[must_use]
    pub fn at_most(self, bytes: usize) -> Self {
        Self { limit: bytes, ..self }
    }

    /// The file, with a name for it (never use that as a path) and its type as its beginning tells, else as it is declared.
    ///
    /// # Errors
    ///
    /// [`DownloadError`]; with `?` it ends the block, for good or until it is tried again, as fits.
    pub async fn fetch(&self, attachment: &Attachment) -> Result<FileBytes, DownloadError> {
        let file = attachment.file().ok_or(DownloadError::NoFile)?;
        if file.size.is_some_and(|size| size > self.limit as u64) {
            return Err(DownloadError::TooLarge(self.limit));
        }
        let Fetched { mime_type, bytes } = self.files.download(file, self.limit).await?;
        if bytes.len() > self.limit {
            return Err(DownloadError::TooLarge(self.limit));
        }
        let by_kind = match attachment {
            Attachment::Image(_) => Some("image/*"),
            _ => None,
        };
        let declared = file.mime_type.as_deref().or(by_kind).or(mime_type.as_deref()).unwrap_or_default();
        let found = sniff(&bytes);
        if !agrees(declared, &bytes) {
            let found = found.unwrap_or("nothing of that kind");
            return Err(DownloadError::OtherType { declared: declared.to_owned(), found });
        }
        let told = [file.mime_type.as_deref(), mime_type.as_deref()].into_iter().flatten().next();
        let kept_in = found.filter(|found| *found == "application/zip" || *found == "text/xml");
        let mime_type = match (found, told) {
            (_, Some(told)) if kept_in.is_some() => told,
            (Some(found), _) => found,
            (None, Some(told)) => told,
            (None, None) => "application/octet-stream",
        };
        let name = file.name.clone().unwrap_or_else(|| attachment.kind().to_owned());
        Ok(FileBytes::new(name, mime_type, bytes))
    }
}

impl<K: Kind> FromTurn<K> for Download {
    async fn from_turn(turn: &Turn) -> Result<Self> {
        Ok(Self { files: Arc::clone(turn.files()), limit: LIMIT })
    }
}

impl std::fmt::Debug for Download {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Download").field("limit", &self.limit).finish_non_exhaustive()
    }
}
