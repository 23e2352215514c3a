//! The folder of the project. What stands in it is never overwritten.

use std::{fs, io, path::Path};

use crate::{fault::Fault, new_file};

use super::files::File;

/// A folder that is there has to be empty.
pub(super) fn refuse_if_taken(folder: &Path) -> Result<(), Fault> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() != io::ErrorKind::NotADirectory => {
            Err(Fault::Read { path: folder.into(), error })
        }
        _ => Err(Fault::Taken(folder.into())),
    }
}

/// Writes every file.
pub(super) fn write(folder: &Path, files: &[File]) -> Result<(), Fault> {
    for file in files {
        let path = folder.join(file.path);
        new_file::create(&path, &file.text).map_err(|error| Fault::Write { path, error })?;
    }
    Ok(())
}
