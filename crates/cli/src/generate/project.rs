//! The project that is added to.

use std::{
    fs,
    path::{Path, PathBuf},
};

use toml::Table;

use crate::fault::Fault;

/// A bot's project.
#[derive(Debug)]
pub(super) struct Project {
    /// Where its `Cargo.toml` is, as the person named it.
    pub(super) folder: PathBuf,
    /// What the bot is called in Rust.
    pub(super) library: String,
}

impl Project {
    /// The project of this folder, or of the nearest one around it.
    pub(super) fn around(place: &Path) -> Result<Self, Fault> {
        let none = || Fault::NoProject(place.into());
        let whole = place.canonicalize().map_err(|_| none())?;
        let found = whole.ancestors().position(|folder| folder.join("Cargo.toml").is_file());
        let up = found.ok_or_else(none)?;
        // Paths that are told stay short: relative to where the person is, or as they wrote them.
        let mut folder = if place == Path::new(".") { PathBuf::new() } else { place.to_owned() };
        folder.extend(std::iter::repeat_n("..", up));
        let path = folder.join("Cargo.toml");
        let text = fs::read_to_string(&path).map_err(|error| Fault::Read { path: path.clone(), error })?;
        let manifest = text.parse().map_err(|error| Fault::Manifest { path: path.clone(), error })?;
        match library(&manifest) {
            Some(library) => Ok(Self { folder, library }),
            None => Err(Fault::NoBot(path)),
        }
    }
}

/// What a bot is called in Rust. `None` if it is no bot.
fn library(manifest: &Table) -> Option<String> {
    manifest.get("dependencies")?.get("tertulia")?;
    let name = |of: &str| manifest.get(of)?.get("name")?.as_str();
    Some(name("lib").or_else(|| name("package"))?.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_is_what_depends_on_tertulia() {
        let library = |text: &str| library(&text.parse().unwrap());
        let bot = "package.name = 'my-bot'\ndependencies.tertulia = '0.1'";
        assert_eq!(library(bot).as_deref(), Some("my_bot"));
        assert_eq!(library(&format!("{bot}\nlib.name = 'robin'")).as_deref(), Some("robin"));
        assert_eq!(library("package.name = 'my-bot'"), None);
        assert_eq!(library("workspace.members = []\ndependencies.tertulia = '0.1'"), None);
    }
}
