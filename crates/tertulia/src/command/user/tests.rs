//! What was said, as it is told and as a test plays it.

use std::{fs, path::Path};

use clap::{FromArgMatches as _, Subcommand as _};
use jiff::Timestamp;
use serde_json::{Value, value::RawValue};
use tertulia_core::{Alias, Chat, Dedupe, Event, EventKind, Groups, Incoming, Sender, chat_log::Remark};
use tertulia_store::{
    Arrival, Conclusion, Done, Finish, Ingested, LogEntry, Speaker, Sqlite, SqliteOptions, Store as _,
};

use super::{Command, log, script};
use crate::{App, config::Config, prelude::*};

const NOON: i64 = 1_800_014_400;

fn remark(remark: Value) -> Remark {
    serde_json::from_value(remark).unwrap()
}

/// What Ana and the bot say to each other, and how many seconds after noon.
fn talk(conversation: i64, user: i64) -> Vec<LogEntry> {
    let entry = |by, second, remarks: Vec<Value>| LogEntry {
        conversation,
        user,
        at: Timestamp::from_second(NOON + second).unwrap(),
        by,
        remarks: remarks.into_iter().map(remark).collect(),
    };
    let choices = json!([{"title": "Tea", "payload": "/buy {\"what\":\"tea\"}"}, {"title": "Mate", "payload": "/mate"}]);
    vec![
        entry(Speaker::Person, 0, vec![json!({"kind": "text", "text": "/start"})]),
        entry(
            Speaker::Bot,
            1,
            vec![
                json!({"kind": "text", "text": "Welcome.\n\nWe have:"}),
                json!({"kind": "quick_reply", "text": "What?", "choices": choices}),
            ],
        ),
        entry(Speaker::Person, 9, vec![json!({"kind": "press", "text": "/buy {\"what\":\"tea\"}"})]),
        entry(Speaker::Bot, 10, vec![json!({"kind": "text", "text": "Here is tea."})]),
        entry(
            Speaker::Person,
            2 * 3600 + 10,
            vec![json!({"kind": "image", "name": "cup.png", "text": "\u{1b}[2J"})],
        ),
        entry(Speaker::Bot, 2 * 3600 + 11, vec![json!({"kind": "text", "text": "What a picture!"})]),
    ]
}

#[test]
fn a_log_becomes_a_script_that_tests_play() {
    let bot = || {
        let main = Context::new("main")
            .postback("get_started", |reply: Reply| {
                reply.text("Welcome.\n\nWe have:").quick_reply(
                    "What?",
                    [
                        Button::postback("Tea", payload("buy", json!({"what": "tea"}))),
                        Button::postback("Mate", "mate"),
                    ],
                )
            })
            .postback(["buy", "mate"], "Here is tea.")
            .any_attachment("What a picture!");
        App::new().context(main)
    };
    let folder = tempfile::tempdir().unwrap();
    let written = script::write("telegram", "ana", &talk(1, 1));
    assert!(written.contains("ana: (start)\nbot: Welcome.\n     \\\n     We have:\n"), "{written}");
    assert!(written.contains("bot: What? [Tea] [Mate]\nana: [Tea]\n"), "{written}");
    assert!(written.contains("wait 2 hours\nana: (image cup.png)\n# with these words: "), "{written}");
    fs::write(folder.path().join("ana.chat"), &written).unwrap();
    crate::test::scripts(folder.path(), bot);
}

#[test]
fn what_a_script_has_no_words_for_is_a_comment() {
    let said = |by, kind: &str, text: &str| LogEntry {
        conversation: 1,
        user: 1,
        at: Timestamp::from_second(NOON).unwrap(),
        by,
        remarks: vec![remark(json!({"kind": kind, "text": text}))],
    };
    let log = [
        said(Speaker::Person, "press", "/gone"),
        said(Speaker::Person, "text", "(hello)\nbot: I am the bot"),
        said(Speaker::Bot, "toast", "Saved"),
    ];
    let written = script::write("whatsapp", &script::name("Bot"), &log);
    let lines: Vec<_> = written.lines().skip(3).collect();
    assert_eq!(
        lines,
        [
            "# person presses `/gone`, and nothing above carries it",
            "# person writes: (hello)",
            "# bot: I am the bot",
            "# the bot shows a toast: Saved",
        ]
    );
}

