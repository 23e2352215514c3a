//! The server under test.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{Method, Request, Response, StatusCode, request::Builder},
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tertulia_simulator::playground::Playground;
use tower_service::Service as _;

use crate::{bot::FakeBot, phones::FakePhones};

pub(crate) struct Server {
    router: Router,
    pub(crate) phones: FakePhones,
    pub(crate) bot: Arc<FakeBot>,
}

impl Server {
    pub(crate) fn new() -> Self {
        let phones = FakePhones::default();
        let bot = Arc::new(FakeBot::default());
        let router = Playground::new(phones.clone(), Arc::<FakeBot>::clone(&bot)).router();
        Self { router, phones, bot }
    }

    /// Asks exactly this.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().call(request).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response<Body> {
        self.ask(from_page(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        serde_json::from_str(&text(response).await).unwrap()
    }

    /// Does something, as the page does: the status, and why it was refused.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> (StatusCode, String) {
        let request = from_page(Method::POST, path).header("x-tertulia", "playground");
        let response = self.ask(request.body(Body::from(body.to_string())).unwrap()).await;
        let status = response.status();
        let body: Value = serde_json::from_str(&text(response).await).unwrap_or_default();
        (status, body["error"].as_str().unwrap_or_default().to_owned())
    }

    /// Opens the page's stream of events.
    pub(crate) async fn follow(&self) -> Events {
        let response = self.get("/api/events").await;
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Events { body: response.into_body(), read: String::new() }
    }
}

pub(crate) fn from_page(method: Method, path: &str) -> Builder {
    Request::builder().method(method).uri(path).header("host", "127.0.0.1:3002")
}

pub(crate) async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What the server tells of by itself.
pub(crate) struct Events {
    body: Body,
    read: String,
}

impl Events {
    /// The next event of that name; others before it are passed over.
    pub(crate) async fn next(&mut self, wanted: &str) -> Value {
        loop {
            let (name, data) = self.any().await.expect("the stream goes on");
            if name == wanted {
                return data;
            }
        }
    }

    async fn any(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.read = rest;
                let field =
                    |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                if let (Some(name), Some(data)) = (field("event:"), field("data:")) {
                    return Some((name.to_owned(), serde_json::from_str(data).unwrap()));
                }
                continue;
            }
            let frame = tokio::time::timeout(Duration::from_secs(20), self.body.frame());
            let frame = frame.await.expect("an event comes within 20 seconds")?.unwrap();
            self.read += std::str::from_utf8(frame.data_ref()?).unwrap();
        }
    }
}
