//! Files, there and back.

use tertulia_core::{
    Attachments, Context, Download, Platform, Reply, Result, Source,
    message::{Media, MediaKind},
};
use tertulia_simulator::{Act, StoredFile, view::Attached};

use crate::machine::{BOTH, Machine};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n of the bot";

fn picture() -> Source {
    Source::bytes("bot.png", "image/png", PNG)
}

fn bot() -> Context {
    Context::new("main")
        .keyword("picture", |reply: Reply| {
            reply.media(Media::new(MediaKind::Image, picture()).caption("It is me"))
        })
        .keyword("paper", |reply: Reply| {
            reply.document(Source::bytes("menu.pdf", "application/pdf", *b"%PDF-1.7"))
        })
        .keyword("film", |reply: Reply| reply.video("https://example.com/film.mp4"))
        .keyword("sound", |reply: Reply| reply.audio("https://example.com/sound.mp3"))
        .any_attachment(async |sent: Attachments, download: Download| -> Result<String> {
            let file = download.fetch(&sent[0]).await?;
            Ok(format!("{} bytes of {}", file.bytes.len(), file.mime_type))
        })
}

fn files(machine: &Machine, platform: Platform) -> Vec<(String, Option<String>)> {
    let bubbles = machine.chat(platform).bubbles.into_iter().filter(|bubble| bubble.from.is_none());
    let attached = bubbles.flat_map(|bubble| bubble.attached);
    let file = |attached| match attached {
        Attached::File { media, url, .. } => (media, url),
        other => panic!("{other:?}"),
    };
    attached.map(file).collect()
}

#[tokio::test(start_paused = true)]
async fn what_the_bot_uploads_is_kept() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        for text in ["picture", "paper", "film", "sound"] {
            machine.say(platform, text).await;
        }
        let files = files(&machine, platform);
        let kinds: Vec<_> = files.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["image", "document", "video", "audio"], "{platform}");
        let url = files[0].1.as_deref().unwrap();
        let kept = machine.simulator.file(url.strip_prefix("/files/").unwrap()).unwrap();
        assert_eq!(
            (kept.name.as_str(), kept.mime_type.as_str(), kept.bytes.as_ref()),
            ("bot.png", "image/png", PNG)
        );
        assert_eq!(files[2].1.as_deref(), Some("https://example.com/film.mp4"));
    }
    machine.is_sound().await;
}

#[tokio::test(start_paused = true)]
async fn what_people_send_is_fetched() {
    let machine = Machine::new(bot()).await;
    for platform in BOTH {
        let send = |kind: &str, name: &str| Act::SendMedia {
            kind: kind.to_owned(),
            name: name.to_owned(),
            caption: None,
        };
        machine.act(platform, send("image", "a.png")).await;
        machine.act(platform, send("document", "letter.pdf")).await;
        let said = machine.said(platform);
        assert!(said[0].ends_with("bytes of image/png"), "{platform}: {said:?}");
        assert_eq!(said[1], "14 bytes of application/pdf", "{platform}");
        let own = StoredFile::new("own.png", "image/png", PNG.into());
        let own = Act::SendFile { kind: "image".to_owned(), file: own, caption: Some("Look".to_owned()) };
        machine.act(platform, own).await;
        assert_eq!(machine.said(platform)[2], format!("{} bytes of image/png", PNG.len()), "{platform}");
        machine.act(platform, send("sticker", "a.webp")).await;
        machine.act(platform, send("audio", "a.mp3")).await;
        assert!(machine.simulator.act(platform, "ana", None, &send("smell", "a")).is_err());
    }
    machine.is_sound().await;
}
