//! The texts of a program, whose files may change while it runs.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use super::{Catalog, Source, TextFault};

/// The texts of one language, as they were read from a file.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever reads files")]
pub struct LocaleFile {
    /// The language, as a BCP 47 tag: `pt-BR`.
    pub tag: String,
    /// The file, for who has to correct it.
    pub file: String,
    /// What stands in it.
    pub text: String,
}

/// Tells the files anew if they changed since it was last asked, or why they cannot be read.
pub(crate) type TextsChanged = dyn Fn() -> Option<Result<Vec<LocaleFile>, Vec<String>>> + Send + Sync;

/// The texts of a program.
pub(crate) struct TextBook {
    first: Arc<Catalog>,
    changes: Option<Changes>,
}

/// What is needed to read the texts again.
struct Changes {
    changed: Box<TextsChanged>,
    /// The texts that are in no file.
    own: Vec<Source>,
    default: Option<String>,
    now: Mutex<Now>,
}

struct Now {
    catalog: Arc<Catalog>,
    /// Of what the last catalog without a fault was made.
    sound: Vec<Source>,
}

impl TextBook {
    /// Reads every source, and tells everything that is wrong with them.
    pub(crate) fn read(
        sources: Vec<Source>,
        default: Option<String>,
        changed: Option<Box<TextsChanged>>,
    ) -> (Self, Vec<TextFault>) {
        let again = changed.map(|changed| (changed, sources.clone(), default.clone()));
        let (catalog, faults) = Catalog::new(sources, default);
        let first = Arc::new(catalog);
        let changes = again.map(|(changed, sound, default)| Changes {
            changed,
            own: sound.iter().filter(|source| source.file.is_none()).cloned().collect(),
            default,
            now: Mutex::new(Now { catalog: Arc::clone(&first), sound }),
        });
        (Self { first, changes }, faults)
    }

    /// The texts as the program began with them, which is what start-up checks.
    pub(crate) fn first(&self) -> &Catalog {
        &self.first
    }

    /// The texts as they are now. If they changed for the worse, saying one of the app's tells what is wrong.
    pub(crate) fn current(&self) -> Arc<Catalog> {
        self.changes.as_ref().map_or_else(|| Arc::clone(&self.first), Changes::current)
    }
}

impl Changes {
    fn current(&self) -> Arc<Catalog> {
        let news = (self.changed)();
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        match news.map(|files| self.read(files)) {
            None => {}
            Some(Ok((catalog, sound))) => *now = Now { catalog: Arc::new(catalog), sound },
            Some(Err(faults)) => {
                // What Tertulia itself says is still said in the bot's words.
                let (before, _) = Catalog::new(now.sound.clone(), self.default.clone());
                now.catalog = Arc::new(before.broken(faults));
            }
        }
        Arc::clone(&now.catalog)
    }

    fn read(
        &self,
        files: Result<Vec<LocaleFile>, Vec<String>>,
    ) -> Result<(Catalog, Vec<Source>), Vec<String>> {
        let files = files?.into_iter().map(|LocaleFile { tag, file, text }| Source {
            tag,
            file: Some(file),
            at: None,
            text,
        });
        let sources: Vec<_> = self.own.iter().cloned().chain(files).collect();
        let (catalog, faults) = Catalog::new(sources.clone(), self.default.clone());
        if faults.is_empty() {
            return Ok((catalog, sources));
        }
        Err(faults.into_iter().map(|(_, text)| text).collect())
    }
}

impl fmt::Debug for TextBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TextBook").field("first", &self.first).finish_non_exhaustive()
    }
}
