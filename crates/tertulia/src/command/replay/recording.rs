//! Recordings, and where they are.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tertulia_core::Platform;

use crate::test::script::{self, Script};

/// A conversation that was written down.
pub(super) struct Recording {
    pub(super) file: PathBuf,
    /// What stands in the file.
    pub(super) text: String,
    /// The same, or the line that cannot be read, and why.
    pub(super) script: Result<Script, String>,
}

impl Recording {
    fn read(file: PathBuf) -> Result<Self, String> {
        let text = fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
        let script = Script::read(&text);
        Ok(Self { file, text, script })
    }

    /// On which platforms it is played, if all but one are left out.
    pub(super) fn platforms(&self, only: Option<Platform>) -> Vec<Platform> {
        let all = self.script.as_ref().map(Script::platforms).unwrap_or_default();
        all.into_iter().filter(|platform| only.is_none_or(|only| only == *platform)).collect()
    }
}

/// The recordings that are named, and those in folders that are named.
///
/// # Errors
///
/// If one of them is not there, or a folder holds none.
pub(super) fn find(named: &[PathBuf]) -> Result<Vec<Recording>, String> {
    let mut found = Vec::new();
    for path in named {
        if !path.is_dir() {
            found.push(Recording::read(path.clone())?);
            continue;
        }
        let files = script::files(path).map_err(|error| unreadable(path, &error))?;
        if files.is_empty() {
            return Err(format!("{} holds no recordings: files named *.chat", path.display()));
        }
        for file in files {
            found.push(Recording::read(file)?);
        }
    }
    Ok(found)
}

fn unreadable(path: &Path, error: &std::io::Error) -> String {
    format!("{} cannot be read: {error}", path.display())
}
