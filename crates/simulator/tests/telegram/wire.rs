//! What stands on the wire is what Telegram's documentation says: judged by the independent checker of Bot API JSON.

use std::{
    env,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::json;
use tertulia_core::{
    Button, Context, InlineQuery, Media, Platform, Reply, Source, message::Album, message::MediaKind,
};
use tertulia_simulator::{Act, Direction};
use tertulia_telegram::reply::{Dice, InlineResult, InlineResults, Poll, TelegramReply as _};

use crate::machine::Machine;

/// The folder with the specifications. Without it the test that asks says that it is skipped.
pub(crate) fn folder() -> Option<PathBuf> {
    let folder = env::var_os("TERTULIA_SPECS").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: TERTULIA_SPECS does not name a folder with the specifications");
    }
    folder
}

/// Checks JSON lines.
fn check(folder: &Path, arguments: &[&str], lines: &[String]) {
    let mut checker = Command::new("python3")
        .arg(folder.join("telegram/validate.py"))
        .args(arguments)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 runs the checker");
    checker.stdin.take().unwrap().write_all(lines.join("\n").as_bytes()).unwrap();
    let output = checker.wait_with_output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{arguments:?}\n{out}{err}");
}

fn bot() -> Context {
    let everything = |reply: Reply| {
        for (kind, name) in [
            (MediaKind::Image, "a.png"),
            (MediaKind::Video, "a.mp4"),
            (MediaKind::Audio, "a.mp3"),
            (MediaKind::Voice, "a.ogg"),
            (MediaKind::Document, "a.pdf"),
            (MediaKind::Animation, "a.gif"),
            (MediaKind::Sticker, "a.webp"),
        ] {
            reply.media(Media::new(kind, format!("https://example.com/{name}").as_str()));
        }
        let item = |n: u8| (MediaKind::Image, Source::bytes(format!("{n}.png"), "image/png", [n]));
        reply.album(Album::new((1..=2).map(item)).caption("Rome"));
        reply.html("<b>Rome</b> <a href=\"https://example.com\">here</a>");
        reply.telegram_poll(Poll::new("When?", ["Monday", "Tuesday"]).public());
        reply.telegram_poll(Poll::new("Where?", ["Milan", "Rome"]).quiz(1).explanation("Since 1871."));
        reply.telegram_dice(Dice::Football).telegram_reaction("👍");
        reply.telegram(|t| t.pinned()).quoting().text("Pinned");
        reply.raw(Platform::TELEGRAM, "sendContact", json!({"phone_number": "+1", "first_name": "Ben"}));
        reply.raw(
            Platform::TELEGRAM,
            "sendVenue",
            json!({
                "latitude": 41.9, "longitude": 12.5, "title": "Rome", "address": "Italy",
            }),
        );
        reply.raw(Platform::TELEGRAM, "getMe", json!({}));
        reply.button("Sure?", [Button::postback("Sure", "sure")])
    };
    Context::new("main")
        .postback("sure", |reply: Reply| reply.in_place().text("Sure."))
        .inline_query(|_: InlineQuery, reply: Reply| {
            let button = Button::postback("Sure", "sure").for_anyone();
            reply.inline_results(InlineResults::new([
                InlineResult::article("1", "Rome", "Rome").buttons([button])
            ]))
        })
        .keyword("everything", everything)
        .everything_else("What?")
}

#[tokio::test(start_paused = true)]
async fn updates_and_answers_are_as_documented() {
    let Some(folder) = folder() else { return };
    let mut ana = Machine::new(bot()).await;
    ana.presses("Start").await;
    ana.says("everything").await;
    ana.presses("Sure").await;
    ana.presses("Tuesday").await;
    ana.does(Act::PressOld { payload: "get_started".to_owned() }).await;
    for kind in ["image", "video", "audio", "document", "sticker"] {
        ana.does(Act::SendMedia { kind: kind.to_owned(), name: "rome.txt".to_owned(), caption: None }).await;
    }
    ana.does(Act::SendLocation { latitude: 41.9, longitude: 12.5 }).await;
    ana.does(Act::SendContact).await;
    ana.does(Act::React { bubble: "2".to_owned(), emoji: Some("👍".to_owned()) }).await;
    ana.does(Act::Edit { bubble: "1".to_owned(), text: "/start now".to_owned() }).await;
    ana.does(Act::Say { text: "@tertulia_bot #hi".to_owned(), quotes: Some("2".to_owned()) }).await;
    ana.does(Act::Ask { query: "ro".to_owned() }).await;
    ana.presses("Rome").await;
    ana.presses("Sure").await;
    ana.does(Act::Block).await;
    ana.does(Act::Unblock).await;
    ana = ana.in_group();
    ana.says("/start@tertulia_bot").await;
    ana.does(Act::Ask { query: "ro".to_owned() }).await;
    ana.does(Act::Block).await;

    let updates: Vec<_> = ana.went(Direction::Webhook).iter().map(|it| it.body.to_string()).collect();
    check(&folder, &["--strict", "--update"], &updates);
    let calls = ana.went(Direction::Call);
    let results = calls.iter().map(|call| &call.answer["result"]);
    let each =
        results.flat_map(|result| result.as_array().map_or(std::slice::from_ref(result), Vec::as_slice));
    let messages: Vec<_> =
        each.filter(|result| result["message_id"].is_i64()).map(ToString::to_string).collect();
    assert!(messages.len() > 20, "{}", messages.len());
    check(&folder, &["--strict", "--type", "Message"], &messages);
    ana.ends().await;
}
