//! What the page gets, and what it does.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};
use tertulia_simulator::Fault;

use crate::server::{Server, from_page, text};

fn say(text: &str) -> Value {
    json!({"platform": "telegram", "person": "ana", "act": {"type": "say", "text": text}})
}

fn press(key: &str) -> Value {
    json!({"platform": "telegram", "person": "ana", "act": {"type": "press", "key": key}})
}

#[tokio::test]
async fn the_page_finds_everything_it_names() {
    let server = Server::new();
    let page = text(server.get("/").await).await;
    let named = page.split('"').filter(|value| value.starts_with("/assets/"));
    let mut modules = Vec::new();
    for path in named {
        let response = server.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        if path.ends_with(".js") {
            modules.push(path.to_owned());
        }
    }
    // Modules name others by paths relative to their own.
    let mut seen = 0;
    while let Some(module) = modules.get(seen).cloned() {
        seen += 1;
        let response = server.get(&module).await;
        assert_eq!(response.headers()["content-type"], "text/javascript; charset=utf-8", "{module}");
        let source = text(response).await;
        let folder = module.rsplit_once('/').unwrap().0;
        for import in source.lines().filter_map(|line| line.split_once(" from '")).map(|(_, path)| path) {
            let import = import.trim_end_matches("';");
            let path = match import.strip_prefix("../") {
                Some(above) => format!("{}/{above}", folder.rsplit_once('/').unwrap().0),
                None => format!("{folder}/{}", import.trim_start_matches("./")),
            };
            if !modules.contains(&path) {
                modules.push(path);
            }
        }
    }
    assert!(modules.len() > 20, "{modules:?}");
}

