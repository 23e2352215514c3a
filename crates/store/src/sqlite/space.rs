//! Room on the disk: a limit under which nothing new comes in, and a reserve for when there is none left.
//!
//! A full disk does not even let SQLite delete. So a file of some size is kept beside the database, to be given up
//! then: what is under way can end, and what is waiting can go out.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::{SqliteOptions, lock::private};

/// How often it is looked how much room there is.
const LOOK: Duration = Duration::from_secs(1);

/// Watches over the room on the disk of a database.
pub(super) struct Space {
    folder: PathBuf,
    ballast: PathBuf,
    size: u64,
    min_free: u64,
    /// Whether nothing new may come in.
    scarce: Arc<AtomicBool>,
    looked: Option<Instant>,
}

impl Space {
    /// Watches over the disk on which this file is.
    pub(super) fn of(path: &Path, options: SqliteOptions, scarce: Arc<AtomicBool>) -> Self {
        let mut ballast = path.as_os_str().to_owned();
        ballast.push(".ballast");
        let mut space = Self {
            folder: folder_of(path).to_owned(),
            ballast: ballast.into(),
            size: options.ballast,
            min_free: options.min_free,
            scarce,
            looked: None,
        };
        space.look();
        space
    }

    /// Looks, now and then, whether there is room for what is new, and makes the reserve if it is not there.
    pub(super) fn look(&mut self) {
        if self.looked.is_some_and(|looked| looked.elapsed() < LOOK) {
            return;
        }
        self.looked = Some(Instant::now());
        let Some(free) = free(&self.folder) else { return };
        let scarce = free < self.min_free;
        if scarce != self.scarce.swap(scarce, Ordering::Relaxed) {
            if scarce {
                tracing::error!(
                    free,
                    "the disk is nearly full: nothing new is taken in (`database.min_free`)"
                );
            } else {
                tracing::warn!(free, "there is room on the disk again");
            }
        }
        if self.size > 0
            && !self.ballast.exists()
            && free > self.min_free.saturating_add(self.size)
            && let Err(error) = self.make_ballast()
        {
            tracing::warn!(%error, "the reserve for a full disk could not be made (`database.ballast`)");
            let _ = fs::remove_file(&self.ballast); // half of it would be mistaken for the whole
        }
    }

    /// The disk is full: gives up the reserve. Tells whether there was one.
    pub(super) fn give_up_ballast(&mut self) -> bool {
        let given_up = fs::remove_file(&self.ballast).is_ok();
        if given_up {
            self.scarce.store(true, Ordering::Relaxed);
            tracing::error!("the disk is full: the reserve was given up, nothing new is taken in");
        }
        given_up
    }

    /// Really written, or a file system would not reserve anything.
    fn make_ballast(&self) -> std::io::Result<()> {
        let mut file = private().open(&self.ballast)?;
        let chunk = [0x55; 64 << 10];
        let mut left = self.size;
        while left > 0 {
            let length = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            file.write_all(&chunk[..length])?;
            left -= length as u64;
        }
        file.sync_all()
    }
}

/// How many bytes there is room for where that database is. `None` if nobody can tell.
pub fn free_space(database: impl AsRef<Path>) -> Option<u64> {
    free(folder_of(database.as_ref()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// How much room there is for us. `None` if nobody can tell.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}
