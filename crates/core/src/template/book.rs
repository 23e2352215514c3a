//! The templates of a program, which may change while it runs.

use std::{
    fmt,
    panic::Location,
    sync::{Arc, PoisonError, RwLock},
};

use serde_json::Value;

use crate::{Line, Message};

use super::set::Set;

/// A template as it was read.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "made by whoever reads files")]
pub struct TemplateFile {
    /// Its name, with what the file ends with: `main/menu.yml`.
    pub name: String,
    /// The file, for who has to correct it.
    pub file: String,
    /// What stands in it.
    pub text: String,
    /// Where it is given to the app.
    pub at: Option<&'static Location<'static>>,
}

/// Tells the files anew if they changed since it was last asked.
pub(crate) type Changed = dyn Fn() -> Option<Vec<TemplateFile>> + Send + Sync;

/// The templates of a program.
pub(crate) struct TemplateBook {
    /// With what is wrong, if they changed for the worse.
    current: RwLock<Arc<Result<Set, Vec<String>>>>,
    changed: Option<Box<Changed>>,
}

impl TemplateBook {
    /// Reads every file, and tells everything that is wrong with them.
    pub(crate) fn read(
        files: Vec<TemplateFile>,
        changed: Option<Box<Changed>>,
    ) -> (Self, Vec<(Option<&'static Location<'static>>, String)>) {
        let (set, faults) = Set::read(files);
        (Self { current: RwLock::new(Arc::new(Ok(set))), changed }, faults)
    }

    /// What a template says; see [`Set::write`].
    pub(crate) fn write(
        &self,
        name: &str,
        speaker: &str,
        values: Value,
        at: &Line,
    ) -> Result<Vec<Message>, Vec<String>> {
        match &*self.current() {
            Ok(set) => set.write(name, speaker, values, at),
            Err(faults) => Err(faults.clone()),
        }
    }

    fn current(&self) -> Arc<Result<Set, Vec<String>>> {
        if let Some(files) = self.changed.as_ref().and_then(|changed| changed()) {
            let (set, faults) = Set::read(files);
            let read = if faults.is_empty() {
                Ok(set)
            } else {
                Err(faults.into_iter().map(|(_, text)| text).collect())
            };
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
        }
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for TemplateBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TemplateBook").finish_non_exhaustive()
    }
}
