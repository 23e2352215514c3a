//! Running the command.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// How it ended, and all that it said.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) said: String,
}

/// Runs the command in a folder, with nobody there to answer.
pub(crate) fn tertulia(folder: &Path, arguments: &[&str]) -> Ended {
    run(Command::new(env!("CARGO_BIN_EXE_tertulia")).current_dir(folder).args(arguments))
}

/// Like [`tertulia`], where it has to do what it is asked.
pub(crate) fn tertulia_does(folder: &Path, arguments: &[&str]) -> String {
    let Ended { code, said } = tertulia(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}: {said}");
    said
}

pub(crate) fn run(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), said: text(output.stdout) + &text(output.stderr) }
}

/// The checkout that this test is part of.
pub(crate) fn checkout() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The files in a folder but those of git, by their names from there, in order.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name == ".git" {
            continue;
        }
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).iter().map(|inside| format!("{name}/{inside}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}
