//! Looking into a SQLite file, and putting it right while no bot runs on it.

use std::path::PathBuf;

use tertulia_store::{
    Records as _, Sqlite, SqliteCaretaker, SqliteOptions, SqliteReader, Store as _, StoreError, Upkeep as _,
};

use super::people::{ANA, BEA, begun, well_known};

/// A database in a folder of its own.
struct Kept {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bot.db");
        Self { _folder: folder, path }
    }

    fn store(&self) -> Sqlite {
        Sqlite::open(&self.path, SqliteOptions::default()).unwrap()
    }

    fn reader(&self) -> SqliteReader {
        SqliteReader::open(&self.path).unwrap()
    }

    fn caretaker(&self) -> SqliteCaretaker {
        SqliteCaretaker::open(&self.path).unwrap()
    }

    /// Every file of the database, as bytes.
    fn holds(&self, text: &str) -> bool {
        let files = std::fs::read_dir(self.path.parent().unwrap()).unwrap();
        let mut contents = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
        contents.any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    }
}

#[tokio::test]
async fn a_person_is_found_exported_and_forgotten_and_nobody_else_is() {
    let kept = Kept::new();
    let store = kept.store();
    well_known(&store, ANA, 1).await;
    well_known(&store, BEA, 11).await;
    let reader = kept.reader();
    let [ana] = reader.people("whatsapp", "+1 650-555-1234").await.unwrap()[..] else { panic!("one person") };
    assert_eq!(reader.people("whatsapp", &format!("#{ana}")).await.unwrap(), [ana]);
    assert!(reader.people("telegram", ANA).await.unwrap().is_empty());
    let exported = reader.export(ana).await.unwrap();
    for (part, count) in [
        ("users", 1),
        ("aliases", 1),
        ("conversations", 1),
        ("outbox", 1),
        ("sent", 1),
        ("payloads", 1),
        ("traces", 1),
        ("chat_log", 1),
        ("dead", 3), // a call, an event, and what could not be read
    ] {
        assert_eq!(exported[part].as_array().unwrap().len(), count, "{part}: {exported:#}");
    }
    assert_eq!(exported["conversations"][0]["state"]["secret of"], ANA);
    assert!(!exported.to_string().contains(BEA));
    let refused = SqliteCaretaker::open(&kept.path).unwrap_err();
    assert!(matches!(refused, StoreError::InUse(_)), "{refused}");
    store.close().await.unwrap();
    drop(store);
    let before = reader.export(ana + 1).await.unwrap();
    assert!(kept.holds(ANA));
    let erased = kept.caretaker().forget(ana).await.unwrap();
    for (table, count) in [("payloads", 1), ("users", 1)] {
        assert!(erased.contains(&(table.to_owned(), count)), "{erased:?}");
    }
    assert!(reader.people("whatsapp", ANA).await.unwrap().is_empty());
    assert!(!kept.holds(ANA), "what was erased is written over, in the log too");
    assert_eq!(reader.export(ana + 1).await.unwrap(), before, "nobody else is concerned");
    let store = kept.store();
    let claim = begun(&store, ANA, 30, "hello").await;
    assert!(claim.snapshot.user.id > ana + 1 && !claim.snapshot.user.met, "who comes back is somebody new");
}

#[test]
fn a_file_is_brought_up_to_date_or_made() {
    let kept = Kept::new();
    assert!(matches!(SqliteCaretaker::open(&kept.path), Err(StoreError::Unusable(_))), "it makes none");
    assert!(!kept.path.exists());
    let (before, now) = Sqlite::migrate(&kept.path, SqliteOptions::default()).unwrap();
    assert!(before == 0 && now > 0);
    assert_eq!(Sqlite::migrate(&kept.path, SqliteOptions::default()).unwrap(), (now, now));
    let store = kept.store();
    assert!(Sqlite::migrate(&kept.path, SqliteOptions::default()).is_err(), "a bot runs on it");
    drop(store);
}
