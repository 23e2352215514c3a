//! What was made is a bot: it compiles without warnings, its tests pass, and nothing is wrong with it.

use std::{fs, path::Path, process::Command, time::Instant};

use crate::{
    playground,
    run::{checkout, run, target, tertulia_does},
};

#[test]
fn the_project_is_a_bot_and_so_is_what_is_added() {
    let began = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let checkout = checkout().canonicalize().unwrap();
    let path = checkout.to_str().unwrap();
    tertulia_does(folder.path(), &["new", "zebra-bot", "--path", path, "--no-git"]);
    let project = folder.path().join("zebra-bot");
    // The versions that are here already: nothing is fetched.
    fs::copy(checkout.join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
    assert!(tests(&project).contains("test people_order ... ok"));
    playground::talks(&mut cargo(&project, &["run", "--offline", "--quiet"]));
    println!("from an empty folder to a conversation in the browser it took {:?}", began.elapsed());

    tertulia_does(&project, &["generate", "context", "shop"]);
    tertulia_does(&project, &["generate", "form", "order"]);
    tertulia_does(&project, &["generate", "form", "gift", "--context", "profile"]);
    tertulia_does(&project, &["generate", "test", "refunds"]);
    assert!(tests(&project).contains("test the_bot_greets ... ok"));
    has_no_faults(&project);
}

/// Runs the tests of a project. It compiles without warnings, and is formatted.
fn tests(project: &Path) -> String {
    let began = Instant::now();
    let tested = run(&mut cargo(project, &["test", "--offline"]));
    println!("the tests of the project took {:?}", began.elapsed());
    // Cargo ends the warnings of a crate with a line that names it.
    assert!(tested.code == 0 && !tested.said.contains("warning: `zebra-bot`"), "{}", tested.said);
    let formatted = run(&mut cargo(project, &["fmt", "--check"]));
    assert_eq!(formatted.code, 0, "{}", formatted.said);
    tested.said
}

fn has_no_faults(project: &Path) {
    let checked = run(&mut cargo(project, &["run", "--offline", "--quiet", "--", "check"]));
    assert!(checked.code == 0 && checked.said.ends_with("nothing is wrong\n"), "{}", checked.said);
}

/// Cargo, which builds where this test was built, so that dependencies of the same features are not built twice.
fn cargo(project: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(project).args(arguments).env("CARGO_TARGET_DIR", target());
    // What the environment of this test says of its own package is not the project's.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TERTULIA_")) {
        command.env_remove(name);
    }
    command
}
