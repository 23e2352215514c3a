//! Running the command.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
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

/// Where this test was built, so that others need not build the same again.
pub(crate) fn target() -> &'static Path {
    let folder = Path::new(env!("CARGO_BIN_EXE_tertulia")).ancestors().nth(2);
    folder.expect("a program is in a folder of the target")
}

/// The quickest of several starts, as the machine may have other things to do.
pub(crate) fn quickest_start(program: &Path) -> Duration {
    let start = |_| {
        let began = Instant::now();
        assert_eq!(run(Command::new(program).arg("--help")).code, 0);
        began.elapsed()
    };
    (0..20).map(start).min().unwrap()
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
