//! One process per database.

use std::{
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use crate::StoreError;

/// Locks `<path>.lock` for as long as the file it returns is open.
pub(super) fn lock(path: &Path) -> Result<File, StoreError> {
    let name = lock_path(path);
    let file = private().open(&name).map_err(|error| {
        StoreError::Unusable(format!("its lock file {} cannot be opened: {error}", name.display()))
    })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(format!(
            "{} is in use by another process, which holds {}",
            path.display(),
            name.display()
        ))),
        Err(TryLockError::Error(error)) => {
            Err(StoreError::Unusable(format!("{} cannot be locked: {error}", name.display())))
        }
    }
}

/// Opens or creates a file that only its owner can read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn lock_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}
