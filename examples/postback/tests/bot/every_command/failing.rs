//! What goes wrong is told in a sentence, with what to do about it, and the exit code says that it went wrong.

use std::{
    fs::{self, File},
    path::Path,
    process::Command,
};

use serde_json::json;

use super::{Ended, commands, run, typed};
use crate::{
    Api,
    process::{command, configured},
};

/// The commands that work on the database.
const DATABASE: [&str; 3] = ["queue", "user", "why"];
/// Those that need one which is of use.
const OPENING: [&str; 5] = ["queue", "user", "why", "migrate", "serve"];
const PLATFORMS: [&str; 3] = ["telegram", "messenger", "whatsapp"];

/// An address where nobody answers.
const NOBODY: &str = "127.0.0.1:1";

/// Runs the commands in folders of their own, each of which has to fail so, and say all of that.
fn fail(groups: &[&str], code: i32, told: &[&str], prepare: impl Fn(&Path) -> Command) {
    fail_all(commands(groups), code, told, prepare);
}

/// The same for the commands that ask a platform. The bot declares nothing of a business, which is told before that.
fn fail_to_ask(platform: &str, told: &[&str], prepare: impl Fn(&Path) -> Command) {
    let mut commands = commands(&[platform]);
    commands.retain(|arguments| arguments[..2] != ["whatsapp", "profile"]);
    fail_all(commands, 1, told, prepare);
}

fn fail_all(commands: Vec<Vec<&str>>, code: i32, told: &[&str], prepare: impl Fn(&Path) -> Command) {
    for arguments in commands {
        fails(&arguments, code, told, &prepare);
    }
}

fn fails(arguments: &[&str], code: i32, told: &[&str], prepare: impl Fn(&Path) -> Command) {
    let folder = tempfile::tempdir().unwrap();
    let Ended { code: ended, stdout, stderr } =
        run(prepare(folder.path()).args(arguments).env("RUST_BACKTRACE", "1"));
    assert_eq!(ended, code, "{arguments:?}: {stdout}{stderr}");
    for told in told {
        assert!(stderr.contains(told), "{arguments:?} does not say `{told}`: {stderr}");
    }
    for ugly in ["panicked", "backtrace", "Error {", "Err(", "Some(", "None,"] {
        assert!(!stderr.contains(ugly), "{arguments:?} says `{ugly}`: {stderr}");
    }
    // A fault of the configuration stands below a line that says that there is one.
    let lines = stderr.lines().filter(|line| !line.contains(" INFO ") && !line.contains(" WARN ")).count();
    assert!(code == 2 || lines <= 2, "{arguments:?} says more than a sentence: {stderr}");
    assert!(!stderr.contains('\x1b'), "{arguments:?} paints where nobody looks: {stderr}");
}

/// A bot on all platforms, none of which is there.
fn alone(folder: &Path) -> Command {
    let mut command = configured(folder, NOBODY.parse().unwrap());
    command.env("TERTULIA_HTTP__ADDR", "127.0.0.1:0").env("TERTULIA_ADMIN__ADDR", "127.0.0.1:0");
    command.env("TERTULIA_HTTP__PUBLIC_URL", "https://bot.example.org");
    command
}

/// The same, with a file where its database should be.
fn with_file(bytes: &'static [u8]) -> impl Fn(&Path) -> Command {
    move |folder| {
        fs::write(folder.join("tertulia.db"), bytes).unwrap();
        alone(folder)
    }
}

#[test]
fn nothing_is_configured() {
    fail(&["serve"], 2, &["TERTULIA_TELEGRAM__TOKEN", "TERTULIA_WHATSAPP__APP_SECRET"], command);
    fail(&PLATFORMS, 2, &["is not configured: set `"], command);
    fail(&DATABASE, 1, &["there is no database `tertulia.db` yet", "`migrate`", "`database.url`"], command);
}

