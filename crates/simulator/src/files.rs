//! The bytes of files that were uploaded, and of those that people send.

use std::collections::VecDeque;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{call::base64_bytes, view::Attached};

/// A file that a platform keeps.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StoredFile {
    /// What it is called; may be empty.
    pub name: String,
    /// What it is: `image/png`.
    pub mime_type: String,
    /// Its bytes.
    #[serde(with = "base64_bytes")]
    pub bytes: Bytes,
}

/// How many bytes a platform keeps; the oldest files go first.
const ROOM: usize = 128 << 20;

/// How many files a platform keeps.
const FILES: usize = 1_000;

/// The files of one platform, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Files {
    kept: VecDeque<(String, StoredFile)>,
    bytes: usize,
}

impl Files {
    /// Keeps a file, and forgets the oldest ones if there is no room.
    pub(crate) fn keep(&mut self, id: String, file: StoredFile) {
        self.bytes += file.bytes.len();
        self.kept.push_back((id, file));
        while self.bytes > ROOM || self.kept.len() > FILES {
            let Some((_, oldest)) = self.kept.pop_front() else { return };
            self.bytes -= oldest.bytes.len();
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&StoredFile> {
        self.kept.iter().find(|(named, _)| named == id).map(|(_, file)| file)
    }

    /// Adds the names of files that are kept here. One that was here, and is no more, has no address.
    pub(crate) fn describe(&self, attached: &mut [Attached]) {
        for one in attached {
            let Attached::File { url, name, .. } = one else { continue };
            let Some(id) = url.as_deref().and_then(|url| url.strip_prefix("/files/")) else { continue };
            match self.get(id) {
                None => *url = None,
                Some(file) if name.is_none() && !file.name.is_empty() => *name = Some(file.name.clone()),
                Some(_) => {}
            }
        }
    }
}

impl StoredFile {
    /// A file of that name and kind.
    pub fn new(name: &str, mime_type: &str, bytes: Bytes) -> Self {
        Self { name: name.to_owned(), mime_type: mime_type.to_owned(), bytes }
    }

    /// A file of that name as people send it: as small as can be, with the beginning that such files have.
    pub(crate) fn sent(name: &str, kind: &str) -> Self {
        let mime_type = mime_type(name, kind);
        let beginning =
            BEGINNINGS.iter().find(|(of, _)| *of == mime_type).map_or(&b""[..], |(_, bytes)| bytes);
        let bytes = if beginning.is_empty() { name.as_bytes() } else { beginning };
        Self::new(name, mime_type, Bytes::copy_from_slice(bytes))
    }
}

/// How files begin. The picture is a whole one, of one pixel.
const BEGINNINGS: [(&str, &[u8]); 9] = [
    (
        "image/png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
          \0\0\0\rIDATx\x9cc0\x9ey\xe6?\0\x053\x02\x98\x93\x15\xbb\xc2\0\0\0\0IEND\xaeB`\x82",
    ),
    ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9"),
    ("image/gif", b"GIF89a\x01\0\x01\0\0\0\0;"),
    ("image/webp", b"RIFF\x0c\0\0\0WEBPVP8L\0\0\0\0"),
    ("audio/mpeg", b"ID3\x03\0\0\0\0\0\0"),
    ("audio/mp4", b"\0\0\0\x14ftypM4A \0\0\0\0M4A "),
    ("audio/ogg", b"OggS\0\x02OpusHead"),
    ("video/mp4", b"\0\0\0\x14ftypisom\0\0\0\0isom"),
    ("application/pdf", b"%PDF-1.7\n%%EOF"),
];

/// What a file is, from the end of its name; else what most files of its kind are.
fn mime_type(name: &str, kind: &str) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match (extension.as_deref(), kind) {
        (Some("png"), _) => "image/png",
        (Some("gif"), _) => "image/gif",
        (Some("webp"), _) | (_, "sticker") => "image/webp",
        (Some("mp3"), _) => "audio/mpeg",
        (Some("m4a"), _) => "audio/mp4",
        (Some("mp4"), _) | (_, "video") => "video/mp4",
        (Some("pdf"), _) => "application/pdf",
        (Some("txt"), _) => "text/plain",
        (_, "image") => "image/jpeg",
        (_, "audio") => "audio/ogg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_files_make_room() {
        let mut files = Files::default();
        let large = Bytes::from(vec![0; ROOM / 2]);
        for id in ["1", "2", "3"] {
            files.keep(id.to_owned(), StoredFile::new(id, "text/plain", large.clone()));
        }
        assert_eq!(files.get("1"), None);
        assert_eq!(files.get("3").map(|file| file.name.as_str()), Some("3"));
    }

    #[test]
    fn a_file_is_called_what_it_was_called_when_it_was_uploaded() {
        let mut files = Files::default();
        files.keep(
            "1".to_owned(),
            StoredFile::new("menu.pdf", "application/pdf", Bytes::from_static(b"%PDF")),
        );
        let file = |id: &str| {
            let url = Some(format!("/files/{id}"));
            Attached::File { media: "document".to_owned(), url, name: None }
        };
        let mut attached = [file("1"), file("2")];
        files.describe(&mut attached);
        let Attached::File { name, url, .. } = &attached[0] else { panic!("{attached:?}") };
        assert_eq!((name.as_deref(), url.as_deref()), (Some("menu.pdf"), Some("/files/1")));
        assert!(matches!(attached[1], Attached::File { url: None, .. }));
    }

    #[test]
    fn what_people_send_is_what_its_name_says() {
        for (name, kind, mime_type) in [
            ("a.PNG", "image", "image/png"),
            ("a", "image", "image/jpeg"),
            ("a.xyz", "document", "application/octet-stream"),
        ] {
            assert_eq!(StoredFile::sent(name, kind).mime_type, mime_type);
        }
        assert!(StoredFile::sent("a.png", "image").bytes.starts_with(b"\x89PNG"));
    }
}
