//! Files that replies show.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tertulia_core::{Adapter, Context, turn::Ambiguity};
use tertulia_store::{Memory, Store as _};

use crate::machine::{VirtualClock, beginning, program, serve, settled};

use super::{
    api::{Api, Fate},
    platforms::{messenger, picture, reply, telegram, whatsapp},
};

fn silent() -> Context {
    Context::new("main").everything_else(())
}

/// Sends what waits, and gives the requests that were made for it.
async fn send(store: &Arc<Memory>, adapter: &Arc<dyn Adapter>, api: &Api) {
    let service = serve(store, adapter, Arc::new(api.clone()), VirtualClock::new(), program(silent())).await;
    settled(store).await;
    service.stop().await;
}

/// The same store in the next run.
fn next_run(store: &Arc<Memory>) -> Arc<Memory> {
    Arc::new(store.reopen())
}

#[tokio::test(start_paused = true)]
async fn a_file_goes_with_the_message_on_telegram_and_is_named_the_second_time() {
    let (mut store, api, adapter) =
        (Arc::new(Memory::seeded(7)), Api::default(), telegram("http://api.test"));
    reply(&store, &*adapter, 1, picture(&*adapter, "one")).await;
    send(&store, &adapter, &api).await;
    let [sent] = &api.made()[..] else { panic!("one call") };
    assert_eq!(sent.endpoint(), "sendPhoto");
    assert!(sent.content_type.starts_with("multipart/form-data; boundary="), "{sent:?}");
    for part in [
        "name=\"chat_id\"\r\n\r\n42\r\n",
        "name=\"caption\"\r\n\r\nChart\r\n",
        "name=\"photo\"\r\n\r\nattach://file-one-0\r\n",
        "name=\"file-one-0\"; filename=\"chart.png\"\r\nContent-Type: image/png\r\n\r\n",
    ] {
        assert!(sent.body.contains(part), "{part}: {}", sent.body);
    }
    store = next_run(&store);
    reply(&store, &*adapter, 2, picture(&*adapter, "two")).await;
    send(&store, &adapter, &api).await;
    let [sent] = &api.made()[..] else { panic!("one call") };
    assert_eq!(sent.json(), json!({"chat_id": 42, "photo": "AgAC-large", "caption": "Chart"}));
}