#[test]
fn something_is_configured_that_cannot_be() {
    let every = ["serve", "check", "doctor", "queue", "user", "migrate", "why"];
    let every = [&every[..], &PLATFORMS].concat();
    fail(&every, 1, &["TERTULIA_HTTP__ADRR", "TERTULIA_HTTP__ADDR"], |folder| {
        let mut command = alone(folder);
        command.env("TERTULIA_HTTP__ADRR", "127.0.0.1:0");
        command
    });
    fail(&["check", "migrate", "telegram"], 1, &["tertulia.toml:1", "this is not TOML"], |folder| {
        fs::write(folder.join("tertulia.toml"), "[telegram\n").unwrap();
        alone(folder)
    });
    let half = ["telegram.webhook_secret is not set", "TERTULIA_TELEGRAM__WEBHOOK_SECRET"];
    fail(&["serve", "check"], 1, &half, |folder| {
        let mut command = alone(folder);
        command.env_remove("TERTULIA_TELEGRAM__WEBHOOK_SECRET");
        command
    });
}

#[test]
fn the_database_is_none() {
    let broken = b"this is no database, though it is long enough to be one. ".as_slice();
    fail(&OPENING, 1, &["tertulia.db: file is not a database", "`database.url`"], with_file(broken));
}

#[test]
fn the_database_is_of_another_program() {
    fail(&OPENING, 1, &["tertulia.db belongs to another program", "`database.url`"], |folder| {
        let theirs = rusqlite::Connection::open(folder.join("tertulia.db")).unwrap();
        theirs.execute_batch("CREATE TABLE theirs (a)").unwrap();
        alone(folder)
    });
}

#[test]
fn the_database_cannot_be_where_it_should() {
    fail(&OPENING, 1, &["there is no folder `gone`", "make it", "`database.url`"], |folder| {
        let mut command = alone(folder);
        command.env("TERTULIA_DATABASE__URL", "sqlite://gone/bot.db");
        command
    });
    fail(&OPENING, 1, &["`tertulia.db` is a folder", "`database.url`"], |folder| {
        fs::create_dir(folder.join("tertulia.db")).unwrap();
        alone(folder)
    });
    fail(&["serve"], 1, &["Connection refused", "`database.url`"], |folder| {
        let mut command = alone(folder);
        command.env("TERTULIA_DATABASE__URL", format!("postgres://bot:word@{NOBODY}/bot"));
        command
    });
}

#[test]
fn the_database_is_in_use() {
    let made = tempfile::tempdir().unwrap();
    assert_eq!(run(alone(made.path()).arg("migrate")).code, 0);
    // As a running bot holds it.
    let lock = File::options().write(true).open(made.path().join("tertulia.db.lock")).unwrap();
    lock.lock().unwrap();
    let told = ["tertulia.db is in use by another process", "tertulia.db.lock"];
    for name in ["serve", "migrate"] {
        fails(&[name], 1, &told, |_| alone(made.path()));
    }
    fails(&typed("db copy --to sqlite://copy.db", &[]), 1, &[told[0], told[1], "Stop the bot first"], |_| {
        alone(made.path())
    });
    // Nobody listens, as in the moment of its start.
    let told = ["a bot runs on it", "tertulia.db.sock", "try again in a moment"];
    for name in ["queue retry dead:7", "queue drop dead:7"] {
        fails(&typed(name, &[]), 1, &told, |_| alone(made.path()));
    }
    assert_eq!(run(alone(made.path()).arg("queue")).code, 0, "looking needs no lock");
}

