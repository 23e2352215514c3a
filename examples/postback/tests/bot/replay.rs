//! `replay`.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::process::command;

const GREETING: &str = "\
# Somebody comes.
on messenger telegram

ana: hello
bot: Press the button to begin. [Get started]
ana: [Get started]
bot: Hello!
bot: Is it clear?
     Or not? [Yes]
ana: profile
bot: Shall we? [Sign up]
";

fn replay(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = command(folder).arg("replay").args(arguments).output().unwrap();
    let [said, complained] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (output.status.code().unwrap(), said, complained)
}

#[test]
fn conversations_that_went_well_go_well_again() {
    let chats = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/chats");
    let folder = tempfile::tempdir().unwrap();
    let (code, said, complained) = replay(folder.path(), &[chats]);
    assert_eq!((code, said.as_str(), complained.as_str()), (0, "3 recordings: 3 as recorded\n", ""));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn what_is_said_otherwise_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("greeting.chat"), GREETING).unwrap();
    let (code, said, _) = replay(folder.path(), &["greeting.chat"]);
    assert_eq!(code, 1);
    let differences = "    6   ana: [Get started]
    8 - bot: Is it clear?
             Or not? [Yes]
    8 + bot: Is it clear to you how postbacks work? [Of course!] [Not really 🤷🏻‍♂️]
";
    let telegram = format!("greeting.chat on telegram\n{differences}\n");
    assert_eq!(
        said,
        format!("greeting.chat on messenger\n{differences}\n{telegram}1 recording: 1 not as recorded\n")
    );
    let (code, said, _) = replay(folder.path(), &["greeting.chat", "--on", "telegram"]);
    assert_eq!((code, said), (1, format!("{telegram}1 recording: 1 not as recorded\n")));
    let (code, said, _) = replay(folder.path(), &["greeting.chat", "--on", "whatsapp"]);
    assert_eq!((code, said.as_str()), (0, "1 recording: 1 not for whatsapp\n"));

    let (code, said, _) = replay(folder.path(), &["greeting.chat", "--json", "--on", "telegram"]);
    let told: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, &told[0]["file"], &told[0]["same"]), (1, &json!("greeting.chat"), &json!(false)));
    assert_eq!(
        told[0]["platforms"][0]["differences"],
        json!([{
            "line": 8, "expected": "Is it clear?\nOr not? [Yes]",
            "said": "Is it clear to you how postbacks work? [Of course!] [Not really 🤷🏻‍♂️]",
        }])
    );
}

#[test]
fn recordings_are_rewritten_and_then_as_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("greeting.chat");
    fs::write(&file, GREETING).unwrap();
    let (code, said, _) = replay(folder.path(), &["--update", "."]);
    assert_eq!((code, said.as_str()), (0, "./greeting.chat is rewritten\n1 recording: 1 rewritten\n"));
    let rewritten = fs::read_to_string(&file).unwrap();
    assert_eq!(
        rewritten,
        GREETING.replace(
            "Is it clear?\n     Or not? [Yes]",
            "Is it clear to you how postbacks work? [Of course!] [Not really 🤷🏻‍♂️]"
        )
    );
    assert_eq!(replay(folder.path(), &["."]).0, 0);
}

#[test]
fn what_cannot_be_played_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| fs::write(folder.path().join("a.chat"), text).unwrap();
    write("on telegram\nana: hello\nbot: Hi!\nana: [Buy]\nbot: Bought.\n");
    for arguments in [&["a.chat"][..], &["a.chat", "--update"]] {
        let (code, said, _) = replay(folder.path(), arguments);
        assert_eq!(code, 1, "{said}");
        assert!(
            said.contains("    3 - bot: Hi!\n    3 + bot: Press the button to begin. [Get started]\n"),
            "{said}"
        );
        assert!(
            said.contains(
                "    4 ! ana can press nothing with the title `Buy` on telegram; there is: Get started"
            ),
            "{said}"
        );
    }
    write("ana: (dances)\n");
    let (code, said, _) = replay(folder.path(), &["a.chat"]);
    assert_eq!(code, 1);
    assert!(said.contains("a.chat:1: nobody can do `dances`"), "{said}");
}

#[test]
fn what_is_no_recording_is_a_mistake_of_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.chat"), "ana: hello\n").unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for (arguments, wrong) in [
        (&["gone.chat"][..], "gone.chat cannot be read"),
        (&["empty"], "empty holds no recordings"),
        (&["a.chat", "--on", "fax"], "the bot is on messenger, whatsapp, telegram"),
        (&["a.chat", "--on", "telegram", "--update"], "cannot be used with"),
        (&[], "required"),
    ] {
        let (code, said, complained) = replay(folder.path(), arguments);
        assert_eq!(code, 2, "{said}{complained}");
        assert!(complained.contains(wrong), "{complained}");
    }
}
