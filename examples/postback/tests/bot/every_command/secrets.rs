//! No command tells a secret, whatever it logs and whatever platforms answer.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{COMMANDS, Ended, run, typed};
use crate::{
    Api,
    api::Call,
    platform::Knowing,
    process::{command, configured},
};

/// What stands in every secret that is planted.
const PLANTED: &str = "SeCrEt";

/// As much as can be asked for: everything, and by name what is not to be told all the same.
const EVERYTHING: &str =
    "trace,[turn]=trace,h2=trace,hyper::proto=trace,hyper_util::client=trace,rustls=trace";

/// A setting, as `--help` lists it.
struct Setting {
    /// The list of tables it stands in, if it does, and its own name.
    list: Option<String>,
    name: String,
    variable: Option<String>,
    kind: String,
}

/// Every setting there is.
fn settings() -> Vec<Setting> {
    let folder = tempfile::tempdir().unwrap();
    let help = run(command(folder.path()).arg("--help")).stdout;
    let (_, listed) = help.split_once("Settings, in").expect("`--help` lists the settings");
    let mut found: Vec<Setting> = Vec::new();
    for line in listed.lines().skip(1).filter(|line| !line.is_empty()) {
        match (line.strip_prefix("    "), found.last_mut()) {
            (None, _) => {
                let tables = line.strip_prefix("[[").and_then(|line| line.split_once("]] "));
                let name = tables.map_or(line, |(_, name)| name).split(" = ").next().unwrap();
                found.push(Setting {
                    list: tables.map(|(list, _)| list.to_owned()),
                    name: name.to_owned(),
                    variable: None,
                    kind: String::new(),
                });
            }
            (Some(told), Some(setting)) if told.starts_with("TERTULIA_") => {
                setting.variable = Some(told.to_owned());
            }
            (Some(told), Some(setting)) => {
                let (_, kind) = told.rsplit_once('(').expect("it is told what is expected");
                setting.kind = kind.trim_end_matches(')').to_owned();
            }
            (Some(told), None) => panic!("no setting stands before {told}"),
        }
    }
    found
}

/// A bot with every secret that there can be, in the environment and in tables of its file.
fn plant(folder: &Path, api: &Api) -> Command {
    let mut bot = configured(folder, api.addr);
    let mut file = String::new();
    let mut planted = 0;
    for (number, setting) in settings().iter().enumerate() {
        let value = match &*setting.kind {
            "an id" => format!("{}", 7000 + number),
            // Telegram's begin with the id of the bot.
            kind if kind.starts_with("secret") && setting.is_of("telegram", "token") => {
                format!("{}:{PLANTED}{number}-and-more-of-it", 7000 + number)
            }
            // Whoever knows where errors are reported can write there.
            kind if kind.starts_with("secret") && setting.is_of("reports", "url") => {
                format!("http://{}/{PLANTED}{number}?key={PLANTED}", api.addr)
            }
            kind if kind.starts_with("secret") => format!("{PLANTED}{number}-and-more-of-it"),
            _ => continue,
        };
        planted += usize::from(value.contains(PLANTED));
        match (&setting.list, &setting.variable) {
            (None, Some(variable)) => drop(bot.env(variable, value)),
            (Some(list), _) => {
                let table = format!("[[{list}]]\n");
                if !file.contains(&table) {
                    file += &table;
                }
                file += &format!("{} = \"{value}\"\n", setting.name);
            }
            (None, None) => panic!("{} cannot be set", setting.name),
        }
    }
    assert!(planted >= 16, "{planted} secrets are known");
    fs::write(folder.join("tertulia.toml"), file).unwrap();
    bot.env("TERTULIA_HTTP__PUBLIC_URL", "https://bot.example.org").env("RUST_LOG", EVERYTHING);
    bot.env("TERTULIA_HTTP__ADDR", "127.0.0.1:0").env("TERTULIA_ADMIN__ADDR", "127.0.0.1:0");
    bot
}

impl Setting {
    fn is_of(&self, section: &str, name: &str) -> bool {
        let path = format!("{}.{}", self.list.as_deref().unwrap_or_default(), self.name);
        path.trim_start_matches('.').starts_with(section) && path.ends_with(name)
    }
}

/// Runs every command with the secrets.
fn no_command_tells(api: &Api) {
    let help = [("", &["--help"][..]), ("man", &[])];
    none_tells(COMMANDS.iter().chain(&help), api, |bot| bot);
}