#[tokio::test(start_paused = true)]
async fn a_file_is_uploaded_once_before_the_message_on_whatsapp_and_messenger() {
    for (adapter, upload, field, id) in [
        (whatsapp("http://api.test"), "media", "/image/id", "4490709327384033"),
        (
            messenger("http://api.test"),
            "message_attachments",
            "/message/attachment/payload/attachment_id",
            "1745504518999123",
        ),
    ] {
        let (mut store, api) = (Arc::new(Memory::seeded(7)), Api::default());
        reply(&store, &*adapter, 1, picture(&*adapter, "one")).await;
        send(&store, &adapter, &api).await;
        let made = api.made();
        let endpoints: Vec<_> = made.iter().map(|made| made.endpoint()).collect();
        assert_eq!(endpoints, [upload, "messages"]);
        assert!(made[0].body.contains("filename=\"chart.png\"\r\nContent-Type: image/png"), "{made:?}");
        assert_eq!(made[0].authorization, made[1].authorization);
        assert_eq!(made[1].json().pointer(field), Some(&json!(id)));
        store = next_run(&store);
        reply(&store, &*adapter, 2, picture(&*adapter, "two")).await;
        send(&store, &adapter, &api).await;
        let [sent] = &api.made()[..] else { panic!("one call") };
        assert_eq!(sent.json().pointer(field), Some(&json!(id)));
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_is_made_again_whatever_became_of_it_and_the_message_is_made_once() {
    let (store, api, adapter) = (Arc::new(Memory::seeded(7)), Api::default(), whatsapp("http://api.test"));
    let call = picture(&*adapter, "one");
    // Even a message that is rather never sent than twice: nobody sees an upload.
    reply(
        &store,
        &*adapter,
        1,
        tertulia_core::turn::OutgoingCall { ambiguity: Ambiguity::MaybeNever, ..call },
    )
    .await;
    api.order([
        Fate::Broken,
        Fate::Answer(502, json!(null)),
        Fate::Answer(500, json!({"error": {"code": 131_000}})),
        Fate::Answer(200, json!({})),
    ]);
    send(&store, &adapter, &api).await;
    // The last answer names no id, which will not get better.
    assert_eq!(api.endpoints(), ["media", "media", "media", "media"]);
    let store = next_run(&store);
    assert_eq!(store.dead().len(), 1);
    reply(&store, &*adapter, 2, picture(&*adapter, "two")).await;
    api.order([Fate::Broken]);
    send(&store, &adapter, &api).await;
    assert_eq!(api.endpoints(), ["media", "media", "messages"]);
}

#[tokio::test(start_paused = true)]
async fn a_crash_during_the_upload_uploads_again_and_leaves_no_doubt() {
    let (mut store, api, adapter) =
        (Arc::new(Memory::seeded(7)), Api::default(), whatsapp("http://api.test"));
    reply(&store, &*adapter, 1, picture(&*adapter, "one")).await;
    api.order([Fate::Silence]);
    let clock = VirtualClock::new();
    let service = serve(&store, &adapter, Arc::new(api.clone()), clock, program(silent())).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(api.endpoints(), ["media"]);
    store = next_run(&store);
    drop(service);
    let rows = store.load_outbox(tertulia_store::AccountId(1), 9).await.unwrap();
    assert!(!rows[0].uncertain, "the message was certainly not sent");
    store = next_run(&store);
    send(&store, &adapter, &api).await;
    assert_eq!(api.endpoints(), ["media", "messages"]);
}

#[tokio::test(start_paused = true)]
async fn a_crash_between_upload_and_answer_uploads_nothing_again() {
    let (mut store, api, adapter) =
        (Arc::new(Memory::seeded(7)), Api::default(), whatsapp("http://api.test"));
    reply(&store, &*adapter, 1, picture(&*adapter, "one")).await;
    api.order([Fate::Answer(200, json!({"id": "449"})), Fate::Silence]);
    let clock = VirtualClock::new();
    let service = serve(&store, &adapter, Arc::new(api.clone()), clock, program(silent())).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(api.endpoints(), ["media", "messages"]);
    store = next_run(&store);
    drop(service);
    send(&store, &adapter, &api).await;
    let [sent] = &api.made()[..] else { panic!("one call") };
    assert_eq!(sent.json()["image"]["id"], "449");
}

#[tokio::test(start_paused = true)]
async fn an_id_that_the_platform_has_forgotten_is_replaced_once() {
    let (mut store, api, adapter) =
        (Arc::new(Memory::seeded(7)), Api::default(), whatsapp("http://api.test"));
    reply(&store, &*adapter, 1, picture(&*adapter, "one")).await;
    api.order([Fate::Answer(200, json!({"id": "old"}))]);
    send(&store, &adapter, &api).await;
    api.made();
    store = next_run(&store);
    // The reply comes after the upload, so its id is an old one.
    let mut call = picture(&*adapter, "two");
    call.wait = Duration::ZERO;
    reply_later(&store, &*adapter, call).await;
    let unknown =
        Fate::Answer(400, json!({"error": {"code": 131_009, "message": "(#131009) media id is invalid"}}));
    api.order([unknown.clone()]);
    send(&store, &adapter, &api).await;
    let made = api.made();
    let endpoints: Vec<_> = made.iter().map(|made| made.endpoint()).collect();
    assert_eq!(endpoints, ["messages", "media", "messages"]);
    assert_eq!(made[0].json()["image"]["id"], "old");
    assert_eq!(made[2].json()["image"]["id"], "4490709327384033");
    // A new id that is refused is no reason to go on for ever.
    store = next_run(&store);
    let file = picture(&*adapter, "x").files.remove(0).file;
    let account = store.accounts(vec![(adapter.platform(), "1060".into())]).await.unwrap()[0];
    store.forget_upload(account, file).await.unwrap();
    reply(&store, &*adapter, 3, picture(&*adapter, "three")).await;
    api.order([Fate::Answer(200, json!({"id": "new"})), unknown]);
    send(&store, &adapter, &api).await;
    assert_eq!(api.endpoints(), ["media", "messages"]);
    assert_eq!(next_run(&store).dead().len(), 1);
}

/// A reply that is made after what was uploaded so far.
async fn reply_later(store: &Arc<Memory>, adapter: &dyn Adapter, call: tertulia_core::turn::OutgoingCall) {
    let account = store.accounts(vec![(adapter.platform(), "1060".into())]).await.unwrap()[0];
    let file = call.files[0].file.clone();
    let mut upload = store.upload(account, file.clone(), beginning()).await.unwrap().unwrap();
    upload.at = beginning() - Duration::from_secs(60);
    store.keep_upload(account, file, upload).await.unwrap();
    reply(store, adapter, 2, call).await;
}
