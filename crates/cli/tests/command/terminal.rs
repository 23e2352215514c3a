//! In a terminal it asks for what is missing.

use std::{
    env,
    io::Write as _,
    process::{Command, Stdio},
};

use crate::run::files;

#[test]
fn what_is_missing_is_asked_for() {
    // What runs a program in a terminal of its own, on every Linux.
    let is_there =
        Command::new("script").arg("--version").output().is_ok_and(|output| output.status.success());
    if !is_there {
        let required = env::var_os("TERTULIA_REQUIRE_SERVICES").is_some_and(|value| value == "1");
        assert!(!required, "script (util-linux) is not installed");
        println!("skipped: script (util-linux) is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let new = format!("{} new --no-git", env!("CARGO_BIN_EXE_tertulia"));
    let mut terminal = Command::new("script");
    terminal.args(["--quiet", "--return", "--command", &new, "/dev/null"]).current_dir(folder.path());
    let mut terminal = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    terminal.stdin.as_mut().unwrap().write_all(b"my robin\nrobin\ntelegram\n").unwrap();
    let output = terminal.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert_eq!(said.matches("Name of the bot [my_bot]: ").count(), 2, "{said}");
    assert!(said.contains("Platforms (telegram, whatsapp, messenger) [all]: "), "{said}");
    assert!(said.contains("A bot for Telegram."), "{said}");
    assert!(files(folder.path()).contains(&"robin/Cargo.toml".to_owned()), "{said}");
}
