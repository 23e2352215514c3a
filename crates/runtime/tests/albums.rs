//! Albums, from webhooks to one turn.
#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use http::HeaderMap;
use jiff::Timestamp;
use serde_json::{Value, json};
use tertulia_core::{
    Attachments, Clock, Context, Data, Http, Request, Response, Text, TransportError, adapter::Pace,
    program::ProgramBuilder,
};
use tertulia_runtime::{Channel, Options, Parts, Service};
use tertulia_store::{Memory, Store as _};
use tertulia_telegram::{Bot, Telegram};
use tokio::time::{Instant, sleep};

const SECRET: &str = "a-secret-of-the-webhook";

/// Time that passes as soon as everybody waits for it.
struct VirtualClock(Instant);

impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(1_780_000_000).unwrap() + self.0.elapsed()
    }

    fn sleep_until(&self, at: Timestamp) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let wait = Duration::try_from(at.duration_since(self.now())).unwrap_or_default();
        Box::pin(sleep(wait))
    }
}

struct Nowhere;

impl Http for Nowhere {
    fn send(
        &self,
        _: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + '_>> {
        Box::pin(async { Err(TransportError::NotSent("there is no network here".into())) })
    }
}

/// What the bot was asked: pictures by their number, texts as written; and when, in milliseconds.
type Asked = Arc<Mutex<Vec<(String, u128)>>>;

fn parts(store: &Memory, asked: &Asked, began: Instant) -> Parts {
    let note = move |asked: &Asked, what: String| {
        asked.lock().unwrap().push((what, began.elapsed().as_millis()));
    };
    let main = Context::new("main")
        .any_attachment(move |sent: Attachments, text: Option<Text>, asked: Data<Asked>| {
            let caption = text.map(|Text(text)| text).unwrap_or_default();
            note(&asked, format!("{} pictures {caption}", sent.len()));
        })
        .any_text(move |Text(text): Text, asked: Data<Asked>| note(&asked, text));
    let bot = Bot::new("123456:AAF-token".into(), vec![SECRET.into()], None).unwrap();
    let telegram =
        Telegram::new(vec![bot], "http://telegram", Pace { account: None, chat: None, group: None });
    Parts {
        program: ProgramBuilder::new().context(main).data(Arc::clone(asked)).build().unwrap(),
        store: Arc::new(store.reopen()),
        channels: vec![Channel { adapter: Arc::new(telegram), route: "/telegram".into() }],
        http: Arc::new(Nowhere),
        clock: Arc::new(VirtualClock(began)),
        payload_keys: Vec::new(),
        options: Options::default(),
    }
}

/// What the platform posts: a picture of the album, or a text.
fn update(number: i64, album: Option<&str>) -> Value {
    let from = json!({"id": 42, "is_bot": false, "first_name": "Ana"});
    let mut message = json!({"message_id": number, "date": 1_780_000_000, "from": from,
        "chat": {"id": 42, "type": "private"}});
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
    let service = Service::start(parts(&store, &asked, began)).await.unwrap();
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
    let service = Service::start(parts(&store, &asked, began)).await.unwrap();
    post(&service, 1, Some("a")).await;
    drop(service);
    let store = store.reopen();
    let service = Service::start(parts(&store, &asked, began)).await.unwrap();
    post(&service, 1, Some("a")).await;
    post(&service, 2, Some("a")).await;
    sleep(Duration::from_secs(3)).await;
    let heard: Vec<_> = asked.lock().unwrap().iter().map(|(what, _)| what.clone()).collect();
    assert_eq!(heard, ["2 pictures at sea"]);
    service.stop().await;
    assert_eq!(store.reopen().depth().await.unwrap().inbox, 0);
}
