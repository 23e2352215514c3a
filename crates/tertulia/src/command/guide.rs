//! Every command line that the guide and the README show is one that a bot takes.

use std::{fs, path::Path};

use clap::CommandFactory as _;

use super::CommandLine;

/// What the bot is called there.
const NAMES: [&str; 2] = ["my_bot", "postback"];

#[test]
fn every_command_that_is_shown_is_understood() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pages = fs::read_dir(root.join("book/src")).unwrap().map(|page| page.unwrap().path());
    let mut count = 0;
    let mut wrong = Vec::new();
    for page in pages.filter(|page| page.extension() == Some("md".as_ref())).chain([root.join("README.md")]) {
        for command in commands(&fs::read_to_string(&page).unwrap()) {
            count += 1;
            if let Err(error) = CommandLine::command().try_get_matches_from(&command)
                && error.use_stderr()
            {
                wrong.push(format!("{}: {}\n{error}", page.display(), command.join(" ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 50, "only {count} commands are found");
}

/// The words of each command of a bot: the lines in blocks of `sh`, and what stands between backticks in a text.
fn commands(page: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    // Blocks and texts take turns.
    for (number, piece) in page.split("```").enumerate() {
        let in_block = number % 2 == 1;
        match in_block {
            true if piece.starts_with("sh\n") => found.extend(piece.lines().flat_map(of_line)),
            true => {}
            false => found.extend(piece.split('`').skip(1).step_by(2).flat_map(of_line)),
        }
    }
    // A word in capitals stands for any command.
    found.retain(|words| !words.iter().any(|word| word == "COMMAND"));
    found
}

/// The commands in one line of a shell.
fn of_line(line: &str) -> impl Iterator<Item = Vec<String>> {
    let line = line.split('#').next().unwrap_or_default();
    let before_target = |command: &str| command.split('>').next().unwrap_or_default().to_owned();
    let commands: Vec<_> = line.split(['|', ';', '&']).map(before_target).collect();
    commands.into_iter().filter_map(|command| {
        let is_setting = |word: &&str| {
            word.split_once('=')
                .is_some_and(|(name, _)| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        };
        let words: Vec<_> = command
            .split_whitespace()
            .skip_while(is_setting)
            .map(|word| word.trim_matches('\'').to_owned())
            .collect();
        let is_ours = words.first().is_some_and(|first| NAMES.contains(&first.as_str()));
        (is_ours && words.len() > 1).then_some(words)
    })
}
