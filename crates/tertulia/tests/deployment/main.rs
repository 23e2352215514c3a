//! The files of `deploy/`, as far as they can be tried without the machines they are for.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "these are tests")]

mod compose;
mod programs;

use std::{fs, path::PathBuf};

/// The workspace.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of the workspace.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The lines of a Dockerfile that begin with that instruction, without it.
fn instructions<'a>(dockerfile: &'a str, name: &str) -> Vec<&'a str> {
    dockerfile.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).collect()
}

#[test]
fn the_image_is_built_from_what_there_is() {
    let dockerfile = read("deploy/Dockerfile");
    let bot = instructions(&dockerfile, "ARG")[0].strip_prefix("BOT=").unwrap();
    let manifest = read(&format!("examples/{bot}/Cargo.toml"));
    assert!(manifest.contains(&format!("name = \"{bot}\"")), "the package and its binary are called {bot}");
    assert!(dockerfile.contains("--package \"$BOT\"") && dockerfile.contains("target/release/$BOT"));
    let workspace = read("Cargo.toml");
    let version = workspace.lines().find_map(|line| line.strip_prefix("rust-version = \"")).unwrap();
    let rust = format!("rust:{}-slim-bookworm AS build", version.trim_end_matches('"'));
    assert_eq!(instructions(&dockerfile, "FROM")[0], rust);
    assert!(root().join("Cargo.lock").is_file(), "`--locked` wants it");
}

#[test]
fn the_image_of_a_new_project_is_alike() {
    let (own, new) = (read("deploy/Dockerfile"), read("crates/cli/templates/project/Dockerfile"));
    for name in ["FROM", "VOLUME", "EXPOSE"] {
        assert_eq!(instructions(&own, name), instructions(&new, name), "{name}");
    }
    for name in ["HEALTHCHECK", "ENTRYPOINT", "CMD"] {
        let new: Vec<_> = instructions(&new, name).iter().map(|line| line.replace("my_bot", "bot")).collect();
        assert_eq!(instructions(&own, name), new, "{name}");
    }
}
