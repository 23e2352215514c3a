//! Small file systems that can be filled up, or become read-only.

use std::{
    io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// A mounted file system. It is unmounted when this is dropped.
#[derive(Debug)]
pub(crate) struct Mount {
    folder: TempDir,
    image: Option<PathBuf>,
}

/// Why there is no file system.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Skipped {
    /// What was said.
    pub reason: String,
    /// Whether this is root's process, which may mount nearly everywhere.
    pub root: bool,
}

impl Mount {
    /// A file system in memory, with room for so many bytes.
    pub(crate) fn in_memory(bytes: u32) -> Result<Self, Skipped> {
        let folder = tempfile::tempdir().map_err(|error| Skipped::because(&error))?;
        std::fs::create_dir(folder.path().join("at")).map_err(|error| Skipped::because(&error))?;
        let mount = Self { folder, image: None };
        let at = mount.path();
        command(
            Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"]).arg(at),
        )?;
        Ok(mount)
    }

    /// A file system on a disk, which is a file of so many mebibytes.
    pub(crate) fn on_disk(mebibytes: u32) -> Result<Self, Skipped> {
        let folder = tempfile::tempdir().map_err(|error| Skipped::because(&error))?;
        std::fs::create_dir(folder.path().join("at")).map_err(|error| Skipped::because(&error))?;
        let image = folder.path().join("disk");
        let size = format!("{mebibytes}M");
        command(Command::new("mkfs.ext4").args(["-q", "-E", "lazy_itable_init=0"]).arg(&image).arg(size))?;
        let mount = Self { folder, image: Some(image) };
        mount.again()?;
        Ok(mount)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("at")
    }

    /// Whether a file in it can be written to, also by those who have opened it.
    pub(crate) fn set_writable(&self, file: &str, writable: bool) -> Result<(), Skipped> {
        let flag = if writable { "-i" } else { "+i" };
        command(Command::new("chattr").arg(flag).arg(self.path().join(file)))
    }

    /// From now on nothing can be written any more, as after an error of the disk. What the disk had not taken
    /// by then is lost.
    pub(crate) fn fail(&self) -> Result<(), Skipped> {
        command(Command::new("mount").args(["-o", "remount,abort"]).arg(self.path()))
    }

    /// Unmounts the disk, and mounts it again as after a restart of the machine. Nobody may use it.
    pub(crate) fn restart(&self) -> Result<(), Skipped> {
        command(Command::new("umount").arg(self.path()))?;
        self.again()
    }

    fn again(&self) -> Result<(), Skipped> {
        let Some(image) = &self.image else { return Ok(()) };
        command(Command::new("mount").args(["-o", "loop"]).arg(image).arg(self.path()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = command(Command::new("umount").arg("-l").arg(self.path())); // it may not be mounted
    }
}

impl Skipped {
    fn new(reason: String) -> Self {
        let root = std::fs::metadata("/proc/self").is_ok_and(|of_process| of_process.uid() == 0);
        Self { reason, root }
    }

    fn because(error: &io::Error) -> Self {
        Self::new(error.to_string())
    }
}

fn command(command: &mut Command) -> Result<(), Skipped> {
    let output = command.output().map_err(|error| Skipped::because(&error))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Skipped::new(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

/// Fills a file system up with a file, but for so many bytes. It is full as long as the file is there.
pub(crate) fn fill(folder: &Path, but_for: u64) -> io::Result<PathBuf> {
    use io::Write as _;

    let path = folder.join("filling");
    let mut file = std::fs::File::create(&path)?;
    loop {
        match file.write_all(&[1; 4096]) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::StorageFull => break,
            Err(error) => return Err(error),
        }
    }
    file.set_len(file.metadata()?.len().saturating_sub(but_for))?;
    Ok(path)
}
