//! What can go wrong, and what to do about it.

use std::{io, path::PathBuf};

/// What went wrong. Nothing that existed was changed, unless a disk failed half-way.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("a name is missing, and nobody can be asked for it here: tertulia new my_bot")]
    NoName,
    #[error("{0}")]
    Answer(String),
    #[error("`{}` is there already, and not empty: choose another name, or remove it", .0.display())]
    Taken(PathBuf),
    #[error("`{}` is no checkout of Tertulia: there is no `{}` in it", .0.display(), "crates/tertulia/Cargo.toml")]
    NoCheckout(PathBuf),
    #[error(
        "`{}` is in no project of a bot: go to its folder, or name it with --path; `tertulia new` makes one", .0.display()
    )]
    NoProject(PathBuf),
    #[error("`{}` does not depend on `tertulia`, so it is no bot: go to the folder of one, or name it with --path", .0.display())]
    NoBot(PathBuf),
    #[error("`{}` cannot be read: {error}", path.display())]
    Manifest { path: PathBuf, error: toml::de::Error },
    #[error("`{}` is there already, and is not overwritten: choose another name, or remove it", .0.display())]
    Exists(PathBuf),
    #[error("`{}` cannot be read: {error}", path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error("`{}` cannot be written: {error}", path.display())]
    Write { path: PathBuf, error: io::Error },
}

impl Fault {
    /// Whether the command line lacked something.
    pub(crate) fn is_usage(&self) -> bool {
        matches!(self, Self::NoName | Self::Answer(_))
    }
}
