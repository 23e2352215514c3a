//! Files that people sent.

use std::sync::{Arc, Mutex};

use serde_json::json;
use tertulia_core::{
    Adapter, Attachments, Chat, Context, Dedupe, Download, DownloadError, Event, EventKind, FileBytes,
    Groups, Incoming, Sender,
    event::{Attachment, File},
};
use tertulia_store::{Arrival, Memory, Store as _};

use crate::machine::{VirtualClock, beginning, program, serve, settled};

use super::{
    api::{Api, Fate, Made},
    platforms::{TOKEN, messenger, telegram, whatsapp},
};

const JPEG: &[u8] = b"\xff\xd8\xff\xe0..JFIF";
const MB: usize = 1 << 20;

/// What a block gets that fetches a picture, and the requests that were made for it.
async fn fetch(
    adapter: &Arc<dyn Adapter>,
    api: &Api,
    file: File,
) -> (Result<FileBytes, DownloadError>, Vec<Made>) {
    let store = Arc::new(Memory::seeded(7));
    let account = store.accounts(vec![(adapter.platform(), adapter.accounts().remove(0))]).await.unwrap()[0];
    let sent = Attachments::new([Attachment::Image(file)]).unwrap();
    let raw = serde_json::value::to_raw_value(&json!({})).unwrap();
    let incoming = Incoming {
        account: adapter.accounts().remove(0),
        dedupe: Dedupe { bucket: 1, key: vec![1] },
        sort: 1,
        sender: Some(Sender::new([tertulia_core::Alias::new("test", "1")])),
        chat: Chat::default(),
        event: Event::new(EventKind::Attachments(sent), beginning(), raw),
    };
    store
        .ingest(
            vec![Arrival { account, incoming, at: beginning(), token: None, groups: Groups::default() }],
            false,
        )
        .await
        .unwrap();
    let fetched = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&fetched);
    let context = Context::new("main").any_attachment(async move |sent: Attachments, download: Download| {
        *keep.lock().unwrap() = Some(download.at_most(MB).fetch(&sent[0]).await);
    });
    let service = serve(&store, adapter, Arc::new(api.clone()), VirtualClock::new(), program(context)).await;
    settled(&store).await;
    service.stop().await;
    let fetched = fetched.lock().unwrap().take().unwrap();
    (fetched, api.made())
}

fn file(id: Option<&str>, url: Option<&str>) -> File {
    let mut file = File::default();
    (file.id, file.url) = (id.map(Into::into), url.map(Into::into));
    file
}

#[tokio::test(start_paused = true)]
async fn telegram_is_asked_where_a_file_is() {
    let (api, adapter) = (Api::default(), telegram("http://127.0.0.1:8081"));
    api.order([
        Fate::Answer(
            200,
            json!({"ok": true, "result": {"file_id": "AgAC", "file_path": "photos/file_1.jpg"}}),
        ),
        Fate::File("application/octet-stream", JPEG),
    ]);
    let (fetched, made) = fetch(&adapter, &api, file(Some("AgAC"), None)).await;
    assert_eq!(fetched, Ok(FileBytes::new("image", "image/jpeg", JPEG)));
    assert_eq!(made[0].json(), json!({"file_id": "AgAC"}));
    assert_eq!(made[1].url, format!("http://127.0.0.1:8081/file/bot123456:{TOKEN}/photos/file_1.jpg"));
    assert!(!made[1].only_public, "it is where the API is");
}

