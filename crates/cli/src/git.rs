//! The git repository of a new project.

use std::{
    path::Path,
    process::{Command, Stdio},
};

/// What came of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Repository {
    Made,
    /// The folder is part of one already.
    Around,
    /// There is no git, or it failed.
    Failed,
}

/// Makes a repository of a folder, unless it is in one.
pub(crate) fn init(folder: &Path) -> Repository {
    if git(folder, &["rev-parse", "--is-inside-work-tree"]) {
        return Repository::Around;
    }
    if git(folder, &["init", "--quiet"]) { Repository::Made } else { Repository::Failed }
}

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let quiet = || Stdio::null();
    let mut command = Command::new("git");
    command.current_dir(folder).args(arguments).stdin(quiet()).stdout(quiet()).stderr(quiet());
    command.status().is_ok_and(|status| status.success())
}
