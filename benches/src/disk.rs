//! How long the disk takes to promise something.

use std::{
    io::{self, Write as _},
    path::Path,
    time::{Duration, Instant},
};

use crate::percentile::median;

const TIMES: usize = 200;

/// How long it takes to append 4 KiB to a file in this folder and have them on the disk: the median of many times.
///
/// # Errors
///
/// If the folder cannot be written to.
pub fn sync_time(folder: &Path) -> io::Result<Duration> {
    let mut file = tempfile::tempfile_in(folder)?;
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        file.write_all(&[7; 4096])?;
        let begun = Instant::now();
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    Ok(median(&times).unwrap_or_default())
}