#[tokio::test(start_paused = true)]
async fn a_path_of_telegram_leads_to_a_file_of_telegram() {
    for path in ["../../etc/passwd", "/var/lib/file.jpg", "a/../../b", "a?x=", "a b", "a@b/c", "http://x/"] {
        let (api, adapter) = (Api::default(), telegram("https://api.test"));
        api.order([Fate::Answer(200, json!({"ok": true, "result": {"file_path": path}}))]);
        let (fetched, made) = fetch(&adapter, &api, file(Some("AgAC"), None)).await;
        assert!(matches!(fetched, Err(DownloadError::Missing(_))), "{path}: {fetched:?}");
        assert_eq!(made.len(), 1, "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn whatsapp_is_asked_where_a_file_is_and_shown_the_token() {
    let (api, adapter) = (Api::default(), whatsapp("https://graph.test"));
    let url = "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=449";
    api.order([
        Fate::Answer(200, json!({"url": url, "mime_type": "image/jpeg", "id": "449"})),
        Fate::File("image/jpeg", JPEG),
    ]);
    let (fetched, made) = fetch(&adapter, &api, file(Some("449"), Some("https://stale.test/"))).await;
    assert_eq!(fetched.unwrap().mime_type, "image/jpeg");
    assert_eq!(
        (made[0].method.as_str(), &*made[0].url),
        ("GET", "https://graph.test/v26.0/449?phone_number_id=1060")
    );
    let bearer = Some(format!("Bearer {TOKEN}"));
    assert_eq!((&made[0].authorization, &made[1].authorization, &*made[1].url), (&bearer, &bearer, url));
}

#[tokio::test(start_paused = true)]
async fn the_token_is_shown_to_the_platform_alone() {
    for url in [
        "https://evil.test/a.jpg",
        "https://lookaside.fbsbx.com.evil.test/a.jpg",
        "https://evilfbsbx.com/a.jpg",
        "https://scontent.xx.fbcdn.net/a.jpg",
        "https://graph.test.evil.test/v26.0/",
    ] {
        let (api, adapter) = (Api::default(), whatsapp("https://graph.test"));
        api.order([Fate::Answer(200, json!({ "url": url })), Fate::File("image/jpeg", JPEG)]);
        let (fetched, made) = fetch(&adapter, &api, file(Some("449"), None)).await;
        assert!(fetched.is_ok(), "{url}: {fetched:?}");
        assert_eq!(made[1].authorization, None, "{url}");
        assert_eq!(made[1].only_public, !url.contains("fbcdn.net"), "{url}");
    }
    // A redirect takes no token with it.
    let (api, adapter) = (Api::default(), whatsapp("https://graph.test"));
    let own = "https://lookaside.fbsbx.com/a";
    api.order([
        Fate::Answer(200, json!({ "url": own })),
        Fate::Redirect("https://evil.test/a.jpg"),
        Fate::File("image/jpeg", JPEG),
    ]);
    let (_, made) = fetch(&adapter, &api, file(Some("449"), None)).await;
    assert!(made[1].authorization.is_some() && made[2].authorization.is_none(), "{made:?}");
}

#[tokio::test(start_paused = true)]
async fn addresses_of_this_machine_are_not_asked() {
    for url in [
        "http://127.0.0.1:3000/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://192.168.1.1/",
        "http://example.com/a.jpg",
        "https://example.com:6379/",
        "https://lookaside.fbsbx.com:8443/",
        "http://scontent.xx.fbcdn.net/a.jpg",
        "https://user@scontent.xx.fbcdn.net/a.jpg",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
    ] {
        let (api, adapter) = (Api::default(), messenger("https://graph.test"));
        let (fetched, made) = fetch(&adapter, &api, file(None, Some(url))).await;
        assert!(matches!(fetched, Err(DownloadError::Forbidden(_))), "{url}: {fetched:?}");
        assert_eq!(made.len(), 0, "{url}");
        api.order([Fate::Redirect(Box::leak(url.into()))]);
        let (fetched, made) =
            fetch(&adapter, &api, file(None, Some("https://scontent.xx.fbcdn.net/a.jpg"))).await;
        assert!(matches!(fetched, Err(DownloadError::Forbidden(_))), "redirect to {url}: {fetched:?}");
        assert_eq!(made.len(), 1, "redirect to {url}");
    }
}

#[tokio::test(start_paused = true)]
async fn three_redirects_are_followed() {
    let (api, adapter) = (Api::default(), messenger("https://graph.test"));
    let url = Some("https://a.test/a.jpg");
    let hop = || Fate::Redirect("/b.jpg");
    api.order([hop(), hop(), hop(), Fate::File("image/jpeg", JPEG)]);
    let (fetched, made) = fetch(&adapter, &api, file(None, url)).await;
    assert!(fetched.is_ok(), "{fetched:?}");
    assert_eq!(made[3].url, "https://a.test/b.jpg");
    api.order([hop(), hop(), hop(), hop()]);
    let (fetched, _) = fetch(&adapter, &api, file(None, url)).await;
    assert!(matches!(fetched, Err(DownloadError::Forbidden(_))), "{fetched:?}");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_fetched_is_told() {
    let (api, adapter) = (Api::default(), messenger("https://graph.test"));
    let url = Some("https://scontent.xx.fbcdn.net/a.jpg");
    api.order([Fate::File("image/jpeg", Box::leak(vec![0xff; MB + 1].into()))]);
    assert_eq!(fetch(&adapter, &api, file(None, url)).await.0, Err(DownloadError::TooLarge(MB)));
    api.order([Fate::File("image/jpeg", b"<html><script>")]);
    let (fetched, _) = fetch(&adapter, &api, file(None, url)).await;
    assert!(matches!(fetched, Err(DownloadError::OtherType { found: "text/html", .. })), "{fetched:?}");
    api.order([Fate::Answer(403, json!("URL signature expired"))]);
    let (fetched, _) = fetch(&adapter, &api, file(None, url)).await;
    assert!(matches!(fetched, Err(DownloadError::Missing(_))), "{fetched:?}");
    for fate in [Fate::Answer(503, json!(null)), Fate::Broken] {
        api.order([fate]);
        let (fetched, _) = fetch(&adapter, &api, file(None, url)).await;
        assert!(matches!(fetched, Err(DownloadError::Unavailable(..))), "{fetched:?}");
    }
    let (fetched, _) = fetch(&adapter, &api, file(None, None)).await;
    assert!(matches!(fetched, Err(DownloadError::Missing(_))), "{fetched:?}");
    let mut large = file(None, url);
    large.size = Some(MB as u64 + 1);
    let (fetched, made) = fetch(&adapter, &api, large).await;
    assert_eq!((fetched, made.len()), (Err(DownloadError::TooLarge(MB)), 0));
}
