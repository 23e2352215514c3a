//! `chat`, through a pipe.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Output, Stdio},
};

use crate::process::command;

/// What the bot says to these lines.
fn chat(folder: &Path, lines: &str) -> String {
    let mut chat = command(folder);
    chat.arg("chat").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut chat = chat.spawn().unwrap();
    chat.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let Output { status, stdout, .. } = chat.wait_with_output().unwrap();
    let said = String::from_utf8(stdout).unwrap();
    assert!(status.success(), "{said}");
    said
}

#[test]
fn it_talks_in_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let said = chat(folder.path(), "hello\n/as messenger\n/begin\n1\n7\n/as fax\n");
    let told: Vec<_> = said.lines().map(str::trim).collect();
    assert_eq!(told[..2], ["Press the button to begin.", "1. Get started"]);
    assert_eq!(
        told[2..6],
        ["Hello!", "Is it clear to you how postbacks work?", "1. Of course!", "2. Not really 🤷🏻‍♂️"]
    );
    assert_eq!(told[6], "Awesome!");
    assert!(
        said.contains("nothing has the number 7")
            && said.contains("the bot is on messenger, whatsapp, telegram, not on `fax`"),
        "{said}"
    );
    assert!(!said.contains('\x1b'), "no colours where nobody looks: {said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn what_is_pressed_is_a_title_or_what_an_old_button_carried() {
    let folder = tempfile::tempdir().unwrap();
    for platform in ["messenger", "whatsapp", "telegram"] {
        let said = chat(
            folder.path(),
            &format!("/as {platform}\n/press get_started\n/press Of course!\n/press nobody_answers_this\n"),
        );
        let told: Vec<_> = said.lines().map(str::trim).collect();
        assert_eq!(told[..2], ["Hello!", "Is it clear to you how postbacks work?"], "{said}");
        assert_eq!(told[4], "Awesome!", "{said}");
        assert_eq!(told[6..], ["Press the button to begin.", "1. Get started"], "{said}");
    }
}

#[test]
fn a_conversation_is_saved_and_replayed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("there.chat"), "ana: hello\n").unwrap();
    for platform in ["messenger", "whatsapp", "telegram"] {
        let lines = format!(
            "/save early.chat\n/as {platform}\nhello\n/press Get started\n/press Of course!\n/save there.chat\n\
             /save {platform}.chat\nlist\n/press Of course!\ncards\n/press get_started\nwell,\\ well\n/save {platform}.chat\n"
        );
        let said = chat(folder.path(), &lines);
        assert!(said.contains("nothing was said yet"), "{said}");
        assert!(said.contains("there.chat is there already"), "{said}");
        let saved = fs::read_to_string(folder.path().join(format!("{platform}.chat"))).unwrap();
        let begins = format!(
            "on {platform}\n\nyou: hello\nbot: Press the button to begin. [Get started]\nyou: [Get started]\n"
        );
        assert!(saved.contains(&begins), "{saved}");
        assert!(saved.contains("you: (payload get_started)\nbot: Hello!\n"), "{saved}");
        let replayed = command(folder.path()).args(["replay", &format!("{platform}.chat")]).output().unwrap();
        let told = String::from_utf8(replayed.stdout).unwrap();
        assert_eq!(told.trim(), "1 recording: 1 as recorded", "{saved}");
    }
    assert!(!folder.path().join("early.chat").exists());
}
