//! What is to be written, all of it known before the first file is touched.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{fault::Fault, new_file};

use super::source::Added;

/// What is done to a project.
#[derive(Debug, Default)]
pub(super) struct Changes {
    new: Vec<(PathBuf, String)>,
    changed: Vec<(PathBuf, String)>,
    /// What the person has to write, and into which file.
    pub(super) by_hand: Vec<(PathBuf, Vec<String>)>,
    /// What to do then.
    pub(super) next: Option<String>,
}

impl Changes {
    /// A new file. If it says just this already, there is nothing to do.
    pub(super) fn create(&mut self, path: PathBuf, text: String) -> Result<(), Fault> {
        match fs::read_to_string(&path) {
            Ok(there) if there == text => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.new.push((path, text));
                Ok(())
            }
            _ => Err(Fault::Exists(path)),
        }
    }

    /// Lines for a file, which are told if it is not certain where they go.
    pub(super) fn add(
        &mut self,
        path: PathBuf,
        lines: Vec<String>,
        add: impl FnOnce(&str) -> Added,
    ) -> Result<(), Fault> {
        let added = match fs::read_to_string(&path) {
            Ok(source) => add(&source),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Added::Nowhere,
            Err(error) => return Err(Fault::Read { path, error }),
        };
        match added {
            Added::To(source) => self.changed.push((path, source)),
            Added::Already => {}
            Added::Nowhere => self.by_hand.push((path, lines)),
        }
        Ok(())
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.by_hand.is_empty()
    }

    /// What is done to which file.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let new = self.new.iter().map(|(path, _)| ("created", &**path));
        new.chain(self.changed.iter().map(|(path, _)| ("changed", &**path)))
    }

    pub(super) fn write(&self) -> Result<(), Fault> {
        for (path, text) in &self.new {
            new_file::create(path, text).map_err(|error| Fault::Write { path: path.clone(), error })?;
        }
        for (path, text) in &self.changed {
            fs::write(path, text).map_err(|error| Fault::Write { path: path.clone(), error })?;
        }
        Ok(())
    }
}