#[test]
fn what_is_asked_for_is_not_there() {
    let made = tempfile::tempdir().unwrap();
    assert_eq!(run(alone(made.path()).arg("migrate")).code, 0);
    for (name, told) in [
        ("queue show dead:7", &["there is no dead:7", "`queue list`"][..]),
        ("queue retry inbox:7", &["there is no inbox:7", "`queue list`"]),
        ("queue drop outbox:7", &["there is no outbox:7", "`queue list`"]),
        ("user show telegram 7", &["nobody on telegram is known as `7`", "phone number"]),
        ("user export whatsapp 7", &["nobody on whatsapp is known as `7`", "phone number"]),
        ("user forget messenger #7", &["nobody on messenger is known as `#7`", "phone number"]),
        (
            "db copy --from sqlite://gone.db --to sqlite://copy.db",
            &["there is no database `gone.db` to be copied", "`--from`"],
        ),
        ("db copy --to sqlite://gone/copy.db", &["there is no folder `gone`", "make it", "`--to`"]),
        ("db copy --to mysql://word@host/bot", &["`--to` begins with neither", "`database.url`"]),
        ("db copy --to env:GONE", &["`--to` is env:GONE", "is not set"]),
        ("db copy --to sqlite://tertulia.db", &["source and target are the same", "name another target"]),
        ("why 7", &["nothing is told of event 7", "`why` lists"]),
        ("check --source gone", &["`gone` cannot be looked through", "`--source`"]),
        ("chat --as fax", &["messenger, whatsapp, telegram", "`fax`"]),
        ("whatsapp profile on", &["declares nothing of that", "`.profile(Profile::new()…)`", "`.business("]),
        ("telegram --account 5 webhook on", &["no account `5`", "there is 123456789"]),
    ] {
        fails(&typed(name, &[]), 1, told, |_| alone(made.path()));
    }
}

#[test]
fn no_platform_is_reached() {
    for (platform, address) in [
        ("telegram", "`telegram.api_url`"),
        ("messenger", "`messenger.graph_url`"),
        ("whatsapp", "`whatsapp.graph_url`"),
    ] {
        fail_to_ask(platform, &["was not reached for `", "HTTPS_PROXY", address], alone);
    }
}

#[test]
fn a_token_is_no_longer_good() {
    let api = Api::knowing(Box::new(|call| {
        let expired = "Error validating access token: Session has expired.";
        Some(match call.path.contains("/bot") {
            true => (401, json!({"ok": false, "error_code": 401, "description": "Unauthorized"})),
            false => (400, json!({"error": {"message": expired, "type": "OAuthException", "code": 190}})),
        })
    }));
    let expired = |folder: &Path| {
        let mut command = configured(folder, api.addr);
        command.env("TERTULIA_HTTP__PUBLIC_URL", "https://bot.example.org");
        command
    };
    for (platform, key) in [
        ("telegram", "`telegram.token`"),
        ("messenger", "`messenger.page_token`"),
        ("whatsapp", "`whatsapp.access_token`"),
    ] {
        fail_to_ask(platform, &[" refused `", "the token is wrong, expired or revoked", key], expired);
    }
}

#[test]
fn an_address_is_taken() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let prepare = |name: &'static str| {
        let taken = taken.clone();
        move |folder: &Path| {
            let mut command = alone(folder);
            command.env(name, &taken);
            command
        }
    };
    let cannot = format!("cannot listen on {taken}");
    fail(&["serve"], 1, &[&cannot, "`http.addr`"], prepare("TERTULIA_HTTP__ADDR"));
    fail(&["serve"], 1, &[&cannot, "`admin.addr`"], prepare("TERTULIA_ADMIN__ADDR"));
}

#[test]
fn a_command_line_is_not_understood() {
    for (name, told) in [
        ("severe", "unrecognized subcommand 'severe'"),
        ("serve now", "unexpected argument 'now'"),
        ("check --jsn", "--json"),
        ("queue show", "<ROW>"),
        ("queue show dead:x", "a row is written `inbox:7`, `outbox:7` or `dead:7`"),
        ("queue list --limit some", "--limit"),
        ("user show", "<PLATFORM>"),
        ("user show fax 7", "messenger, telegram, whatsapp"),
        ("why never", "'never'"),
        ("db copy", "--to <URL>"),
        ("completions cmd", "bash"),
        ("telegram", "webhook"),
        ("telegram webhook maybe", "maybe"),
        ("messenger menu maybe", "on, off"),
        ("whatsapp templates", "list"),
    ] {
        fails(&typed(name, &[]), 2, &[told], alone);
    }
}
