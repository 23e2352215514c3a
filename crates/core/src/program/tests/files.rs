//! Files of the app, and those that people send.

use std::path::Path;

use super::*;
use crate::{
    Attachments, Download, FileBytes, Media, Source,
    event::{Attachment, File},
    file::{DownloadError, Fetched, Files, Pending},
    message::MediaKind,
    plan::{FileLimit, Policy},
};

pub(super) const LIMITS: &[FileLimit] = &[
    FileLimit { kind: MediaKind::Image, bytes: 10, types: &["image/png"] },
    FileLimit { kind: MediaKind::Document, bytes: 20, types: &[] },
];

/// A disk with one file, and a platform that keeps one, at the address of each beginning.
pub(super) struct Disk;

impl Files for Disk {
    fn read<'a>(&'a self, path: &'a Path) -> Pending<'a, FileBytes, String> {
        Box::pin(async move {
            match path == Path::new("menu.pdf") {
                true => Ok(FileBytes::guess("menu.pdf", *b"%PDF-1.7")),
                false => Err("it is not there".to_owned()),
            }
        })
    }

    fn download<'a>(&'a self, file: &'a File, limit: usize) -> Pending<'a, Fetched, DownloadError> {
        Box::pin(async move {
            assert_eq!(limit, 20 << 20);
            let bytes = file.url.clone().unwrap_or_default().into_bytes();
            Ok(Fetched { mime_type: Some("application/x-served".into()), bytes })
        })
    }
}

/// The files of what is said to `x`, each with what the call holds of it.
fn shown(media: impl Fn() -> Media + Clone + Send + Sync + 'static) -> Result<(Value, Vec<FileBytes>)> {
    let mut chat = Chat::with([Context::new("main").keyword("x", move |reply: Reply| reply.media(media()))]);
    let (_, outcome) = chat.try_event(written("x"))?;
    let [call] = &outcome.calls[..] else { panic!("one call") };
    let body: Value = serde_json::from_str(call.call.body.get()).unwrap();
    for outgoing in &call.files {
        assert_eq!(body["source"]["id"], outgoing.file.place, "only its place stands in the call");
        assert_eq!(body["kind"], outgoing.file.kind.name());
    }
    let files = call.files.iter().map(|outgoing| outgoing.file.with(Arc::clone(&outgoing.bytes)));
    Ok((body, files.collect()))
}

#[test]
fn a_file_is_kept_with_the_call_that_shows_it() {
    let (_, files) = shown(|| Media::document(Source::file("menu.pdf"))).unwrap();
    assert_eq!(files, [FileBytes::new("menu.pdf", "application/pdf", *b"%PDF-1.7")]);
    let (body, files) = shown(|| Media::image(Source::bytes("a.png", "image/png", *b"PNG"))).unwrap();
    assert_eq!((body["kind"].as_str(), &*files[0].bytes), (Some("image"), &b"PNG"[..]));
    let (body, files) = shown(|| Media::image("https://example.com/a.png")).unwrap();
    assert_eq!((body["source"]["url"].as_str(), files.len()), (Some("https://example.com/a.png"), 0));
}

#[test]
fn the_place_of_a_file_is_the_same_whenever_the_turn_runs_again() {
    let media = || Media::document(Source::file("menu.pdf"));
    assert_eq!(shown(media).unwrap().0, shown(media).unwrap().0);
}

#[test]
fn what_a_platform_does_not_take_as_a_picture_it_takes_as_a_document() {
    for media in [
        Media::image(Source::bytes("a.png", "image/png", *b"eleven bytes")),
        Media::image(Source::bytes("a.webp", "image/webp", *b"1")),
        Media::voice(Source::bytes("a.ogg", "audio/ogg; codecs=opus", *b"1")),
        Media::sticker(Source::bytes("a.webp", "image/webp", *b"1")),
    ] {
        assert_eq!(shown(move || media.clone()).unwrap().0["kind"], "document");
    }
    let sticker = || Media::sticker(Source::bytes("a.png", "IMAGE/PNG", *b"1"));
    assert_eq!(shown(sticker).unwrap().0["kind"], "image", "the nearest");
}

#[test]
fn a_file_that_cannot_be_sent_fails_the_turn_with_the_authors_line() {
    let large = || Media::image(Source::bytes("a.png", "image/png", vec![0; 21]));
    for (error, told) in [
        (
            shown(|| Media::image(Source::file("gone.png"))).unwrap_err(),
            "`gone.png` cannot be sent: it is not there",
        ),
        (shown(|| Media::image(Source::bytes("a.png", "image/png", *b""))).unwrap_err(), "the file is empty"),
        (shown(large).unwrap_err(), "at most 10 bytes of image/png"),
    ] {
        assert_eq!(error.kind(), crate::ErrorKind::Terminal);
        let error = error.to_string();
        assert!(error.contains("files.rs:") && error.contains(told), "{error}");
    }
}

#[test]
fn another_form_of_a_file_can_be_denied() {
    let mut chat = Chat::with([Context::new("main").keyword("x", |reply: Reply| {
        reply.policy(Policy::Deny).image(Source::bytes("a.webp", "image/webp", *b"1"))
    })]);
    let error = chat.fails("x");
    assert!(error.contains("no image of this size or type here: sent as document"), "{error}");
}

/// What a block gets of a picture that begins like that.
fn fetched(file: File) -> Result<String, String> {
    let context = Context::new("main").any_attachment(
        async |sent: Attachments, download: Download| -> Result<String> {
            let file = download.fetch(&sent[0]).await?;
            Ok(format!("{} {} {}", file.name, file.mime_type, file.bytes.len()))
        },
    );
    let sent = Attachments::new([Attachment::Image(file)]).unwrap();
    let heard = Chat::with([context]).try_event(event(EventKind::Attachments(sent)));
    heard.map(|(heard, _)| heard.texts.concat()).map_err(|error| format!("{error:?}"))
}

#[test]
fn what_was_sent_is_what_it_is_said_to_be() {
    let file = |begins: &str, declared: Option<&str>| {
        let mut file = File::default();
        (file.url, file.mime_type) = (Some(begins.into()), declared.map(Into::into));
        file
    };
    assert_eq!(fetched(file("GIF89a", None)).unwrap(), "image image/gif 6");
    assert_eq!(fetched(file("GIF89a", Some("image/jpeg"))).unwrap(), "image image/gif 6");
    assert_eq!(fetched(file("....", Some("image/heic"))).unwrap(), "image image/heic 4");
    let mut named = file("GIF89a", None);
    named.name = Some("../a.gif".into());
    assert_eq!(fetched(named).unwrap(), "../a.gif image/gif 6");
    for (begins, declared) in [("<html>", Some("image/png")), ("MZ", None), ("", None)] {
        let error = fetched(file(begins, declared)).unwrap_err();
        assert!(error.contains("is said to be") && error.contains("Terminal"), "{error}");
    }
    let mut large = file("GIF89a", None);
    large.size = Some(21 << 20);
    assert!(fetched(large).unwrap_err().contains("more than 20971520 bytes"));
}