#[tokio::test]
async fn the_state_holds_the_last_of_everything() {
    let server = Server::new();
    let state = server.json("/api/state").await;
    assert_eq!(state["bot"], "echo");
    assert_eq!(state["platforms"], json!(["telegram"]));
    assert_eq!(state["people"], json!([{"id": "ana"}, {"id": "ben"}]));
    assert_eq!(state["phones"][1]["person"], "ben");
    assert_eq!(state["turns"].as_array().unwrap().len(), 50);
    assert_eq!(state["turns"][49]["event"], 59);
    assert_eq!(state["exchanges"], json!([{"number": 1}]));
    assert_eq!(server.json("/api/queues").await, json!({"inbox": []}));
    assert_eq!(server.json("/api/why/5").await["event"], 5);
    assert_eq!(server.get("/api/why/6").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_said_is_seen_and_what_cannot_be_done_is_explained() {
    let server = Server::new();
    assert_eq!(server.post("/api/act", &say("Hi")).await.0, StatusCode::NO_CONTENT);
    let state = server.json("/api/state").await;
    assert_eq!(state["phones"][0]["chats"][0]["bubbles"][0]["text"][0]["text"], "Hi");

    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    assert_eq!(server.post("/api/act", &press("x")).await, (refused, "there is no such button".to_owned()));
    let elsewhere = json!({"platform": "carrier pigeon", "person": "ana", "act": {"type": "read"}});
    let (status, why) = server.post("/api/act", &elsewhere).await;
    assert_eq!((status, why.as_str()), (refused, "there is no carrier pigeon here"));
    let stranger = json!({"platform": "telegram", "person": "eve", "act": {"type": "read"}});
    assert!(server.post("/api/act", &stranger).await.1.contains("nobody called eve"));
    assert!(server.post("/api/act", &json!({"platform": "telegram"})).await.1.contains("missing field"));
}

#[tokio::test]
async fn events_begin_with_hello_and_follow_what_happens() {
    let server = Server::new();
    let mut events = server.follow().await;
    let run = server.json("/api/state").await["run"].clone();
    assert_eq!(events.next("hello").await["run"], run);
    assert_eq!(events.next("world").await["people"][0]["id"], "ana");

    server.post("/api/act", &say("Hi")).await;
    let phone = loop {
        let phone = events.next("phones").await;
        if phone["chats"][0]["bubbles"] != json!([]) {
            break phone;
        }
    };
    assert_eq!((phone["platform"].as_str(), phone["person"].as_str()), (Some("telegram"), Some("ana")));

    server.bot.turns.send(json!({"event": 61}).into()).unwrap();
    assert_eq!(events.next("turn").await, json!({"event": 61}));
}

#[tokio::test]
async fn a_page_that_cannot_follow_begins_again() {
    let server = Server::new();
    let mut events = server.follow().await;
    events.next("hello").await;
    server.phones.rush();
    let ended = tokio::spawn(async move { events.next("no event of this name").await });
    assert!(ended.await.unwrap_err().is_panic(), "the stream ends, and the page opens a new one");
}

#[tokio::test]
async fn a_reset_is_a_new_run() {
    let server = Server::new();
    let mut events = server.follow().await;
    let before = events.next("hello").await["run"].clone();
    server.post("/api/act", &say("Hi")).await;
    assert_eq!(server.post("/api/reset", &json!({})).await.0, StatusCode::NO_CONTENT);
    assert_ne!(events.next("hello").await["run"], before);
    assert_eq!(server.bot.asked(), ["reset"]);
    assert_eq!(server.json("/api/state").await["phones"][0]["chats"][0]["bubbles"], json!([]));
}

#[tokio::test]
async fn faults_clock_and_state_reach_whom_they_concern() {
    let server = Server::new();
    let done = StatusCode::NO_CONTENT;
    let fault = json!({"platform": "telegram", "fault": "too_many", "seconds": 3});
    assert_eq!(server.post("/api/fault", &fault).await.0, done);
    assert_eq!(server.phones.faults(), [Fault::TooMany { seconds: 3 }]);
    assert_eq!(server.post("/api/clock", &json!({"seconds": 3600})).await.0, done);
    assert!(server.post("/api/clock", &json!({"seconds": u64::MAX})).await.1.contains("a year"));
    let place = json!({"platform": "telegram", "person": "ana", "context": "shop", "session": {"clicks": 2}});
    assert_eq!(server.post("/api/conversation", &place).await.0, done);
    let nowhere = json!({"platform": "telegram", "person": "ana", "context": "nowhere"});
    assert_eq!(server.post("/api/conversation", &nowhere).await.1, "there is no context `nowhere`");
    assert_eq!(
        server.bot.asked(),
        [
            "advance by 3600s",
            "place id of ana of telegram in Some(\"shop\") with Some(Object {\"clicks\": Number(2)})"
        ]
    );
}

#[tokio::test]
async fn people_send_files_of_their_own() {
    let server = Server::new();
    let path = "/api/file?platform=telegram&person=ana&chat=&name=menu+%C3%A9.pdf&caption=Look";
    let send = async |path: &str, mime_type: &str, bytes: Vec<u8>| {
        let request = from_page(Method::POST, path).header("x-tertulia", "playground");
        let request = request.header("content-type", mime_type).body(Body::from(bytes)).unwrap();
        let response = server.ask(request).await;
        (response.status(), text(response).await)
    };
    let (status, _) = send(path, "application/pdf", b"%PDF-1.7".to_vec()).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, _) = send(path, "image/png; a=b", vec![0; 10 << 20]).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let bubbles = server.json("/api/state").await["phones"][0]["chats"][0]["bubbles"].clone();
    assert_eq!(bubbles[0]["text"][0]["text"], "document menu é.pdf (application/pdf, 8 bytes): Look");
    assert_eq!(bubbles[1]["text"][0]["text"], "image menu é.pdf (image/png, 10485760 bytes): Look");
    for (path, bytes, wrong) in [
        (path, vec![0; (10 << 20) + 1], "a file has up to 10 MB here"),
        (path, Vec::new(), "the file is empty"),
        ("/api/file?platform=fax&person=ana", vec![1], "there is no fax here"),
        ("/api/file?platform=telegram&person=zoe", vec![1], "nobody called zoe is here"),
    ] {
        let (status, said) = send(path, "image/png", bytes).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(said.contains(wrong), "{said}");
    }
}

#[tokio::test]
async fn a_conversation_is_kept_as_a_script() {
    let server = Server::new();
    assert_eq!(server.get("/api/script/ana").await.status(), StatusCode::NOT_FOUND, "nothing was said yet");
    server.post("/api/act", &press("s")).await;
    server.post("/api/clock", &json!({"seconds": 7_200})).await;
    server.post("/api/fault", &json!({"platform": "telegram", "fault": "redelivery"})).await;
    server.post("/api/act", &say("Well,\n\nthank you")).await;
    let response = server.get("/api/script/ana").await;
    assert_eq!(response.headers()["content-disposition"], "attachment; filename=\"ana.chat\"");
    let script = text(response).await;
    let (_, conversation) = script.split_once("on telegram\n\n").unwrap();
    assert_eq!(
        conversation,
        "ana: [Start]\nbot: Hello!\n     How are you? [Yes]\nwait 2 hours\nfault redelivery\n\
         ana: Well,\n     \\\n     thank you\nbot: Well,\n     \\\n     thank you [Yes]\n"
    );
}
