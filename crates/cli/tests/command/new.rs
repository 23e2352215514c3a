//! `new`.

use std::fs;

use crate::run::{files, tertulia, tertulia_does};

#[test]
fn a_project_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let said = tertulia_does(folder.path(), &["new", "my_bot", "--no-git"]);
    insta::assert_snapshot!("said", said);
    insta::assert_snapshot!("files", files(folder.path()).join("\n"));
}

#[test]
fn nothing_is_left_to_be_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    tertulia_does(folder.path(), &["new", "blue-robin", "--no-git"]);
    for name in files(folder.path()) {
        let text = fs::read_to_string(folder.path().join(&name)).unwrap();
        assert!(!text.contains("my_"), "{name}: {text}");
    }
}

#[test]
fn a_project_speaks_of_its_platforms_alone() {
    let folder = tempfile::tempdir().unwrap();
    tertulia_does(folder.path(), &["new", "zebra", "--platforms", "telegram", "--no-git"]);
    let text = |name: &str| fs::read_to_string(folder.path().join("zebra").join(name)).unwrap();
    for name in ["README.md", "tertulia.toml", ".env.example"] {
        let text = text(name);
        assert!(
            text.contains("elegram") && !text.contains("hatsApp") && !text.contains("essenger"),
            "{text}"
        );
    }
    insta::assert_snapshot!("manifest_for_one_platform", text("Cargo.toml"));
    insta::assert_snapshot!("settings_for_one_platform", text("tertulia.toml"));
}

#[test]
fn a_repository_is_made_unless_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    tertulia_does(folder.path(), &["new", "outer"]);
    let outer = folder.path().join("outer");
    assert!(outer.join(".git").exists());
    tertulia_does(&outer, &["new", "inner"]);
    assert!(!outer.join("inner/.git").exists());
    tertulia_does(folder.path(), &["new", "alone", "--no-git"]);
    assert!(!folder.path().join("alone/.git").exists());
}

#[test]
fn what_is_there_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("robin")).unwrap();
    tertulia_does(folder.path(), &["new", "robin", "--no-git"]);
    let kept = folder.path().join("robin/src/lib.rs");
    fs::write(&kept, "// mine").unwrap();
    let again = tertulia(folder.path(), &["new", "robin"]);
    assert_eq!(again.code, 1);
    assert!(again.said.contains("`robin` is there already, and not empty: choose another name"), "{again:?}");
    assert_eq!(fs::read_to_string(kept).unwrap(), "// mine");
    fs::write(folder.path().join("file"), "").unwrap();
    assert_eq!(tertulia(folder.path(), &["new", "file"]).code, 1);
}

#[test]
fn a_name_that_cannot_be_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    for (name, why) in [
        ("test", "it is a crate that Rust brings; choose another name, such as `test_bot`"),
        ("tertulia", "it is a crate that the bot is made with"),
        ("fn", "it is a word of Rust"),
        ("2bots", "a name begins with a letter"),
        ("bots/mine", "not '/'"),
    ] {
        let refused = tertulia(folder.path(), &["new", name]);
        assert!(refused.code == 2 && refused.said.contains(why), "{refused:?}");
    }
    assert_eq!(files(folder.path()), [""; 0]);
}

#[test]
fn it_never_waits_where_nobody_can_answer() {
    let folder = tempfile::tempdir().unwrap();
    let asked = tertulia(folder.path(), &["new"]);
    assert_eq!(asked.code, 2);
    assert!(
        asked.said.contains("a name is missing") && asked.said.contains("tertulia new my_bot"),
        "{asked:?}"
    );
}

#[test]
fn a_folder_that_is_no_checkout_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for path in [".", "gone"] {
        let refused = tertulia(folder.path(), &["new", "robin", "--path", path]);
        assert!(refused.code == 1 && refused.said.contains("is no checkout of Tertulia"), "{refused:?}");
    }
    let refused = tertulia(folder.path(), &["new", "robin", "--platforms", "signal"]);
    assert!(refused.code == 2 && refused.said.contains("telegram, whatsapp, messenger"), "{refused:?}");
    assert_eq!(files(folder.path()), [""; 0]);
}
