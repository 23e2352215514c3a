//! Texts that nothing names.
//!
//! Which texts are said is not known before a bot runs: names may be put together. So the sources are looked through, only when
//! that is asked for, and what is told is a warning.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tertulia_core::program::{Fault, Program};

/// The texts that no other one refers to and no file in the folder names: sources in quotes, templates as a word.
pub(super) fn unused(program: &Program, folder: &Path) -> io::Result<Vec<Fault>> {
    let mut sources = Vec::new();
    read(folder, &mut sources)?;
    let named = |key: &str| sources.iter().any(|source| source.names(key));
    let unused = program.texts().filter(|text| !text.referenced && !named(&text.key));
    let told = |place: &str, key: &str| format!("{place}: nothing in `{}` names `{key}`", folder.display());
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
            read(&path, sources)?;
        } else if matches!(extension, "rs" | "yml" | "yaml" | "html" | "md") {
            sources.push(Source { is_rust: extension == "rs", text: fs::read_to_string(&path)? });
        }
    }
    Ok(())
}
