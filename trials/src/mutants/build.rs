//! Building a mutant.

use std::{
    collections::HashSet,
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::Result;

use super::{Mutant, piece};

/// Builds the bot of a mutant. Only what the mutant changes is compiled anew.
pub(super) fn bot(mutant: &Mutant) -> Result<PathBuf> {
    let broken = piece::replace(workspace(), mutant)?;
    let folder = target_folder()?.join("mutants");
    let (copy, target, bots) = (folder.join("workspace"), folder.join("target"), folder.join("bots"));
    let keep = broken.keys().map(|file| copy.join(file)).collect();
    copy_folder(workspace(), &copy, &keep)?;
    for (file, text) in &broken {
        write(&copy.join(file), text.as_bytes())?;
    }
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "-p", "tertulia-trials", "--bin", "trial_bot", "--target-dir"])
        .arg(&target)
        .env("CARGO_INCREMENTAL", "1")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // What is now unused is no concern of ours.
        .env("RUSTFLAGS", "-Awarnings")
        .current_dir(&copy)
        .status()?;
    if !status.success() {
        return Err(format!("the mutant `{}` does not build", mutant.name).into());
    }
    // The next one is built while this one is on trial.
    fs::create_dir_all(&bots)?;
    let bot = bots.join(mutant.name);
    fs::copy(target.join("debug").join("trial_bot"), &bot)?;
    Ok(bot)
}

/// The folder of the workspace.
pub fn workspace() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder)
}

/// The folder above that of the profile this program was built with.
fn target_folder() -> io::Result<PathBuf> {
    let program = env::current_exe()?;
    let folder = program.ancestors().nth(2).ok_or_else(|| io::Error::other("no target folder"))?;
    Ok(folder.to_owned())
}

/// Makes a folder the same as another, but for the files in `keep`. Builds and what is hidden stay behind.
fn copy_folder(from: &Path, to: &Path, keep: &HashSet<PathBuf>) -> io::Result<()> {
    fs::create_dir_all(to)?;
    let mut names = HashSet::new();
    for entry in fs::read_dir(from)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if name == "target" || name.to_string_lossy().starts_with('.') {
            continue;
        }
        let copy = to.join(&name);
        if path.is_dir() {
            copy_folder(&path, &copy, keep)?;
        } else if !keep.contains(&copy) {
            write(&copy, &fs::read(&path)?)?;
        }
        names.insert(name);
    }
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        if !names.contains(&entry.file_name()) {
            let gone = entry.path();
            if gone.is_dir() { fs::remove_dir_all(gone)? } else { fs::remove_file(gone)? }
        }
    }
    Ok(())
}

/// Writes a file that has changed: Cargo goes by its time.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) { Ok(()) } else { fs::write(path, content) }
}
