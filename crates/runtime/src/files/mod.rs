//! The bytes of files: the app's own, and those that people sent to an account.

mod address;
mod fetch;
mod read;

use std::{path::Path, sync::Arc};

use tertulia_core::{
    Adapter, Http,
    event::File,
    file::{DownloadError, Fetched, FileBytes, Files, Pending},
};

/// What turns of one account get files by.
pub(crate) struct AccountFiles {
    pub(crate) http: Arc<dyn Http>,
    pub(crate) adapter: Arc<dyn Adapter>,
    pub(crate) account: String,
}

impl Files for AccountFiles {
    fn read<'a>(&'a self, path: &'a Path) -> Pending<'a, FileBytes, String> {
        Box::pin(read::read(path))
    }

    fn download<'a>(&'a self, file: &'a File, limit: usize) -> Pending<'a, Fetched, DownloadError> {
        Box::pin(self.fetch(file, limit))
    }
}
