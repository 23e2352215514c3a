//! Whether files changed, for what is read again in development.

use std::{
    fs,
    path::PathBuf,
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

/// What tells that a file changed.
type Stamp = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// Whether any of these files changed, came or went since it was last asked.
pub(crate) fn noticed(paths: impl Fn() -> Vec<PathBuf>) -> impl Fn() -> bool {
    let seen = Mutex::new(stamp(paths()));
    move || {
        let now = stamp(paths());
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = *seen != now;
        *seen = now;
        changed
    }
}

fn stamp(paths: Vec<PathBuf>) -> Stamp {
    let of = |path: PathBuf| {
        let about = fs::metadata(&path).ok();
        let changed = about.as_ref().and_then(|about| about.modified().ok());
        (path, changed, about.map_or(0, |about| about.len()))
    };
    paths.into_iter().map(of).collect()
}
