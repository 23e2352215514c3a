//! What the command says of itself.

use std::{path::Path, time::Duration};

use crate::run::{quickest_start, tertulia, tertulia_does};

#[test]
fn help_teaches_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!("help", tertulia_does(folder.path(), &["--help"]));
    for command in ["new", "generate", "completions"] {
        let help = tertulia_does(folder.path(), &[command, "--help"]);
        assert!(help.contains("  tertulia ") || help.contains("tertulia completions bash >"), "{help}");
    }
}

#[test]
fn there_are_no_colours_where_nobody_looks() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["new", "robin"][..], &["new", "robin"], &["new", "test"], &["--help"]] {
        let ended = tertulia(folder.path(), arguments);
        assert!(!ended.said.contains('\x1b'), "{ended:?}");
    }
}

#[test]
fn shells_complete_it() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = tertulia_does(folder.path(), &["completions", shell]);
        assert!(script.contains("tertulia") && script.contains("generate"), "{script}");
    }
    assert_eq!(tertulia(folder.path(), &["completions", "cmd"]).code, 2);
}

#[test]
fn its_version_is_that_of_the_framework() {
    let folder = tempfile::tempdir().unwrap();
    let version = format!("tertulia {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(tertulia_does(folder.path(), &["--version"]), version);
    assert_eq!(tertulia(folder.path(), &[]).code, 2);
}

#[test]
fn it_answers_at_once() {
    let quickest = quickest_start(Path::new(env!("CARGO_BIN_EXE_tertulia")));
    println!("the quickest start took {quickest:?}");
    assert!(quickest < Duration::from_millis(50), "{quickest:?}");
}
