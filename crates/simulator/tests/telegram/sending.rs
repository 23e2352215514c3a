//! Everything that the bot can send is taken, and seen.

use std::time::Duration;

use serde_json::json;
use tertulia_core::{
    Button, Context, Media, Platform, Reply, Source,
    message::{Album, MediaKind},
};
use tertulia_simulator::{
    Act, Direction,
    view::{Attached, Does},
};
use tertulia_telegram::reply::{ChatAction, Dice, Poll, TelegramButton as _, TelegramReply as _};

use crate::machine::Machine;

const PICTURE: &str = "https://example.com/rome.jpg";

fn say(say: impl Fn(Reply) -> Reply + Clone + Send + Sync + 'static) -> Context {
    Context::new("main").postback("more", "More.").any_text(move |reply: Reply| say(reply))
}

#[tokio::test(start_paused = true)]
async fn texts_have_styles() {
    let ana =
        Machine::new(say(|reply| reply.html("<b>🤷 Rome</b> & <a href=\"https://example.com\">more</a>")))
            .await;
    ana.says("x").await;
    let spans = ana.last().text;
    assert_eq!(spans[0].styles, ["bold"]);
    assert_eq!(spans[2].link.as_deref(), Some("https://example.com"));
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn buttons_do_what_they_say() {
    let ana = Machine::new(say(|reply| {
        reply.button(
            "All",
            [
                Button::postback("More", "more").telegram(|look| look.danger()),
                Button::url("Page", "https://example.com"),
                Button::copy("Copy", "ABC"),
            ],
        )
    }))
    .await;
    ana.says("x").await;
    let choices: Vec<_> = ana.last().choices().cloned().collect();
    assert_eq!(choices[0].style.as_deref(), Some("danger"));
    assert_eq!(choices[1].does, Does::Open { url: "https://example.com".to_owned() });
    assert_eq!(choices[2].does, Does::Copy { text: "ABC".to_owned() });
    ana.presses("Page").await;
    ana.presses("More").await;
    assert_eq!(ana.last().plain(), "More.");
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn files_are_kept() {
    let ana = Machine::new(say(|reply| {
        let guide = Source::bytes("guide.pdf", "application/pdf", *b"%PDF");
        reply.image(PICTURE).media(Media::new(MediaKind::Document, guide).caption("The guide"))
    }))
    .await;
    ana.says("x").await;
    ana.says("x").await;
    let files: Vec<_> = ana.chat().bubbles.into_iter().flat_map(|bubble| bubble.attached).collect();
    let [
        Attached::File { url: picture, .. },
        Attached::File { url: guide, name, .. },
        _,
        Attached::File { url: again, .. },
    ] = files.as_slice()
    else {
        panic!("{files:?}")
    };
    assert_eq!(picture.as_deref(), Some(PICTURE));
    assert_eq!(name.as_deref(), Some("guide.pdf"));
    assert_eq!(guide, again, "it is uploaded once");
    let id = guide.as_deref().unwrap().strip_prefix("/files/").unwrap();
    let file = ana.simulator.file(id).unwrap();
    assert_eq!((&*file.bytes, file.mime_type.as_str()), (&b"%PDF"[..], "application/pdf"));
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn an_album_is_one_bubble() {
    let ana = Machine::new(say(|reply| {
        let item = |n: u8| (MediaKind::Image, Source::bytes(format!("{n}.png"), "image/png", [n]));
        reply.album(Album::new((1..=3).map(item)).caption("Rome"))
    }))
    .await;
    ana.says("x").await;
    assert_eq!((ana.last().attached.len(), ana.last().plain().as_str()), (3, "Rome"));
    let call = &ana.went(Direction::Call)[0];
    assert_eq!(call.path, "bot…/sendMediaGroup");
    assert!(call.body.to_string().contains(r#"{"bytes":1,"file":"3.png"}"#), "{}", call.body);
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn a_poll_is_voted_in() {
    let ana =
        Machine::new(say(|reply| reply.telegram_poll(Poll::new("When?", ["Monday", "Tuesday"]).public())))
            .await;
    ana.says("x").await;
    ana.presses("Tuesday").await;
    assert_eq!(ana.told()["poll"]["options"][1]["voter_count"], 1);
    let answer = ana.went(Direction::Webhook)[1].body["poll_answer"].clone();
    assert_eq!(answer["option_ids"], json!([1]));
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn what_telegram_alone_has() {
    let ana = Machine::new(say(|reply| {
        reply.telegram_dice(Dice::Darts).telegram_reaction("🎉").telegram_action(ChatAction::UploadPhoto);
        reply.telegram(|t| t.pinned().silent()).text("Pinned.");
        reply.quoting().text("Quoting.");
        reply.raw(
            Platform::TELEGRAM,
            "sendVenue",
            json!({
                "latitude": 41.9, "longitude": 12.5, "title": "Rome", "address": "Italy",
            }),
        )
    }))
    .await;
    ana.says("x").await;
    let chat = ana.chat();
    assert_eq!(chat.bubbles[0].reactions, ["🎉"]);
    assert!(chat.bubbles.iter().any(|bubble| bubble.pinned && bubble.plain() == "Pinned."));
    let quoting = chat.bubbles.iter().find(|bubble| bubble.plain() == "Quoting.").unwrap();
    assert_eq!(quoting.quotes.as_deref(), Some("1"));
    assert!(
        matches!(&ana.last().attached[..], [Attached::Location { name: Some(name), .. }] if name == "Rome")
    );
    ana.ends().await;
}

#[tokio::test(start_paused = true)]
async fn messages_change_and_go() {
    let context = Context::new("main")
        .keyword("order", |reply: Reply| reply.named("order").text("Cooking."))
        .keyword("ready", |reply: Reply| reply.edit("order").text("Ready."))
        .keyword("gone", |reply: Reply| reply.delete("order"));
    let ana = Machine::new(context).await;
    ana.says("order").await;
    ana.says("ready").await;
    assert_eq!(ana.seen(), ["> order", "< Ready.", "> ready"]);
    assert!(ana.chat().bubbles[1].edited);
    tokio::time::sleep(Duration::from_secs(60)).await;
    ana.does(Act::Say { text: "gone".to_owned(), quotes: None }).await;
    assert_eq!(ana.seen(), ["> order", "> ready", "> gone"]);
    ana.ends().await;
}
