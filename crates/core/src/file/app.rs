//! A file that the app has.

use std::{fmt, path::PathBuf, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{media_type::sniff, of_extension};

/// The largest file that any platform takes, in bytes: WhatsApp's 100 MB for documents.
///
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>
pub const LARGEST: usize = 100 << 20;

/// What an author sends that the platform cannot fetch from anywhere.
///
/// Pages that are turned later keep their pictures with them.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "snake_case")]
pub enum AppFile {
    /// On the app's disk: it is read when the turn ends.
    Path(PathBuf),
    /// At hand.
    Bytes(FileBytes),
}

/// The bytes of a file, with what it is. Cheap to clone.
#[derive(Clone, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FileBytes {
    /// What it is called. Never use the name of a file that somebody sent as a path.
    pub name: String,
    /// What is in it, such as `image/png`.
    pub mime_type: String,
    /// What is in it.
    #[serde(with = "in_base64")]
    pub bytes: Arc<[u8]>,
}

impl FileBytes {
    /// These bytes, under that name, as that type.
    pub fn new(name: impl Into<String>, mime_type: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self { name: name.into(), mime_type: mime_type.into(), bytes: bytes.into() }
    }

    /// These bytes, under that name. What they are is told by how they begin, else by the name.
    pub fn guess(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let (name, bytes) = (name.into(), bytes.into());
        // Formats that are kept in a zip archive are told apart by their names alone.
        let sniffed = sniff(&bytes).filter(|found| *found != "application/zip");
        let mime_type = sniffed.or_else(|| of_extension(&name)).or_else(|| sniff(&bytes));
        Self { name, mime_type: mime_type.unwrap_or("application/octet-stream").to_owned(), bytes }
    }
}

/// Bytes in a log help nobody.
impl fmt::Debug for FileBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileBytes")
            .field("name", &self.name)
            .field("mime_type", &self.mime_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// Bytes in JSON.
mod in_base64 {
    use std::sync::Arc;

    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(bytes: &Arc<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<[u8]>, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Into::into).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_shows_in_how_it_begins_or_in_its_name() {
        for (name, bytes, mime_type) in [
            ("menu.txt", &b"\x89PNG\r\n\x1a\n..."[..], "image/png"),
            (
                "prices.XLSX",
                b"PK\x03\x04...",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            ("all.bin", b"PK\x03\x04...", "application/zip"),
            ("notes.txt", b"hello", "text/plain"),
            ("notes", b"hello", "application/octet-stream"),
        ] {
            assert_eq!(FileBytes::guess(name, bytes).mime_type, mime_type, "{name}");
        }
    }

    #[test]
    fn a_picture_on_a_kept_page_reads_as_it_was_written() {
        let file = AppFile::Bytes(FileBytes::new("a.png", "image/png", *b"\0\xff"));
        let written = serde_json::to_string(&file).unwrap();
        assert_eq!(written, r#"{"bytes":{"name":"a.png","mime_type":"image/png","bytes":"AP8="}}"#);
        assert_eq!(serde_json::from_str::<AppFile>(&written).unwrap(), file);
    }

    #[test]
    fn bytes_are_not_printed() {
        let file = FileBytes::new("a.txt", "text/plain", *b"confidential");
        assert!(!format!("{file:?}").contains("99, 111"), "{file:?}");
    }
}