/// Runs every command that asks a platform with the secrets.
fn no_asking_command_tells(api: &Api, change: impl Fn(&mut Command) -> &mut Command) {
    let asks = |name: &str| ["doctor", "telegram", "messenger", "whatsapp"].contains(&name);
    let asking = COMMANDS.iter().filter(|(name, _)| name.split(' ').next().is_some_and(asks));
    none_tells(asking, api, change);
}

fn none_tells<'a>(
    commands: impl Iterator<Item = &'a (&'a str, &'a [&'a str])>,
    api: &Api,
    change: impl Fn(&mut Command) -> &mut Command,
) {
    for (name, arguments) in commands {
        let folder = tempfile::tempdir().unwrap();
        let mut bot = plant(folder.path(), api);
        let Ended { code, stdout, stderr } = run(change(&mut bot).args(typed(name, arguments)));
        let told: Vec<_> =
            stdout.lines().chain(stderr.lines()).filter(|line| line.contains(PLANTED)).collect();
        assert!(told.is_empty(), "`{name}` tells a secret:\n{}", told.join("\n"));
        assert!(!stderr.contains("the configuration has"), "`{name}` with secrets: {stderr}");
        assert!((0..=2).contains(&code), "`{name}` ended with {code}: {stderr}");
    }
}

/// All that was said to a platform, as a careless one may repeat it.
fn everything_of(call: &Call) -> String {
    let authorization = call.authorization.as_deref().unwrap_or_default();
    format!("{} {} {authorization} {}", call.path, call.query, call.body)
}

#[test]
fn where_all_goes_well() {
    no_command_tells(&Knowing::default().start());
}

#[test]
fn where_a_platform_repeats_them_as_it_refuses() {
    let api = Api::knowing(Box::new(|call| {
        let said = everything_of(call);
        Some((400, json!({"ok": false, "description": said, "error": {"message": said, "code": 1}})))
    }));
    no_asking_command_tells(&api, |bot| bot.env("TERTULIA_LOG__FORMAT", "json"));
}

#[test]
fn where_a_platform_repeats_them_as_it_fails() {
    let api = Api::knowing(Box::new(|call| {
        let said = everything_of(call);
        let status = if call.path.ends_with("/getWebhookInfo") { 200 } else { 503 };
        Some((
            status,
            json!({"ok": status == 200, "result": {}, "description": said, "error": {"message": said}}),
        ))
    }));
    no_asking_command_tells(&api, |bot| bot);
}

#[test]
fn where_a_platform_repeats_them_as_what_it_knows() {
    let api = Api::knowing(Box::new(|call| {
        let said = Value::from(everything_of(call));
        let known = json!({"id": said, "url": said, "name": said, "username": said, "description": said});
        let known = json!({"ok": true, "result": known, "data": [known], "id": said, "name": said});
        Some((200, known))
    }));
    no_asking_command_tells(&api, |bot| bot);
}

#[test]
fn where_the_database_is_a_server_that_is_away() {
    for name in ["serve", "migrate", "queue", "doctor", "why"] {
        let folder = tempfile::tempdir().unwrap();
        let api = Knowing::default().start();
        let mut bot = plant(folder.path(), &api);
        bot.env("TERTULIA_DATABASE__URL", format!("postgres://bot:{PLANTED}@127.0.0.1:1/bot"));
        let Ended { stdout, stderr, .. } = run(bot.arg(name));
        assert!(!stdout.contains(PLANTED) && !stderr.contains(PLANTED), "`{name}`: {stdout}{stderr}");
    }
}

#[test]
fn where_a_database_is_copied_to_a_server_that_is_away() {
    let folder = tempfile::tempdir().unwrap();
    let api = Knowing::default().start();
    assert_eq!(run(plant(folder.path(), &api).arg("migrate")).code, 0);
    for url in ["postgres://bot:{}@127.0.0.1:1/bot", "postgres:{}", "env:{}-"] {
        let url = url.replace("{}", PLANTED);
        let mut bot = plant(folder.path(), &api);
        let Ended { code, stdout, stderr } = run(bot.args(["db", "copy", "--to", &url]));
        assert_eq!(code, 1, "{stderr}");
        assert!(!stdout.contains(PLANTED) && !stderr.contains(PLANTED), "{stdout}{stderr}");
    }
}
