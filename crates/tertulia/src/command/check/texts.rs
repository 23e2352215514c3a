//! Texts that nothing names.
//!
//! Which texts are said is not known before a bot runs: names may be put together. So the sources are looked through, only when
//! that is asked for, and what is told is a warning.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tertulia_core::program::{Fault, Program};

/// The texts that no other one refers to and no file in the folders names: sources in quotes, templates as a word.
///
/// # Errors
///
/// If a folder cannot be looked through: what is not read might name everything.
pub(super) fn unused(program: &Program, folders: &[PathBuf]) -> Result<Vec<Fault>, Fault> {
    let mut sources = Vec::new();
    for folder in folders {
        read(folder, &mut sources).map_err(|error| {
            let folder = folder.display();
            Fault::new(
                None,
                format!(
                    "`{folder}` cannot be looked through: {error}; `--source` takes folders, such as `src`"
                ),
            )
        })?;
    }
    let looked_in: Vec<_> = folders.iter().map(|folder| format!("`{}`", folder.display())).collect();
    let looked_in = looked_in.join(" or ");
    let named = |key: &str| sources.iter().any(|source| source.names(key));
    let unused = program.texts().filter(|text| !text.referenced && !named(&text.key));
    let told = |place: &str, key: &str| format!("{place}: nothing in {looked_in} names `{key}`");
    Ok(unused.map(|text| Fault::new(text.at, told(&text.place, &text.key))).collect())
}

/// A file that may name texts.
struct Source {
    is_rust: bool,
    text: String,
}

impl Source {
    fn names(&self, key: &str) -> bool {
        if self.is_rust {
            return self.text.contains(&format!("\"{key}\""));
        }
        let goes_on = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.');
        self.text.match_indices(key).any(|(start, _)| {
            let (before, after) = (&self.text[..start], &self.text[start + key.len()..]);
            !before.ends_with(goes_on) && !after.starts_with(goes_on)
        })
    }
}

fn read(folder: &Path, sources: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !is_made(&path) {
                read(&path, sources)?;
            }
        } else if matches!(extension, "rs" | "yml" | "yaml" | "html" | "md") {
            sources.push(Source { is_rust: extension == "rs", text: fs::read_to_string(&path)? });
        }
    }
    Ok(())
}

/// Whether a folder holds what others made out of the sources, as Cargo's does, or is hidden, as git's is.
fn is_made(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with('.') || folder.join("CACHEDIR.TAG").exists()
}
