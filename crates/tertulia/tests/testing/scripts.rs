//! Conversations that are written down.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
};

use tertulia::test::scripts;

use super::people::app;

#[test]
fn conversations_are_as_written_down() {
    scripts("tests/testing/chats", app);
}

#[test]
fn differences_are_told_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("greeting.chat"), "on telegram\nana: what\nbot: Hello!\n").unwrap();
    let told = catch_unwind(AssertUnwindSafe(|| scripts(folder.path(), app))).expect_err("it differs");
    let told = told.downcast_ref::<String>().unwrap();
    assert!(
        told.contains("greeting.chat on telegram:\n   ana: what\n - bot: Hello!\n + bot: Sorry?\n"),
        "{told}"
    );
}

#[test]
fn what_cannot_be_read_names_its_line() {
    let folder = tempfile::tempdir().unwrap();
    for (text, wrong) in [
        ("ana: (dances)", "1: nobody can do `dances`"),
        ("\nwait a while", "2: `a while` is no time"),
        ("on fax", "1: `fax` is no platform"),
        ("hello", "1: this says neither"),
    ] {
        fs::write(folder.path().join("wrong.chat"), text).unwrap();
        let told = catch_unwind(AssertUnwindSafe(|| scripts(folder.path(), app))).expect_err("it is wrong");
        let told = told.downcast_ref::<String>().unwrap();
        assert!(told.contains(&format!("wrong.chat:{wrong}")), "{told}");
    }
}
