//! The pictures of the guide: what each reply looks like in the playground, and whether it still does.
//!
//! Beside each picture stands what can be read on it, and that is compared. `UPDATE=1` makes all of them anew.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "these are tests, and a skipped one says why"
)]

#[allow(dead_code, reason = "the playground's own tests use the rest of it")]
#[path = "../../../postback/tests/playground/browser.rs"]
mod browser;
mod dev;
#[path = "../../../postback/tests/playground/driver.rs"]
mod driver;
mod phones;
mod scene;
#[allow(dead_code, reason = "the playground's own tests use the rest of it")]
#[path = "../../../postback/tests/playground/services.rs"]
mod services;
mod shown;

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use phones::Phones;
use scene::SCENES;

/// Where the pictures lie.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../book/src/pictures")
}

#[tokio::test]
async fn the_pictures_of_the_guide_show_what_is_seen_today() {
    if !services::browser() {
        return;
    }
    let makes_them = env::var("UPDATE").is_ok_and(|update| !matches!(update.as_str(), "" | "0"));
    let phones = Phones::open().await;
    let mut faults = Vec::new();
    for scene in SCENES {
        phones.play(scene).await;
        let words = folder().join(format!("{}.txt", scene.name));
        if makes_them {
            let seen = phones.at_rest(scene).await;
            fs::create_dir_all(folder()).unwrap();
            fs::write(words, seen).unwrap();
            fs::write(picture_of(scene.name), phones.picture().await).unwrap();
            continue;
        }
        let known = fs::read_to_string(words).unwrap_or_default();
        if let Err(seen) = phones.until(&known).await {
            faults.push(format!("{}:\n{}", scene.name, shown::differences(&known, &seen)));
        }
    }
    assert!(
        faults.is_empty(),
        "other than on the pictures (`UPDATE=1` makes them anew):\n\n{}",
        faults.join("\n")
    );
}

fn picture_of(name: &str) -> PathBuf {
    folder().join(format!("{name}.png"))
}

#[test]
fn every_picture_is_of_a_scene_and_on_the_page() {
    let page = fs::read_to_string(folder().join("../looks.md")).unwrap();
    let lying: BTreeSet<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let made: BTreeSet<_> =
        SCENES.iter().flat_map(|scene| ["png", "txt"].map(|kind| format!("{}.{kind}", scene.name))).collect();
    assert_eq!(lying, made);
    for scene in SCENES {
        assert!(
            page.contains(&format!("](pictures/{}.png)", scene.name)),
            "{} is not on the page",
            scene.name
        );
    }
}

#[test]
fn the_code_on_the_page_is_that_of_the_bot() {
    let page = fs::read_to_string(folder().join("../looks.md")).unwrap();
    let code = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/replies.rs")).unwrap();
    let blocks = page.split("```rust,ignore\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    for block in blocks {
        assert!(code.replace("pub(crate) ", "").contains(block.trim()), "the bot has no such code:\n{block}");
    }
}
