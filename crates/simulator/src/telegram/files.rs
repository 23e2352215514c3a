//! Files: those that bots and people send, and where they are.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::kind::Kind;

/// A file as messages name it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct File {
    pub(super) kind: Kind,
    /// How bots name it. Below `/files/` it has the same name.
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) mime: String,
    pub(super) size: usize,
    /// Where it was taken from, if it is no upload.
    pub(super) url: Option<String>,
}

/// The files of this world. The bytes of the oldest are forgotten when there are too many.
#[derive(Default)]
pub(super) struct Files {
    files: BTreeMap<u64, (File, Bytes)>,
    count: u64,
    bytes: usize,
}

/// How many bytes are kept, and how many files.
const BYTES: usize = 64_000_000;
const FILES: usize = 10_000;

/// A picture is there in several sizes: how the ids of smaller ones end, and how large they are.
const SMALLER: [(char, u32, u32); 2] = [('s', 90, 60), ('m', 320, 213)];

impl Files {
    pub(super) fn add(&mut self, file: File, bytes: Bytes) -> File {
        self.count += 1;
        let file = File { id: format!("{}{:08}", file.kind.prefix(), self.count), size: bytes.len(), ..file };
        self.bytes += bytes.len();
        self.files.insert(self.count, (file.clone(), bytes));
        while (self.bytes > BYTES || self.files.len() > FILES) && self.files.len() > 1 {
            let oldest = self.files.pop_first();
            self.bytes -= oldest.map_or(0, |(_, (_, bytes))| bytes.len());
        }
        file
    }

    pub(super) fn find(&self, id: &str) -> Option<&(File, Bytes)> {
        let whole = id.trim_end_matches(SMALLER.map(|(mark, ..)| mark));
        let digits = whole.get(whole.len().checked_sub(8)?..)?;
        let found = self.files.get(&digits.parse().ok()?).filter(|(file, _)| file.id == whole)?;
        (whole == id || found.0.kind == Kind::Photo).then_some(found)
    }

    /// The file behind an address that [`File::path`] gave.
    pub(super) fn at(&self, path: &str) -> Option<&(File, Bytes)> {
        let name = path.rsplit('/').next()?;
        self.find(name.split('.').next()?).filter(|(file, _)| file.path() == path)
    }
}

impl File {
    pub(super) fn new(kind: Kind, name: Option<String>, mime: Option<String>, url: Option<String>) -> Self {
        let mime = mime.unwrap_or_else(|| kind.mime(name.as_deref()).to_owned());
        Self { kind, id: String::new(), name, mime, size: 0, url }
    }

    /// Where phones find it.
    pub(super) fn address(&self) -> String {
        self.url.clone().unwrap_or_else(|| format!("/files/{}", self.id))
    }

    /// Where bots find it, below the address of files.
    pub(super) fn path(&self) -> String {
        let ending = self.name.as_deref().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
        let plain = ending.filter(|it| it.len() <= 8 && it.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        format!("{}/{}.{}", self.kind.folder(), self.id, plain.unwrap_or(self.kind.ending()))
    }

    /// The object that stands in a message.
    pub(super) fn media(&self) -> Value {
        let mut media = self.named();
        let mut add = |fields: Value| media.extend(fields.as_object().cloned().unwrap_or_default());
        match self.kind {
            Kind::Photo => return self.sizes(),
            Kind::Video | Kind::Animation => add(json!({ "width": 1280, "height": 720, "duration": 5 })),
            Kind::Audio | Kind::Voice => add(json!({ "duration": 5 })),
            Kind::VideoNote => add(json!({ "length": 240, "duration": 5 })),
            Kind::Sticker => add(json!({
                "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false, "emoji": "🙂",
            })),
            Kind::Document => {}
        }
        if !matches!(self.kind, Kind::Sticker | Kind::VideoNote) {
            media.insert("mime_type".to_owned(), self.mime.clone().into());
        }
        if let Some(name) =
            self.name.as_ref().filter(|_| !matches!(self.kind, Kind::Sticker | Kind::VideoNote | Kind::Voice))
        {
            media.insert("file_name".to_owned(), name.clone().into());
        }
        media.into()
    }

    /// A picture, the smallest first.
    fn sizes(&self) -> Value {
        let size = |id: String, width: u32, height: u32| {
            json!({
                "file_unique_id": format!("U{id}"), "file_id": id, "file_size": self.size, "width": width,
                "height": height,
            })
        };
        let smaller = SMALLER.map(|(mark, width, height)| size(format!("{}{mark}", self.id), width, height));
        smaller.into_iter().chain([size(self.id.clone(), 1280, 853)]).collect()
    }

    /// What `getFile` gives.
    pub(super) fn found(&self) -> Value {
        let mut file = self.named();
        file.insert("file_path".to_owned(), self.path().into());
        file.into()
    }

    fn named(&self) -> Map<String, Value> {
        Map::from_iter([
            ("file_id".to_owned(), self.id.clone().into()),
            ("file_unique_id".to_owned(), format!("U{}", self.id).into()),
            ("file_size".to_owned(), self.size.into()),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_its_id_and_its_path() {
        let mut files = Files::default();
        let file =
            files.add(File::new(Kind::Photo, Some("a.PNG".into()), None, None), Bytes::from_static(b"1"));
        assert_eq!(files.find(&file.id).unwrap().0, file);
        assert_eq!(files.at(&file.path()).unwrap().0, file);
        let sizes = file.media();
        for size in sizes.as_array().unwrap() {
            assert_eq!(files.find(size["file_id"].as_str().unwrap()).unwrap().0, file);
        }
        for wrong in ["", "a", "é", "00000001", "AgACAgIAAxkBAAI00000002"] {
            assert!(files.find(wrong).is_none() && files.at(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_oldest_files_are_forgotten() {
        let mut files = Files::default();
        let mut add =
            |length| files.add(File::new(Kind::Document, None, None, None), Bytes::from(vec![0; length])).id;
        let ids = [add(BYTES / 2), add(BYTES / 2), add(1)];
        let there = ids.map(|id| files.find(&id).is_some());
        assert_eq!(there, [false, true, true]);
    }
}
