//! Who is there.

use axum::http::StatusCode;
use serde_json::json;

use crate::server::Server;

#[tokio::test]
async fn somebody_new_comes_once() {
    let server = Server::new();
    for _ in 0..2 {
        assert_eq!(server.post("/api/meet", &json!({"id": "carla"})).await.0, StatusCode::NO_CONTENT);
    }
    let people = server.json("/api/state").await["people"].clone();
    assert_eq!(people, json!([{"id": "ana"}, {"id": "ben"}, {"id": "carla"}]));
}

#[tokio::test]
async fn names_are_short_and_plain() {
    let server = Server::new();
    for name in ["", "Carla", "1st", "<b>", "a b", "ñu", &"a".repeat(25)] {
        let (status, why) = server.post("/api/meet", &json!({ "id": name })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(why.contains("small letters"), "{why}");
    }
}

#[tokio::test]
async fn there_is_room_for_twenty() {
    let server = Server::new();
    for number in 3..=20 {
        let id = json!({ "id": format!("p{number}") });
        assert_eq!(server.post("/api/meet", &id).await.0, StatusCode::NO_CONTENT);
    }
    assert!(server.post("/api/meet", &json!({"id": "late"})).await.1.contains("no room"));
}
