//! The guide hangs together: its pages are in the summary, and what they link to is there.
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pages of the guide by name, without the summary.
fn pages() -> Vec<(String, String)> {
    let names = fs::read_dir(root().join("book/src")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let pages = names.filter(|name| name.ends_with(".md") && name != "SUMMARY.md");
    pages
        .map(|name| (name.clone(), fs::read_to_string(root().join("book/src").join(name)).unwrap()))
        .collect()
}

/// Where the links and pictures of a text lead, without code.
fn links(text: &str) -> Vec<String> {
    let without_blocks: String = text.split("```").step_by(2).collect();
    let without_code: String = without_blocks.split('`').step_by(2).collect();
    let targets = without_code.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

/// What a heading is called in an address.
fn anchors(page: &str) -> BTreeSet<String> {
    let without_blocks: String = page.split("```").step_by(2).collect();
    let headings = without_blocks.lines().filter_map(|line| line.strip_prefix('#'));
    let letter = |c: char| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c.to_ascii_lowercase()),
        _ => None,
    };
    headings
        .map(|heading| heading.trim_start_matches('#').trim().chars().filter_map(letter).collect())
        .collect()
}

#[test]
fn every_page_is_in_the_summary_once() {
    let summary = fs::read_to_string(root().join("book/src/SUMMARY.md")).unwrap();
    let mut listed = links(&summary);
    listed.sort();
    let mut there: Vec<_> = pages().into_iter().map(|(name, _)| name).collect();
    there.sort();
    assert_eq!(listed, there);
}

#[test]
fn every_link_leads_to_something() {
    let of_guide = pages().into_iter().map(|(name, text)| (format!("book/src/{name}"), text));
    let readme = ("README.md".to_owned(), fs::read_to_string(root().join("README.md")).unwrap());
    let mut wrong = Vec::new();
    for (name, text) in of_guide.chain([readme]) {
        for link in links(&text).into_iter().filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = match path {
                "" => root().join(&name),
                path => root().join(&name).with_file_name("").join(path),
            };
            let has_anchor = || anchors(&fs::read_to_string(&target).unwrap_or_default()).contains(anchor);
            if !target.exists() || !(anchor.is_empty() || has_anchor()) {
                wrong.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
