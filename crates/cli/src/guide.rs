//! Every `tertulia` that the guide and the README show is one that the command takes.

use std::{fs, path::Path};

use clap::CommandFactory as _;

use crate::command_line::CommandLine;

#[test]
fn every_command_that_is_shown_is_understood() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pages = fs::read_dir(root.join("book/src")).unwrap().map(|page| page.unwrap().path());
    let mut count = 0;
    for page in pages.filter(|page| page.extension() == Some("md".as_ref())).chain([root.join("README.md")]) {
        let text = fs::read_to_string(&page).unwrap();
        let lines =
            text.split(['\n', '`']).filter(|line| line.starts_with("tertulia ") && !line.contains('='));
        for line in lines {
            count += 1;
            let understood = CommandLine::command().try_get_matches_from(line.split_whitespace());
            // `--path` is shown without its folder, which a reader has to put in.
            let lacks = understood.err().filter(|error| error.use_stderr() && !line.ends_with("--path"));
            assert!(lacks.is_none(), "{}: {line}\n{}", page.display(), lacks.unwrap());
        }
    }
    assert!(count > 3, "only {count} commands are found");
}