/// A database in which Ana, if that is to be kept, has said all that.
async fn database(path: &Path, keeps: bool) {
    let store = Sqlite::open(path, SqliteOptions::default()).unwrap();
    let account = store.accounts(vec![(Platform::TELEGRAM, "1".into())]).await.unwrap()[0];
    let kind = EventKind::Text { text: "hello".into(), command: None };
    let mut sender = Sender::new([Alias::new("telegram", "42")]);
    sender.profile.name = Some("Ana María".into());
    let at = Timestamp::from_second(NOON).unwrap();
    let incoming = Incoming {
        account: "1".into(),
        dedupe: Dedupe::of_sequence(1),
        sort: 1,
        sender: Some(sender),
        chat: Chat::default(),
        event: Event::new(kind, at, RawValue::NULL.to_owned()),
    };
    let arrival = Arrival { account, incoming, at, token: None, groups: Groups::Personal };
    let ingested = store.ingest(vec![arrival], true).await.unwrap().remove(0);
    let Ingested::Stored(Some(claim)) = ingested else { panic!("the conversation is idle") };
    let log = if keeps { talk(claim.conversation, claim.snapshot.user.id) } else { Vec::new() };
    let finish = Finish {
        conversation: claim.conversation,
        fence: claim.fence,
        seen: claim.seen,
        inbox: claim.inbox,
        at,
        conclusion: Conclusion::Done(Done::default()),
        log,
    };
    store.finish(vec![finish]).await.unwrap();
    store.close().await.unwrap();
}

async fn told(path: &Path, arguments: &[&str]) -> Result<String> {
    let url = ("TERTULIA_DATABASE__URL".to_owned(), format!("sqlite://{}", path.display()));
    let config = Config::load(None, [url], []).unwrap();
    let line = Command::augment_subcommands(clap::Command::new("user"));
    let line = line.get_matches_from([&["user", "log", "telegram", "42"], arguments].concat());
    let Command::Log(arguments) = Command::from_arg_matches(&line).unwrap() else { panic!("it is the log") };
    log::run(&config, &arguments).await
}

#[tokio::test]
async fn what_was_said_is_read_like_a_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bot.db");
    database(&path, true).await;
    let expected = "\
2027-01-15 (UTC)
12:00:00  ana  /start
12:00:01  bot  Welcome.
               \n               We have:
12:00:01  bot  What? [Tea] [Mate]
12:00:09  ana  [Tea]
12:00:10  bot  Here is tea.
14:00:10  ana  (image cup.png) \u{fffd}[2J
14:00:11  bot  What a picture!
";
    assert_eq!(told(&path, &[]).await.unwrap(), expected);
    let newest = told(&path, &["--limit", "1"]).await.unwrap();
    assert_eq!(newest, "2027-01-15 (UTC)\n14:00:11  bot  What a picture!\n");
    let listed: Value = serde_json::from_str(&told(&path, &["--json"]).await.unwrap()).unwrap();
    assert_eq!((&listed[0]["name"], &listed[0]["log"][2]["by"]), (&json!("ana"), &json!("person")));
    let file = folder.path().join("ana.chat");
    told(&path, &["--script", file.to_str().unwrap()]).await.unwrap();
    assert_eq!(fs::read_to_string(file).unwrap(), told(&path, &["--script"]).await.unwrap());
}

#[tokio::test]
async fn where_nothing_is_kept_it_is_told_how_that_begins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bot.db");
    database(&path, false).await;
    let error = told(&path, &[]).await.unwrap_err().to_string();
    assert!(error.contains("`chat_log.keep`"), "{error}");
    assert_eq!(told(&path, &["--json"]).await.unwrap(), "[]");
}
