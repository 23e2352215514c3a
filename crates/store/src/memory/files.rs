//! Files that calls show, and how platforms name them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use tertulia_core::file::{CallFile, FileHash, OutgoingFile};

use super::durable::Durable;
use crate::{
    AccountId, Upload,
    rules::{
        retention::{Horizon, PORTION},
        time::{millis, timestamp},
    },
};

/// Everything there is of files.
#[derive(Default)]
pub(super) struct KeptFiles {
    files: BTreeMap<FileHash, File>,
    uploads: BTreeMap<Key, Upload>,
}

struct File {
    /// When a call was last made that shows it.
    kept_at: i64,
    bytes: Arc<[u8]>,
}

/// What an upload is found by: account, bytes, kind, name and type.
type Key = (AccountId, FileHash, &'static str, String, String);

fn key(account: AccountId, file: CallFile) -> Key {
    let CallFile { hash, kind, name, mime_type, .. } = file;
    (account, hash, kind.name(), name, mime_type)
}

impl KeptFiles {
    /// Keeps the bytes that a call shows.
    pub(super) fn keep(&mut self, files: &[OutgoingFile], now: i64) {
        for OutgoingFile { file, bytes, .. } in files {
            let bytes = Arc::clone(bytes);
            let kept = self.files.entry(file.hash).or_insert(File { kept_at: now, bytes });
            kept.kept_at = kept.kept_at.max(now);
        }
    }

    /// The bytes of a file.
    pub(super) fn bytes(&self, hash: &FileHash) -> Option<Arc<[u8]>> {
        self.files.get(hash).map(|file| Arc::clone(&file.bytes))
    }

    /// How a platform names a file, if that is still good.
    pub(super) fn upload(&self, account: AccountId, file: CallFile, now: i64) -> Option<Upload> {
        self.uploads.get(&key(account, file)).filter(|upload| millis(upload.expires) > now).cloned()
    }

    /// Keeps how a platform names a file.
    pub(super) fn keep_upload(&mut self, account: AccountId, file: CallFile, upload: Upload) {
        let Upload { id, at, expires } = upload;
        let (at, expires) = (timestamp(millis(at)), timestamp(millis(expires)));
        self.uploads.insert(key(account, file), Upload { id, at, expires });
    }

    /// Forgets how a platform names a file.
    pub(super) fn forget_upload(&mut self, account: AccountId, file: CallFile) {
        self.uploads.remove(&key(account, file));
    }

    /// What is kept: when each file was last shown, and how many names there are.
    pub(super) fn list(&self) -> (Vec<(FileHash, i64)>, usize) {
        (self.files.iter().map(|(hash, file)| (*hash, file.kept_at)).collect(), self.uploads.len())
    }
}

impl Durable {
    /// Forgets files that no call shows any more, and names that are no longer good.
    pub(super) fn sweep_files(&mut self, horizon: Horizon) {
        let shown = self.outbox.files();
        let KeptFiles { files, uploads } = &mut self.files;
        let mut old: Vec<_> = files
            .iter()
            .filter(|(_, file)| file.kept_at < horizon.files())
            .map(|(hash, file)| (file.kept_at, *hash))
            .collect();
        old.sort_unstable();
        let gone: BTreeSet<_> = old.into_iter().take(PORTION).map(|(_, hash)| hash).collect();
        files.retain(|hash, _| shown.contains(hash) || !gone.contains(hash));
        uploads.retain(|_, upload| millis(upload.expires) > horizon.uploads());
    }
}
