//! The command as Cargo installs it.

use std::{process::Command, time::Duration};

use crate::run::{checkout, quickest_start, run, target};

/// Built as tests are: what is built already is not built again, and a released build starts no slower.
#[test]
fn cargo_installs_it_and_it_starts_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["install", "--debug", "--locked", "--offline", "--quiet", "--path"]);
    cargo
        .arg(checkout().join("crates/cli"))
        .arg("--root")
        .arg(folder.path())
        .arg("--target-dir")
        .arg(target());
    let installed = run(&mut cargo);
    assert_eq!(installed.code, 0, "{}", installed.said);
    let program = folder.path().join("bin/tertulia");
    let made = run(Command::new(&program).args(["new", "robin", "--no-git"]).current_dir(folder.path()));
    assert!(made.code == 0 && folder.path().join("robin/Cargo.toml").exists(), "{}", made.said);
    let quickest = quickest_start(&program);
    println!("the quickest start of the installed command took {quickest:?}");
    assert!(quickest < Duration::from_millis(50), "{quickest:?}");
}
