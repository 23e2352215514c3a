//! How the project finds Tertulia.

use std::path::{Path, PathBuf};

use crate::{fault::Fault, platforms::Platform};

/// Where the crate is from.
#[derive(Debug)]
pub(super) enum Dependency {
    /// From crates.io, in the version of this command.
    Published,
    /// From the crate in this folder.
    At(PathBuf),
}

impl Dependency {
    /// From a checkout of the repository, named by its folder or by that of the crate.
    pub(super) fn in_checkout(checkout: &Path) -> Result<Self, Fault> {
        let whole = checkout.canonicalize().map_err(|_| Fault::NoCheckout(checkout.into()))?;
        let crates = [whole.join("crates/tertulia"), whole];
        let found = crates.into_iter().find(|folder| {
            std::fs::read_to_string(folder.join("Cargo.toml"))
                .is_ok_and(|manifest| manifest.contains("name = \"tertulia\""))
        });
        found.map(Self::At).ok_or(Fault::NoCheckout(checkout.into()))
    }

    /// As the manifest has it, with these platforms alone and these features more.
    pub(super) fn in_manifest(&self, platforms: &[Platform], more: &[&str]) -> String {
        let mut features: Vec<_> = more.to_vec();
        let mut keys = vec![match self {
            Self::Published => format!("version = {}", quoted(VERSION)),
            Self::At(folder) => format!("path = {}", quoted(&folder.display().to_string())),
        }];
        if platforms.len() < Platform::ALL.len() {
            keys.push("default-features = false".into());
            features.extend(ESSENTIAL);
            features.extend(platforms.iter().map(|platform| platform.feature()));
        }
        if !features.is_empty() {
            let features: Vec<_> = features.into_iter().map(quoted).collect();
            keys.push(format!("features = [{}]", features.join(", ")));
        }
        format!("{{ {} }}", keys.join(", "))
    }
}

/// The version of this command, which is that of the crate.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));

/// What every bot has by default, apart from platforms.
const ESSENTIAL: [&str; 3] = ["playground", "postgres", "sqlite"];

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_named_only_where_they_are_not_the_default() {
        let dependency = Dependency::At("/tertulia".into());
        let all = dependency.in_manifest(&Platform::ALL, &[]);
        assert_eq!(all, r#"{ path = "/tertulia" }"#);
        let one = dependency.in_manifest(&[Platform::Telegram], &["test"]);
        assert_eq!(
            one,
            r#"{ path = "/tertulia", default-features = false, features = ["test", "playground", "postgres", "sqlite", "telegram"] }"#
        );
        assert_eq!(
            Dependency::Published.in_manifest(&Platform::ALL, &["test"]),
            format!(r#"{{ version = "{VERSION}", features = ["test"] }}"#)
        );
    }

    #[test]
    fn what_every_bot_has_is_what_the_crate_says() {
        let manifest =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../tertulia/Cargo.toml"));
        let manifest: toml::Table = manifest.unwrap().parse().unwrap();
        let features = manifest["features"]["default"].as_array().unwrap();
        let mut usual: Vec<_> = features.iter().filter_map(toml::Value::as_str).collect();
        let platforms = Platform::ALL.map(Platform::feature);
        usual.retain(|feature| !platforms.contains(feature));
        assert_eq!(usual, ESSENTIAL);
    }

    #[test]
    fn a_path_is_written_so_that_toml_reads_it_back() {
        let folder = r#"C:\bots "mine""#;
        let written = Dependency::At(folder.into()).in_manifest(&Platform::ALL, &[]);
        let read: toml::Table = format!("it = {written}").parse().unwrap();
        assert_eq!(read["it"]["path"].as_str(), Some(folder));
    }
}
