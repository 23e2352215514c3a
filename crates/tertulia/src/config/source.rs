//! Values that stand elsewhere: `env:NAME` and `file:PATH`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The largest file a value is read from, in bytes.
const LARGEST: u64 = 64 * 1024;

/// Where values that stand elsewhere are looked up.
pub(super) struct Source<'a> {
    pub(super) variables: &'a BTreeMap<String, String>,
    pub(super) read: &'a dyn Fn(&Path) -> io::Result<String>,
}

/// A value after look-up.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Resolved {
    /// It stood there itself.
    Literal(String),
    /// From an environment variable; lists are comma-separated there.
    Variable(String),
    /// From a file, which holds one value.
    File(String),
}

impl Source<'_> {
    /// Looks a value up, once: what is found is not looked up again.
    ///
    /// # Errors
    /// What is missing, as it follows the name of the key.
    pub(super) fn resolve(&self, written: &str) -> Result<Resolved, String> {
        if let Some(name) = written.strip_prefix("env:") {
            self.variable(name).map(Resolved::Variable)
        } else if let Some(path) = written.strip_prefix("file:") {
            self.file(path).map(Resolved::File)
        } else {
            Ok(Resolved::Literal(written.to_owned()))
        }
    }

    /// A name that is none is not shown: it may be a secret that happens to begin with `env:`.
    fn variable(&self, name: &str) -> Result<String, String> {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(
                "has env: before something that is not the name of an environment variable".to_owned()
            );
        }
        match self.variables.get(name).filter(|value| !value.is_empty()) {
            Some(value) => Ok(value.clone()),
            None => Err(format!("is env:{name}, and the environment variable {name} is not set")),
        }
    }

    /// One newline at the end is not part of the value: editors and `echo` leave it there.
    fn file(&self, path: &str) -> Result<String, String> {
        let text = (self.read)(Path::new(path))
            .map_err(|error| format!("is file:{path}, which cannot be read: {error}"))?;
        let value = text.strip_suffix('\n').map_or(&*text, |line| line.strip_suffix('\r').unwrap_or(line));
        match value.is_empty() {
            true => Err(format!("is file:{path}, which is empty")),
            false => Ok(value.to_owned()),
        }
    }
}

/// Whether a value stands elsewhere.
pub(super) fn is_reference(written: &str) -> bool {
    written.starts_with("env:") || written.starts_with("file:")
}

/// Reads a file from disk, up to 64 KiB.
///
/// # Errors
/// If it cannot be read, is larger or is not UTF-8.
pub(super) fn read_file(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    match text.len() as u64 > LARGEST {
        true => Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 64 KiB")),
        false => Ok(text),
    }
}
