//! Albums, from webhooks to one turn.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use http::HeaderMap;
use serde_json::{Value, json};
use tertulia_core::{Attachments, Context, Data, Text, program::ProgramBuilder};
use tertulia_runtime::Service;
use tertulia_store::{Memory, Store as _};
use tokio::time::{Instant, sleep};

use crate::machine::{BEGINNING, Nowhere, SECRET, VirtualClock, ana, private_chat, serve, telegram};

/// What the bot was asked: pictures by their number, texts as written; and when, in milliseconds.
type Asked = Arc<Mutex<Vec<(String, u128)>>>;

async fn start(store: &Memory, asked: &Asked, began: Instant) -> Service {
    let note = move |asked: &Asked, what: String| {
        asked.lock().unwrap().push((what, began.elapsed().as_millis()));
    };
    let main = Context::new("main")
        .any_attachment(move |sent: Attachments, text: Option<Text>, asked: Data<Asked>| {
            let caption = text.map(|Text(text)| text).unwrap_or_default();
            note(&asked, format!("{} pictures {caption}", sent.len()));
        })
        .any_text(move |Text(text): Text, asked: Data<Asked>| note(&asked, text));
    let program = ProgramBuilder::new().context(main).data(Arc::clone(asked)).build().unwrap();
    let (store, clock) = (Arc::new(store.reopen()), Arc::new(VirtualClock(began)));
    serve(&store, &telegram(), Arc::new(Nowhere), clock, program).await
}

/// What the platform posts: a picture of the album, or a text.
fn update(number: i64, album: Option<&str>) -> Value {
    let mut message = json!({"message_id": number, "date": BEGINNING, "from": ana(), "chat": private_chat()});
    match album {
        Some(album) => {
            message["media_group_id"] = json!(album);
            message["photo"] = json!([{"file_id": format!("p{number}"), "width": 1, "height": 1}]);
            if number == 1 {
                message["caption"] = json!("at sea");
            }
        }
        None => message["text"] = json!(format!("text {number}")),
    }
    json!({"update_id": number, "message": message})
}

async fn post(service: &Service, number: i64, album: Option<&str>) {
    let mut headers = HeaderMap::new();
    headers.insert("x-telegram-bot-api-secret-token", SECRET.parse().unwrap());
    let body = update(number, album).to_string().into();
    assert!(service.receive(0, headers, body).await.is_success());
}

#[tokio::test(start_paused = true)]
async fn pictures_sent_as_one_are_one_turn_a_second_after_the_last_and_keep_their_place() {
    let (store, asked, began) = (Memory::seeded(7), Asked::default(), Instant::now());
    let service = start(&store, &asked, began).await;
    for (number, album) in [(1, Some("a")), (2, Some("a")), (3, None), (2, Some("a"))] {
        post(&service, number, album).await;
        sleep(Duration::from_millis(300)).await;
    }
    sleep(Duration::from_secs(2)).await;
    let heard: Vec<_> = asked.lock().unwrap().iter().map(|(what, _)| what.clone()).collect();
    assert_eq!(heard, ["2 pictures at sea", "text 3"], "a redelivered part is known");
    let at = asked.lock().unwrap()[0].1;
    assert!((1_300..1_600).contains(&at), "{at} ms");
    service.stop().await;
}

#[tokio::test(start_paused = true)]
async fn an_album_that_rests_when_the_process_ends_is_handled_by_the_next_one() {
    let (store, asked, began) = (Memory::seeded(7), Asked::default(), Instant::now());
    let service = start(&store, &asked, began).await;
    post(&service, 1, Some("a")).await;
    drop(service);
    let store = store.reopen();
    let service = start(&store, &asked, began).await;
    post(&service, 1, Some("a")).await;
    post(&service, 2, Some("a")).await;
    sleep(Duration::from_secs(3)).await;
    let heard: Vec<_> = asked.lock().unwrap().iter().map(|(what, _)| what.clone()).collect();
    assert_eq!(heard, ["2 pictures at sea"]);
    service.stop().await;
    assert_eq!(store.reopen().depth().await.unwrap().inbox, 0);
}
