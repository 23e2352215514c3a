//! Files that a call shows.

use std::{fmt, sync::Arc, time::Duration};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::{Call, message::MediaKind};

use super::FileBytes;

/// A file that a call shows, without its bytes: what the outbox keeps.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CallFile {
    /// What stands in the call where the platform's id of the file belongs; nothing else is written so.
    pub place: String,
    /// What it is shown as.
    pub kind: MediaKind,
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub mime_type: String,
    /// The name of its bytes in the store.
    pub hash: FileHash,
}

/// A file that a call shows, with its bytes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OutgoingFile {
    /// What it is, and where it stands in the call.
    pub file: CallFile,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// The SHA-256 of a file's bytes.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileHash([u8; 32]);

/// How a platform names a file that it was sent.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Kept {
    /// The platform's id of it.
    pub id: String,
    /// For how long the id is good.
    pub good_for: Duration,
}

impl Kept {
    /// That id, good for so long.
    pub fn new(id: impl Into<String>, good_for: Duration) -> Self {
        Self { id: id.into(), good_for }
    }
}

impl OutgoingFile {
    /// That file, shown as that kind in that place of a call.
    pub fn new(place: impl Into<String>, kind: MediaKind, file: FileBytes) -> Self {
        let FileBytes { name, mime_type, bytes } = file;
        let hash = FileHash::of(&bytes);
        Self { file: CallFile { place: place.into(), kind, name, mime_type, hash }, bytes }
    }

    /// Whether the call has a place for it.
    pub(crate) fn is_shown(&self, call: &Call) -> bool {
        call.body.get().contains(&*self.file.place)
    }
}

impl CallFile {
    /// The file with its bytes.
    pub fn with(&self, bytes: Arc<[u8]>) -> FileBytes {
        FileBytes::new(&*self.name, &*self.mime_type, bytes)
    }
}

impl Call {
    /// The call with other strings in the places of files, each given as what stands there and what is to.
    #[must_use]
    pub fn fill(&self, places: &[(&str, &str)]) -> Self {
        let mut body = self.body.get().to_owned();
        for (place, with) in places {
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            body = body.replace(&quoted(place), &quoted(with));
        }
        match RawValue::from_string(body) {
            Ok(body) => Self { endpoint: self.endpoint.clone(), body },
            // A string in JSON was replaced by another, unless a place has signs that JSON escapes.
            Err(_) => self.clone(),
        }
    }
}

impl FileHash {
    /// That of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// That with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for FileHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digit = |at: usize| text.as_bytes().get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            let digits = digit(2 * at).zip(digit(2 * at + 1));
            let (high, low) = digits.ok_or_else(|| D::Error::custom("no hash of a file"))?;
            *byte = u8::try_from(16 * high + low).map_err(D::Error::custom)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_in_the_outbox_reads_as_it_was_written() {
        let file = FileBytes::new("menú.pdf", "application/pdf", *b"%PDF-");
        let file = OutgoingFile::new("file:1", MediaKind::Document, file).file;
        let written = serde_json::to_string(&file).unwrap();
        assert_eq!(serde_json::from_str::<CallFile>(&written).unwrap(), file, "{written}");
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(FileHash::of(b"").to_string(), empty);
        for broken in ["\"\"", "\"zz\"", "7"] {
            assert!(serde_json::from_str::<FileHash>(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn only_whole_strings_are_places() {
        let body =
            json!({"photo": "file:1", "caption": "\"file:1\" file:1 ü", "more": ["file:12", "file:1"]});
        let filled = Call::new("sendPhoto", &body).fill(&[("file:1", "A\"\\")]);
        let filled: serde_json::Value = serde_json::from_str(filled.body.get()).unwrap();
        let expected =
            json!({"photo": "A\"\\", "caption": "\"file:1\" file:1 ü", "more": ["file:12", "A\"\\"]});
        assert_eq!(filled, expected);
    }
}
