//! What holds for every command there is, found in what `--help` lists.

mod failing;
mod secrets;

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// Every command with arguments it can be run with. A test holds this against `--help`.
const COMMANDS: &[(&str, &[&str])] = &[
    ("", &[]),
    ("serve", &[]),
    ("dev", &[]),
    ("chat", &[]),
    ("replay", &["talk.chat"]),
    ("check", &[]),
    ("health", &[]),
    ("doctor", &[]),
    ("queue", &[]),
    ("queue list", &[]),
    ("queue show", &["dead:7"]),
    ("queue retry", &["dead:7"]),
    ("queue drop", &["inbox:7"]),
    ("user show", &["telegram", "7"]),
    ("user log", &["telegram", "7"]),
    ("user export", &["whatsapp", "7"]),
    ("user forget", &["messenger", "#7"]),
    ("migrate", &[]),
    ("db copy", &["--to", "sqlite://copy.db"]),
    ("completions", &["bash"]),
    ("why", &["7"]),
    ("telegram webhook on", &[]),
    ("telegram webhook off", &[]),
    ("telegram webhook info", &[]),
    ("telegram commands set", &[]),
    ("telegram commands delete", &[]),
    ("telegram commands show", &[]),
    ("telegram profile", &["on"]),
    ("telegram poll", &[]),
    ("messenger subscribe", &["on"]),
    ("messenger menu", &["on"]),
    ("messenger get_started", &["on"]),
    ("messenger greeting", &["on"]),
    ("messenger ice_breakers", &["on"]),
    ("messenger commands", &["on"]),
    ("messenger domains", &["off"]),
    ("messenger show", &[]),
    ("whatsapp subscribe", &["on"]),
    ("whatsapp profile", &["off"]),
    ("whatsapp prompts", &["on"]),
    ("whatsapp commands", &["on"]),
    ("whatsapp templates list", &[]),
    ("whatsapp show", &[]),
];

/// The commands that begin so, as they are typed.
fn commands(groups: &[&str]) -> Vec<Vec<&'static str>> {
    let meant = |name: &str| groups.iter().any(|group| name.split(' ').next() == Some(group));
    let meant = COMMANDS.iter().filter(|(name, _)| meant(name));
    meant.map(|(name, arguments)| typed(name, arguments)).collect()
}

fn typed<'a>(name: &'a str, arguments: &[&'a str]) -> Vec<&'a str> {
    name.split_whitespace().chain(arguments.iter().copied()).collect()
}

#[test]
fn no_command_is_forgotten() {
    let mut found = BTreeSet::new();
    let folder = tempfile::tempdir().unwrap();
    let mut unseen = vec![String::new()];
    while let Some(name) = unseen.pop() {
        let help = run(crate::process::command(folder.path()).args(name.split_whitespace()).arg("-h"));
        assert_eq!(help.code, 0, "{name}: {}", help.stderr);
        let listed = help.stdout.split_once("\nCommands:\n").map(|(_, rest)| rest);
        let lines = listed.into_iter().flat_map(|listed| listed.lines().take_while(|line| !line.is_empty()));
        let inside: Vec<_> = lines.filter_map(|line| line.split_whitespace().next()).collect();
        if inside.is_empty() || help.stdout.contains("[COMMAND]") {
            found.insert(name.clone());
        }
        // `help` says what `--help` says.
        let inside = inside.iter().filter(|inside| **inside != "help");
        unseen.extend(inside.map(|inside| format!("{name} {inside}").trim().to_owned()));
    }
    let known: BTreeSet<_> = COMMANDS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, known, "`COMMANDS` lists every command");
}

#[test]
fn exit_codes_are_told_wherever_somebody_looks() {
    let folder = tempfile::tempdir().unwrap();
    let book = include_str!("../../../../../book/src/operating.md");
    for arguments in [&["--help"][..], &["-h"], &["man"]] {
        let said = run(crate::process::command(folder.path()).args(arguments)).stdout;
        let said = said.replace("\\-", "-");
        for told in ["it did what it was asked to", "or failed", "the command line was not understood"] {
            assert!(said.contains(told), "{arguments:?}: {said}");
        }
    }
    for told in ["| 0 |", "| 1 |", "| 2 |"] {
        assert!(book.contains(told), "{told}");
    }
}

/// How a command ended, and what it said.
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs a command to its end. One that serves is told to stop as soon as it does.
fn run(command: &mut Command) -> Ended {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap();
    let (serves, served) = mpsc::channel();
    let stdout = read(child.stdout.take().unwrap(), serves.clone());
    let stderr = read(child.stderr.take().unwrap(), serves);
    // Both channels are gone when it has ended by itself.
    if served.recv_timeout(PATIENCE).is_ok() {
        let stopped = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        assert!(stopped.unwrap().success());
    }
    let status = child.wait().unwrap();
    let (stdout, stderr) = (stdout.join().unwrap(), stderr.join().unwrap());
    Ended { code: status.code().unwrap_or(-1), stdout, stderr }
}

/// How long a command may take to end, or to serve.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a command says once it serves.
const SERVES: [&str; 3] = ["listening", "asking for updates", "Playground: http"];

fn read(output: impl Read + Send + 'static, serves: mpsc::Sender<()>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut all = String::new();
        for line in BufReader::new(output).lines() {
            let line = line.unwrap();
            if SERVES.iter().any(|said| line.contains(said)) {
                let _ = serves.send(());
            }
            all += &line;
            all.push('\n');
        }
        all
    })
}
