//! Who is let in.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use serde_json::json;
use tertulia_simulator::playground::{NotLoopback, listen};

use crate::server::{Server, from_page, text};

#[tokio::test]
async fn pages_of_other_sites_change_nothing() {
    let server = Server::new();
    let body =
        json!({"platform": "telegram", "person": "ana", "act": {"type": "say", "text": "Hi"}}).to_string();
    for header in [None, Some("yes")] {
        let mut request = from_page(Method::POST, "/api/act");
        if let Some(header) = header {
            request = request.header("x-tertulia", header);
        }
        let response = server.ask(request.body(Body::from(body.clone())).unwrap()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(text(response).await.contains("X-Tertulia"));
    }
    assert_eq!(server.json("/api/state").await["phones"][0]["chats"][0]["bubbles"], json!([]));
}

#[tokio::test]
async fn a_name_that_was_pointed_to_this_machine_opens_nothing() {
    let server = Server::new();
    for host in
        ["evil.example", "evil.example:3002", "127.0.0.1.evil.example", "localhost.evil.example:1", "[::1].x"]
    {
        let request = Request::builder().uri("/api/state").header("host", host);
        let response = server.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{host}");
    }
    let nameless = Request::builder().uri("/api/state").body(Body::empty()).unwrap();
    assert_eq!(server.ask(nameless).await.status(), StatusCode::FORBIDDEN);
    for host in ["localhost", "127.0.0.1:3002", "[::1]", "[::1]:3002"] {
        let request = Request::builder().uri("/api/state").header("host", host);
        let response = server.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn everything_carries_the_policy() {
    let server = Server::new();
    for path in ["/", "/assets/page/main.js", "/api/state", "/nowhere"] {
        let response = server.get(path).await;
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'self';") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert!(headers.get("access-control-allow-origin").is_none(), "{path}");
    }
}

#[tokio::test]
async fn an_uploaded_file_never_opens_as_a_page() {
    let server = Server::new();
    let response = server.get("/files/7").await;
    let headers = response.headers();
    assert_eq!(headers["content-type"], "text/html");
    assert_eq!(headers["content-disposition"], "attachment; filename=\"menu___.html\"");
    assert_eq!(headers["content-security-policy"], "default-src 'none'; sandbox");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(server.get("/files/8").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_body_has_an_end() {
    let server = Server::new();
    let request = from_page(Method::POST, "/api/act").header("x-tertulia", "playground");
    let response = server.ask(request.body(Body::from(vec![b' '; 65 * 1024])).unwrap()).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn others_cannot_reach_it() {
    let error = listen("0.0.0.0:0".parse().unwrap()).await.unwrap_err();
    assert!(error.get_ref().is_some_and(|error| error.is::<NotLoopback>()), "{error}");
    assert!(listen("127.0.0.1:0".parse().unwrap()).await.is_ok());
}
