//! What is fetched over a network: that of this machine.

use std::{net::SocketAddr, sync::Arc};

use axum::{Router, body::Bytes, http::HeaderMap, response::Redirect, routing};
use serde_json::json;
use tertulia_core::{Context, Http as _, Request, TransportError};
use tertulia_runtime::{Network, SystemClock};
use tertulia_store::Memory;
use tokio::{net::TcpListener, sync::mpsc};

use crate::machine::{program, serve, settled};

use super::platforms::{messenger, picture, reply};

async fn listen(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
    address
}

#[tokio::test]
async fn a_get_is_bounded_and_follows_nothing() {
    let router = Router::new()
        .route("/file", routing::get(|| async { ([("content-type", "image/jpeg")], vec![7; 1000]) }))
        .route("/moved", routing::get(|| async { Redirect::to("/file") }));
    let address = listen(router).await;
    let network = Network::new().unwrap();
    let get = |path: &str, longest_answer| {
        let request = Request::get(format!("http://{address}{path}"));
        network.fetch(Request { longest_answer, ..request })
    };
    let answer = get("/file", 1000).await.unwrap();
    assert_eq!((answer.response.status, answer.response.body.len()), (200, 1000));
    assert_eq!(answer.content_type.as_deref(), Some("image/jpeg"));
    assert!(matches!(get("/file", 999).await, Err(TransportError::TooLong)));
    let answer = get("/moved", 1000).await.unwrap();
    assert_eq!((answer.response.status, answer.location.as_deref()), (303, Some("/file")));
}

#[tokio::test]
async fn a_name_of_this_machine_is_not_public() {
    let address = listen(Router::new().route("/", routing::get(|| async { "secret" }))).await;
    let network = Network::new().unwrap();
    let url = format!("http://localhost:{}/", address.port());
    assert_eq!(network.fetch(Request::get(url.clone())).await.unwrap().response.body, b"secret");
    let refused = network.fetch(Request { only_public: true, ..Request::get(url) }).await;
    assert!(matches!(refused, Err(TransportError::NotPublic(_))), "{refused:?}");
}

#[tokio::test]
async fn a_file_arrives_as_it_is() {
    let (told, mut heard) = mpsc::unbounded_channel();
    let (upload, message) = (told.clone(), told);
    let router = Router::new()
        .route(
            "/v26.0/1029/message_attachments",
            routing::post(async move |headers: HeaderMap, body: Bytes| {
                upload.send((headers["content-type"].to_str().unwrap().to_owned(), body)).unwrap();
                json!({"attachment_id": "1745"}).to_string()
            }),
        )
        .route(
            "/v26.0/1029/messages",
            routing::post(async move |body: Bytes| {
                message.send(("message".to_owned(), body)).unwrap();
                json!({"recipient_id": "42", "message_id": "m_1"}).to_string()
            }),
        );
    let adapter = messenger(&format!("http://{}", listen(router).await));
    let store = Arc::new(Memory::seeded(7));
    let call = picture(&*adapter, "one");
    let bytes = Arc::clone(&call.files[0].bytes);
    reply(&store, &*adapter, 1, call).await;
    let http = Arc::new(Network::new().unwrap());
    let context = Context::new("main").everything_else(());
    let service = serve(&store, &adapter, http, Arc::new(SystemClock::new()), program(context)).await;
    settled(&store).await;
    service.stop().await;
    let (content_type, form) = heard.recv().await.unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let mut end = b"Content-Type: image/png\r\n\r\n".to_vec();
    end.extend_from_slice(&bytes);
    end.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    assert!(form.ends_with(&end), "{form:?}");
    let (_, message) = heard.recv().await.unwrap();
    assert!(message.windows(6).any(|text| text == b"\"1745\""), "{message:?}");
}
